/**
 * A claim check: an S3 event notification that stands for the contract events in the objects that it names.
 * In: a notification as JSON gave it. Out: the objects to read, and the problems of the records that name none.
 */
import type { MessageProblem } from "../domain/problem.ts";
import { CODE, MOST_PROBLEMS } from "./message-problems.ts";
import { isAbsent, isObject, readText, refuse, type Field, type JsonObject } from "./read-field.ts";

export interface ClaimedObject {
  readonly bucket: string;
  /** Decoded: the key as the bucket knows it. */
  readonly key: string;
  /** Null in a bucket without versions. */
  readonly versionId: string | null;
  /** Hexadecimal, of any length; orders the writes of one key after right-padding with zeros. Null when S3 gave none. */
  readonly sequencer: string | null;
}

export interface ClaimCheck {
  readonly kind: "claim-check";
  readonly objects: readonly ClaimedObject[];
  /** Of the records that name no object to read; the others stand all the same. */
  readonly problems: readonly MessageProblem[];
  readonly raw: Uint8Array;
}

// S3's own limit is 1024 bytes of UTF-8.
const MOST_KEY_CHARACTERS = 1024;
const MOST_NAME_CHARACTERS = 255;
const MOST_VERSION_CHARACTERS = 1024;
const CONTROL = /\p{Cc}/u;
const RELATIVE_SEGMENT = /(?:^|\/)\.{1,2}(?:\/|$)/;
const SEQUENCER = /^[\dA-Fa-f]{1,64}$/;

/** An object with records and no CloudEvents version; or the message that S3 sends once, when a queue is set up. */
export function isClaimCheck(value: unknown): value is JsonObject {
  if (!isObject(value) || "specversion" in value) return false;
  return Array.isArray(value["Records"]) || value["Event"] === "s3:TestEvent";
}

export function readClaimCheck(notification: JsonObject, raw: Uint8Array): ClaimCheck {
  const problems: MessageProblem[] = [];
  const objects: ClaimedObject[] = [];
  for (const { record, field } of recordsOf(notification, problems)) {
    const object = readRecord(record, field);
    if (object === null) continue;
    if (/\.ndjson(?:\.gz)?$/.test(object.key)) objects.push(object);
    else {
      const key = { name: `${field.name}.s3.object.key`, problems };
      refuse(key, CODE.badKey, object.key, "a key that ends in .ndjson or .ndjson.gz");
    }
  }
  return { kind: "claim-check", objects, problems, raw };
}

/** The records of a notification with where each stands, until there are too many problems to tell. */
export function* recordsOf(
  notification: JsonObject,
  problems: MessageProblem[],
): Generator<{ readonly record: unknown; readonly field: Field }> {
  const records: readonly unknown[] = Array.isArray(notification["Records"]) ? notification["Records"] : [];
  for (const [index, record] of records.entries()) {
    if (problems.length >= MOST_PROBLEMS) return;
    yield { record, field: { name: `Records[${index}]`, problems } };
  }
}

/** The object that a record tells of; null with its problems told. */
export function readRecord(record: unknown, field: Field): ClaimedObject | null {
  const inside = (name: string): Field => ({ name: `${field.name}.${name}`, problems: field.problems });
  if (!isObject(record) || !isObject(record["s3"])) {
    return refuse(inside("s3"), CODE.missing, isObject(record) ? record["s3"] : record, "an S3 event record");
  }
  const before = field.problems.length;
  const { eventName } = record;
  if (!isAbsent(eventName) && !(typeof eventName === "string" && /^(?:s3:)?ObjectCreated:/.test(eventName))) {
    refuse(inside("eventName"), CODE.unsupported, eventName, "ObjectCreated:…");
  }
  const { bucket, object } = record["s3"];
  const bucketName = readText(
    isObject(bucket) ? bucket["name"] : bucket,
    MOST_NAME_CHARACTERS,
    inside("s3.bucket.name"),
  );
  const s3Object = isObject(object) ? object : {};
  const key = readKey(s3Object["key"], inside("s3.object.key"));
  const versionId = isAbsent(s3Object["versionId"])
    ? null
    : readText(s3Object["versionId"], MOST_VERSION_CHARACTERS, inside("s3.object.versionId"));
  const sequencer = readSequencer(s3Object["sequencer"], inside("s3.object.sequencer"));
  if (field.problems.length > before || bucketName === null || key === null) return null;
  return { bucket: bucketName, key, versionId, sequencer };
}

function readKey(value: unknown, field: Field): string | null {
  const text = readText(value, 3 * MOST_KEY_CHARACTERS, field);
  if (text === null) return null;
  const key = decodeKey(text);
  if (key === null) return refuse(field, CODE.badKey, text, "a key that is URL-encoded, as S3 sends it");
  // A store that keeps objects as files would be led out of its folder.
  if (CONTROL.test(key) || RELATIVE_SEGMENT.test(key)) {
    return refuse(field, CODE.badKey, key, "a key without control characters and without . or .. between slashes");
  }
  return key;
}

/** S3 encodes a space as `+` and a plus sign as `%2B`. */
function decodeKey(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function readSequencer(value: unknown, field: Field): string | null {
  if (isAbsent(value)) return null;
  if (typeof value === "string" && SEQUENCER.test(value)) return value;
  return refuse(field, CODE.unsupported, value, "a hexadecimal number of at most 64 digits");
}
