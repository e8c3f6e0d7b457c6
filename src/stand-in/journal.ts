/**
 * The stand-in's memory: a file that is only ever added to, one JSON value a line, flushed before anything is answered.
 * In: values. Out: all values again after any end of the process. A kill in the middle of a line loses that line alone, and
 * nobody had been told of it. Reads and writes wait for the disk: one after the other is all the order that is needed.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { join, resolve } from "node:path";

export interface Journal {
  /** Returns when it is on the disk; throws `JournalFailed` when it is not, and then nothing of it is. */
  readonly append: (value: unknown) => void;
  readonly close: () => void;
}

/** The disk is full, or another process writes the same journal. */
export class JournalFailed extends Error {}

export function openJournal(folder: string): { readonly journal: Journal; readonly values: readonly unknown[] } {
  const path = join(resolve(folder), "journal.ndjson");
  mkdirSync(folder, { recursive: true });
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? "wx+" : "r+");
  if (isNew) flushFolder(folder);
  const bytes = readFileSync(path);
  let length = bytes.lastIndexOf("\n") + 1;
  // What was being written when the process was killed.
  if (length < bytes.length) cut(file, length);
  const lines = bytes.subarray(0, length).toString("utf8").split("\n").slice(0, -1);
  const values = lines.map((line, index) => valueOf(line, `${path}, line ${index + 1}`));
  return {
    values,
    journal: {
      append: (value) => {
        if (fstatSync(file).size !== length) {
          throw new JournalFailed(`${path} was written by another process: end one of the two.`);
        }
        const line = Buffer.from(`${JSON.stringify(value)}\n`, "utf8");
        try {
          writeWhole(file, line, length);
          fsyncSync(file);
        } catch (error) {
          cut(file, length);
          throw new JournalFailed(`${path} cannot be written`, { cause: error });
        }
        length += line.length;
      },
      close: () => closeSync(file),
    },
  };
}

function writeWhole(file: number, bytes: Uint8Array, from: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(file, bytes, written, bytes.length - written, from + written);
  }
}

function cut(file: number, length: number): void {
  ftruncateSync(file, length);
  fsyncSync(file);
}

function flushFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function valueOf(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`${where} is not JSON: the file was changed by somebody else. Move it away to begin anew.`);
  }
}
