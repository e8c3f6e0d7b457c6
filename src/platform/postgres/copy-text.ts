/**
 * PostgreSQL's text format of COPY: one row a line, columns parted by tabs, `\N` for null, backslash escapes.
 * In: rows of text or null. Out: chunks of the stream, and back again, in batches, as single rows would cost more than
 * their content. Source: PostgreSQL documentation, COPY, "Text Format".
 */

export type CopyRow = readonly (string | null)[];

const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPED = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const UNESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const LINE_END = 0x0a;
/** About the size of one write to the socket. */
const CHUNK_CHARACTERS = 65_536;

/** One row as a line with its line end. */
export function encodeRow(row: CopyRow): string {
  let line = "";
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i];
    if (i > 0) line += "\t";
    if (value === null || value === undefined) line += "\\N";
    else if (NEEDS_ESCAPE.test(value)) line += value.replace(ESCAPED, (character) => ESCAPES[character] ?? character);
    else line += value;
  }
  return `${line}\n`;
}

/** Rows as chunks of some 64 KB. An unpaired surrogate is our mistake: UTF-8 would turn it silently into U+FFFD. */
export async function* encodeRows(rows: AsyncIterable<CopyRow> | Iterable<CopyRow>): AsyncGenerator<Buffer> {
  let text = "";
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      text += encodeRow(row);
      if (text.length < CHUNK_CHARACTERS) continue;
      yield toBytes(text);
      text = "";
    }
  } else {
    for await (const row of rows) {
      text += encodeRow(row);
      if (text.length < CHUNK_CHARACTERS) continue;
      yield toBytes(text);
      text = "";
    }
  }
  if (text !== "") yield toBytes(text);
}

function toBytes(text: string): Buffer {
  if (!text.isWellFormed()) throw new Error("assertion: text to be copied is well-formed Unicode");
  return Buffer.from(text, "utf8");
}

/** One line without its line end as a row. */
export function decodeLine(line: string): (string | null)[] {
  const values: (string | null)[] = line.split("\t");
  if (!line.includes("\\")) return values;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (value === "\\N") values[i] = null;
    else if (value?.includes("\\") === true) values[i] = unescape(value);
  }
  return values;
}

function unescape(value: string): string {
  return value.replace(/\\(.)/gs, (_, character: string) => UNESCAPES[character] ?? character);
}

/** The stream's chunks, cut anywhere, as batches of whole rows. */
export async function* decodeChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[][]> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    // A line end inside a value is always written as an escape, so that each such byte ends a row.
    const end = chunk.lastIndexOf(LINE_END);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const text = Buffer.concat([...rest, chunk.subarray(0, end)]).toString("utf8");
    rest = [chunk.subarray(end + 1)];
    yield text.split("\n").map(decodeLine);
  }
  if (rest.some((bytes) => bytes.length > 0)) throw new Error("assertion: COPY ends with a whole row");
}
