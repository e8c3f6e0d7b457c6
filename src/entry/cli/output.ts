/**
 * What a command writes: results to standard output (one JSON document with --json), everything else to standard error.
 */
import { once } from "node:events";

export interface Output {
  readonly json: boolean;
  /** Whether standard output is a terminal: only then colours. */
  readonly styled: boolean;
  /** A line of the result for people; nothing in JSON mode. */
  line(text?: string): void;
  /** The one JSON document; nothing in text mode. Lists may be async iterables: they are written as they come. */
  document(value: Json): Promise<void>;
  /** A line beside the result. */
  note(text: string): void;
}

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }
  | AsyncIterable<Json>;

export function createOutput(json: boolean, stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  return {
    json,
    styled: stdout.isTTY && !json,
    line: (text = "") => {
      if (!json) stdout.write(`${text}\n`);
    },
    document: async (value) => {
      if (!json) return;
      let held = "";
      for await (const piece of jsonPieces(value)) {
        held += piece;
        if (held.length > 65_536) {
          if (!stdout.write(held)) await once(stdout, "drain");
          held = "";
        }
      }
      stdout.write(`${held}\n`);
    },
    note: (text) => {
      stderr.write(`${text}\n`);
    },
  };
}

/** A value as the pieces of its JSON text, so that a list of a million entries is never held. */
export async function* jsonPieces(value: Json): AsyncGenerator<string> {
  if (value === null || typeof value !== "object") {
    yield JSON.stringify(value);
  } else if (Symbol.asyncIterator in value) {
    let separator = "[";
    for await (const item of value) {
      yield separator;
      yield* jsonPieces(item);
      separator = ",";
    }
    yield separator === "[" ? "[]" : "]";
  } else if (isList(value)) {
    let separator = "[";
    for (const item of value) {
      yield separator;
      yield* jsonPieces(item);
      separator = ",";
    }
    yield separator === "[" ? "[]" : "]";
  } else {
    let separator = "{";
    for (const [key, item] of Object.entries(value)) {
      yield `${separator}${JSON.stringify(key)}:`;
      yield* jsonPieces(item);
      separator = ",";
    }
    yield separator === "{" ? "{}" : "}";
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
