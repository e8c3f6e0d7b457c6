/**
 * What a command writes: results to standard output (one JSON document with --json), everything else to standard error.
 */
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
      if (!json) stdout.write(`${harmless(text)}\n`);
    },
    document: async (value) => {
      if (!json) return;
      let held = "";
      for await (const piece of jsonPieces(value)) {
        held += piece;
        if (held.length > 65_536) {
          if (!stdout.write(held)) await drained(stdout);
          held = "";
        }
      }
      stdout.write(`${held}\n`);
    },
    note: (text) => {
      stderr.write(`${harmless(text)}\n`);
    },
  };
}

/** Until more can be written, or nobody reads any more: then what is written goes nowhere, and the work goes on. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.destroyed || !stream.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve) => {
    const ends = ["drain", "close", "error"];
    const end = (): void => {
      for (const event of ends) stream.off(event, end);
      resolve();
    };
    for (const event of ends) stream.on(event, end);
  });
}

/**
 * Names, sheets and messages come from outside: what would steer a terminal or turn the text around is shown as its code point.
 * JSON needs none of it: there such characters are escaped or harmless to a program.
 */
function harmless(text: string): string {
  return text.replace(STEERING, (c) => (c === "\n" ? c : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`));
}

const STEERING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

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
