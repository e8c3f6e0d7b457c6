/**
 * Reads single fields of an event, with the guards that many of them share.
 * In: a value of JSON, where it stood, the list that problems go to. Out: the value with its type, or null with a problem told.
 */
import type { MessageProblem } from "../domain/problem.ts";
import { CODE, messageProblem, wrongType } from "./message-problems.ts";

/** Where a value stood, as `data.amount`, and where its problem goes. */
export interface Field {
  readonly name: string;
  readonly problems: MessageProblem[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON's null and no field at all say the same. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Whether the text has more than `most` characters (code points, as the database counts them). */
export function isLongerThan(text: string, most: number): boolean {
  if (text.length <= most) return false;
  if (text.length > 2 * most) return true;
  return Array.from(text).length > most;
}

/** A required text of 1 to `most` characters. */
export function readText(value: unknown, most: number, field: Field): string | null {
  if (typeof value === "string" && value !== "" && !isLongerThan(value, most)) return value;
  const expected = `a text of 1 to ${most} characters`;
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "string") return refuse(field, CODE.wrongType, value, expected);
  if (value === "") return refuse(field, CODE.empty, value, expected);
  return refuse(field, CODE.tooLong, value, expected);
}

/** A required whole number from `least` to 2^53 - 1. */
export function readInteger(value: unknown, least: number, field: Field): number | null {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  const expected = `an integer from ${least} to 2^53 - 1`;
  if (isAbsent(value)) return refuse(field, CODE.missing, value, expected);
  if (typeof value !== "number") return refuse(field, CODE.wrongType, value, expected);
  return refuse(field, Number.isInteger(value) ? CODE.outOfRange : CODE.notAnInteger, value, expected);
}

/** Tells the problem; the null is for the caller to return. */
export function refuse(
  field: Field,
  code: Parameters<typeof messageProblem>[1],
  found: unknown,
  expected: string,
): null {
  field.problems.push(
    code === CODE.wrongType
      ? wrongType(field.name, found, expected)
      : messageProblem(field.name, code, found, expected),
  );
  return null;
}
