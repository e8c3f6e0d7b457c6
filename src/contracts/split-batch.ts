/**
 * The events of a JSON array, each as its own bytes, so that each stands or falls alone and is kept as it came.
 * In: the bytes of a message. Out: one slice an event, or null when the brackets do not make one array.
 * What is between the brackets is for the reader of each event to judge.
 */
import { withoutOuterSpace } from "./strict-json.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** Whether the message is meant as an array of events. */
export function isBatch(bytes: Uint8Array): boolean {
  return bytes[withoutOuterSpace(bytes).start] === OPEN_ARRAY;
}

/**
 * @param bytes a message that isBatch. All of JSON's structure is ASCII, and no byte of a longer UTF-8 sequence is.
 * @returns the slices without the commas, views on `bytes`; an element of nothing (`[1,,2]`) is an empty slice
 */
export function splitBatch(bytes: Uint8Array): readonly Uint8Array[] | null {
  const { start, end } = withoutOuterSpace(bytes);
  const slices: Uint8Array[] = [];
  let depth = 0;
  let from = start + 1;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      i = closingQuote(bytes, i, end);
      if (i === -1) return null;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      depth++;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      depth--;
      if (depth > 0) continue;
      if (byte !== CLOSE_ARRAY || i !== end - 1) return null;
      const last = bytes.subarray(from, i);
      return slices.length === 0 && isBlank(last) ? [] : [...slices, last];
    } else if (byte === COMMA && depth === 1) {
      slices.push(bytes.subarray(from, i));
      from = i + 1;
    }
  }
  return null;
}

function closingQuote(bytes: Uint8Array, open: number, end: number): number {
  for (let i = open + 1; i < end; i++) {
    if (bytes[i] === QUOTE) return i;
    if (bytes[i] === BACKSLASH) i++;
  }
  return -1;
}

function isBlank(bytes: Uint8Array): boolean {
  const { start, end } = withoutOuterSpace(bytes);
  return start === end;
}
