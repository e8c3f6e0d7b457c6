/**
 * An S3 event notification that tells of uploaded workbooks. In: the bytes of a message. Out: the objects that it names, with who put
 * them there, and the problems of what could not be read. A key is read as S3 sends it: URL-encoded, with `+` for a space.
 */
import type { MessageProblem } from "../domain/problem.ts";
import { isClaimCheck, readRecord, recordsOf, type ClaimedObject } from "./claim-check.ts";
import { CODE, messageProblem } from "./message-problems.ts";
import { isObject } from "./read-field.ts";
import { readStrictJson } from "./strict-json.ts";

export interface UploadedObject extends ClaimedObject {
  /** The sender of the upload, as S3 knows it; null when the event does not say. */
  readonly principal: string | null;
}

export interface UploadNotice {
  readonly objects: readonly UploadedObject[];
  readonly problems: readonly MessageProblem[];
  readonly raw: Uint8Array;
}

export function readUploadNotice(raw: Uint8Array): UploadNotice {
  const json = readStrictJson(raw);
  if (json.kind === "unreadable") return { objects: [], problems: [json.problem], raw };
  if (json.problems.length > 0) return { objects: [], problems: json.problems, raw };
  if (!isClaimCheck(json.value)) {
    const problem = messageProblem("Records", CODE.missing, json.value, "an S3 event notification");
    return { objects: [], problems: [problem], raw };
  }
  const problems: MessageProblem[] = [];
  const objects: UploadedObject[] = [];
  for (const { record, field } of recordsOf(json.value, problems)) {
    const object = readRecord(record, field);
    if (object !== null) objects.push({ ...object, principal: principalOf(record) });
  }
  return { objects, problems, raw };
}

function principalOf(record: unknown): string | null {
  const identity = isObject(record) ? record["userIdentity"] : null;
  const principal = isObject(identity) ? identity["principalId"] : null;
  return typeof principal === "string" ? principal : null;
}

const WIDTH = 64;

/** A sequencer so that it orders as text among those of its key: S3 gives them in any length, to be padded on the right. */
export function orderable(sequencer: string): string {
  return sequencer.toUpperCase().padEnd(WIDTH, "0");
}
