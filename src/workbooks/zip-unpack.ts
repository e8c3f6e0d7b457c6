/**
 * Unpacking under measure: no header is believed about how much comes out.
 * In: the entries of a zip. Out: the parts by lower-case name (names of parts know no case), or why it is refused.
 */
import { crc32, inflateRawSync } from "node:zlib";
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem, quoted, zipInvalid } from "./file-problem.ts";
import type { ZipEntry } from "./zip-directory.ts";

const MIB = 1024 * 1024;
export const MOST_UNPACKED_BYTES = 100 * MIB;
/** Up to here any ratio is fine: small files of equal rows pack very well. */
const RATIO_FREE_BYTES = 10 * MIB;
const HIGHEST_RATIO = 100;
/** Deflate cannot do better than 1032 to 1. */
const DEFLATE_LIMIT = 1032;
const SMALLEST_BUFFER = 16 * 1024;

export type Unpacked =
  | { readonly ok: true; readonly parts: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly problem: WorkbookProblem };

/** @param fileSize bytes of the whole file, to which the ratio is taken */
export function unpackEntries(entries: readonly ZipEntry[], fileSize: number): Unpacked {
  const limit = Math.min(MOST_UNPACKED_BYTES, Math.max(RATIO_FREE_BYTES, HIGHEST_RATIO * fileSize));
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of entries) {
    const name = quoted(entry.name);
    const data = entry.method === 0 ? entry.packed : inflate(entry, limit - total);
    if (data === "damaged") return refuse(zipInvalid(`the packed data of ${name} is damaged`, "data that unpacks"));
    if (data === "too-much" || total + data.length > limit) return refuse(bomb(limit, fileSize));
    total += data.length;
    if (data.length !== entry.size) {
      return refuse(
        zipInvalid(`the entry ${name} unpacks to ${data.length} bytes and claims ${entry.size}`, "one size"),
      );
    }
    if (crc32(data) !== entry.crc)
      return refuse(zipInvalid(`the entry ${name} has a wrong checksum`, "data as it was packed"));
    if (!entry.name.endsWith("/")) parts.set(entry.name.toLowerCase(), data);
    else if (data.length > 0) return refuse(zipInvalid(`the folder ${name} holds data`, "folders without data"));
  }
  return { ok: true, parts };
}

function refuse(problem: WorkbookProblem): Unpacked {
  return { ok: false, problem };
}

function bomb(limit: number, fileSize: number): WorkbookProblem {
  const found = `${fileSize} bytes that unpack to over ${Math.floor(limit / MIB)} MiB`;
  return fileProblem(
    "zip-bomb",
    found,
    "at most 100 MiB unpacked, and at most 100 times the file's size once over 10 MiB",
    "The file unpacks to more than any workbook of matrices or targets does. Delete unused sheets, rows and formats, save it anew and upload that.",
  );
}

/** At most `room` bytes; "damaged" too when bytes are left over behind the packed data. */
function inflate(entry: ZipEntry, room: number): Uint8Array | "damaged" | "too-much" {
  // A claim that can be true is taken as the size of the one buffer, so that a large part is never held twice; it decides nothing.
  const believable = entry.size <= room && entry.size <= entry.packed.length * DEFLATE_LIMIT + DEFLATE_LIMIT;
  const chunkSize = Math.max(SMALLEST_BUFFER, believable ? entry.size + 1 : 0);
  try {
    // With `info` the answer also holds the engine, which knows how much of the input it used.
    const answer: unknown = inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, room), chunkSize, info: true });
    const { buffer, engine } = mustBeInfo(answer);
    if (engine.bytesWritten !== entry.packed.length) return "damaged";
    // A small part must not keep the whole buffer that it was unpacked into.
    return buffer.length * 2 < chunkSize ? new Uint8Array(buffer) : buffer;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ERR_BUFFER_TOO_LARGE") return "too-much";
    if (typeof code === "string" && code.startsWith("Z_")) return "damaged";
    throw error;
  }
}

function mustBeInfo(answer: unknown): { buffer: Uint8Array; engine: { bytesWritten: number } } {
  if (typeof answer === "object" && answer !== null && "buffer" in answer && "engine" in answer) {
    const { buffer, engine } = answer;
    if (buffer instanceof Uint8Array && typeof engine === "object" && engine !== null && "bytesWritten" in engine) {
      if (typeof engine.bytesWritten === "number") return { buffer, engine: { bytesWritten: engine.bytesWritten } };
    }
  }
  throw new Error("assertion: zlib gave no engine");
}
