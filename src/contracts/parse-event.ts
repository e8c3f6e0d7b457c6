/**
 * One event -> a validated contract fact or control totals, or every problem of its envelope and data at once.
 * In: the bytes of one CloudEvents 1.0 event in structured JSON, of a type that is known. Out: a `ParsedEvent`.
 */
import type { ControlTotals } from "../domain/completeness.ts";
import type { Contract } from "../domain/contract.ts";
import type { MessageProblem } from "../domain/problem.ts";
import { contentHashOf, totalsHashOf } from "./content-hash.ts";
import { CODE, messageProblem, MOST_PROBLEMS, wrongType } from "./message-problems.ts";
import { parseContract, type ParseContext } from "./parse-contract.ts";
import { parseTotals } from "./parse-totals.ts";
import { isAbsent, isLongerThan, isObject, readText, refuse, type Field, type JsonObject } from "./read-field.ts";
import { readTime } from "./read-time.ts";
import { readStrictJson, type StrictJson } from "./strict-json.ts";

export const EVENT_TYPE = "contract.recorded.v1";
export const TOTALS_TYPE = "contract.totals.v1";

/** `id` and `source` together name the message. Nothing else of the envelope takes part in a decision. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  /** UTC, with milliseconds; null when not given. */
  readonly time: string | null;
}

export interface ValidEvent {
  readonly kind: "valid";
  readonly envelope: Envelope;
  readonly contract: Contract;
  /** SHA-256, hex, over the normalised data (content-hash.ts). */
  readonly contentHash: string;
  /** The bytes of this event as they came. */
  readonly raw: Uint8Array;
}

export interface ValidTotals {
  readonly kind: "totals";
  readonly envelope: Envelope;
  readonly totals: ControlTotals;
  /** As of a contract event; no content of the one type is ever that of the other. */
  readonly contentHash: string;
  readonly raw: Uint8Array;
}

export interface InvalidEvent {
  readonly kind: "invalid";
  /** Null when there is none that could name a message. */
  readonly id: string | null;
  readonly source: string | null;
  /** One or more. */
  readonly problems: readonly MessageProblem[];
  readonly raw: Uint8Array;
}

export type ParsedEvent = ValidEvent | ValidTotals | InvalidEvent;

const TYPES = [EVENT_TYPE, TOTALS_TYPE];
const MOST_CHARACTERS = 200;
// RFC 2045 with RFC 6839's suffix: application/json, application/cloudevents+json; charset=utf-8.
const JSON_CONTENT = /^\s*[\w!#$&^.-]+\/(?:[\w!#$&^.+-]+\+)?json\s*(?:;.*)?$/is;

export function parseEvent(raw: Uint8Array, context: ParseContext): ParsedEvent {
  return parseReadEvent(readStrictJson(raw), raw, context);
}

/** As parseEvent, of bytes that were read already. */
export function parseReadEvent(json: StrictJson, raw: Uint8Array, context: ParseContext): ParsedEvent {
  if (json.kind === "unreadable") return invalid(null, null, [json.problem], raw);
  const event = json.value;
  if (!isObject(event)) {
    return invalid(null, null, [...json.problems, wrongType(null, event, "one event as a JSON object")], raw);
  }
  const problems: MessageProblem[] = [];
  const isTotals = event["type"] === TOTALS_TYPE;
  const envelope = readEnvelope(event, problems);
  const data = readData(event["data"], isTotals, { name: "data", problems });
  const dataProblems: MessageProblem[] = [];
  const contract = data === null || isTotals ? null : parseContract(data, context, dataProblems);
  const totals = data === null || !isTotals ? null : parseTotals(data, context, dataProblems);
  problems.push(...dataProblems);
  if (envelope && problems.length === 0 && json.problems.length === 0) {
    if (contract) return { kind: "valid", envelope, contract, contentHash: contentHashOf(EVENT_TYPE, contract), raw };
    if (totals) return { kind: "totals", envelope, totals, contentHash: totalsHashOf(TOTALS_TYPE, totals), raw };
  }
  const { id, source } = event;
  return invalid(usableName(id), usableName(source), firstOfEachField(json.problems, problems), raw);
}

function invalid(
  id: string | null,
  source: string | null,
  problems: readonly MessageProblem[],
  raw: Uint8Array,
): InvalidEvent {
  return { kind: "invalid", id, source, problems, raw };
}

function readEnvelope(event: JsonObject, problems: MessageProblem[]): Envelope | null {
  const field = (name: string): Field => ({ name, problems });
  readConstant(event["specversion"], ["1.0"], field("specversion"));
  const id = readText(event["id"], MOST_CHARACTERS, field("id"));
  const source = readText(event["source"], MOST_CHARACTERS, field("source"));
  readConstant(event["type"], TYPES, field("type"));
  readSubject(event["subject"], event, field("subject"));
  const time = isAbsent(event["time"]) ? null : readTime(event["time"], field("time"));
  readContentType(event["datacontenttype"], field("datacontenttype"));
  return id === null || source === null ? null : { id, source, time };
}

function readConstant(value: unknown, allowed: readonly string[], field: Field): void {
  if (typeof value === "string" && allowed.includes(value)) return;
  const expected = allowed.map((text) => `"${text}"`).join(" or ");
  if (isAbsent(value)) refuse(field, CODE.missing, value, expected);
  else if (typeof value !== "string") refuse(field, CODE.wrongType, value, expected);
  else refuse(field, CODE.unsupported, value, expected);
}

function readSubject(value: unknown, { type, data }: JsonObject, field: Field): void {
  if (isAbsent(value)) return;
  // Totals have no id of their own that a subject could contradict.
  if (type === TOTALS_TYPE) return void readText(value, MOST_CHARACTERS, field);
  const expected = "the same as data.contractId, or no subject";
  const contractId = isObject(data) ? data["contractId"] : undefined;
  if (typeof value !== "string") refuse(field, CODE.wrongType, value, expected);
  // Without a contract id, which is told of itself, there is nothing to compare with.
  else if (typeof contractId === "string" && value !== contractId) {
    refuse(field, CODE.subjectMismatch, value, expected);
  }
}

function readContentType(value: unknown, field: Field): void {
  if (isAbsent(value)) return;
  const expected = "application/json, or no datacontenttype";
  if (typeof value !== "string") refuse(field, CODE.wrongType, value, expected);
  else if (!JSON_CONTENT.test(value)) refuse(field, CODE.unsupported, value, expected);
}

function readData(value: unknown, isTotals: boolean, field: Field): JsonObject | null {
  const expected = `the ${isTotals ? "totals" : "contract"} as a JSON object`;
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (!isObject(value)) return refuse(field, CODE.wrongType, value, expected);
  return value;
}

/** An id or source that could have been stored: also of an invalid event, since ids are looked at first. */
function usableName(value: unknown): string | null {
  if (typeof value !== "string" || value === "" || isLongerThan(value, MOST_CHARACTERS)) return null;
  return value.includes("\0") || !value.isWellFormed() ? null : value;
}

/** What is wrong with a field as JSON goes before what is wrong with its value. */
function firstOfEachField(ofJson: readonly MessageProblem[], ofValues: readonly MessageProblem[]) {
  const told = new Set(ofJson.map((problem) => problem.field));
  return [...ofJson, ...ofValues.filter((problem) => !told.has(problem.field))].slice(0, MOST_PROBLEMS);
}

/**
 * Whether the event could not even be read as JSON. Of a last line without a line break it says that the file was cut off:
 * no start of a JSON object is JSON.
 */
export function isNotJson(event: ParsedEvent): event is InvalidEvent {
  if (event.kind !== "invalid") return false;
  return event.problems.some(({ field, code }) => field === null && (code === CODE.notJson || code === CODE.notUtf8));
}

/** The problem of a message whose id and source were seen before with other content. */
export function idConflictProblem(id: string): MessageProblem {
  return messageProblem("id", CODE.idConflict, id, "an id that was not used for other content");
}
