/**
 * JSON in one form for one content, so that it can be hashed: keys in code unit order, no space, whole numbers only (RFC 8785 for what we
 * write: no fractions, no exponents). In: a value of plain JSON. Out: its text; SHA-256 over it. Pure.
 */
import { hash } from "node:crypto";

export type PlainJson = string | number | boolean | null | PlainJson[] | { [key: string]: PlainJson };

/** @throws on a number that is not a safe integer: our own mistake, since all that can be larger is written as text */
export function canonicalJson(value: PlainJson): string {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new Error(`assertion: ${value} is no whole number`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value).toSorted(byCodeUnit);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(",")}}`;
}

export function sha256Of(value: PlainJson): string {
  return hash("sha256", canonicalJson(value), "hex");
}

function isList(value: PlainJson): value is PlainJson[] {
  return Array.isArray(value);
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
