/**
 * NDJSON in chunks -> lines, without ever holding more than one line.
 * In: chunks of bytes, cut anywhere. Out: each line that is not blank, with its number, through `onLine`.
 * Lost: what a line has beyond the cap; its start and its length are told.
 */

/** The longest line that is handed on whole, in bytes. Far over an event's limit, so that what is kept of a rejected line is whole. */
export const MOST_LINE_BYTES = 8 * 1024 * 1024;
/** How much of a longer line is kept. */
export const KEPT_BYTES = 64 * 1024;

interface LinePlace {
  /** 1-based; blank lines count. */
  readonly number: number;
  /** Whether a line break followed. Where none did and the line is not JSON, the file was cut off. */
  readonly terminated: boolean;
}

export type Line =
  /** Without its line break. May be a view on a chunk: whoever reuses the chunk's memory has to copy. */
  | (LinePlace & { readonly kind: "line"; readonly bytes: Uint8Array })
  /** Longer than the cap. */
  | (LinePlace & { readonly kind: "oversize"; readonly start: Uint8Array; readonly totalBytes: number });

export interface LineSplitter {
  readonly push: (chunk: Uint8Array) => void;
  /**
   * @param complete whether the stream ended as it should; false of a truncated gzip, say: then only whole lines count
   * @returns the bytes of a last line that was dropped since the stream was cut, 0 when there is none
   */
  readonly finish: (complete: boolean) => { readonly droppedBytes: number };
}

const LF = 0x0a;
const CR = 0x0d;

/** @param mostBytes of one line, its line feed not counted */
export function createLineSplitter(onLine: (line: Line) => void, mostBytes = MOST_LINE_BYTES): LineSplitter {
  let number = 1;
  let parts: Uint8Array[] = [];
  let heldBytes = 0;
  let totalBytes = 0;

  function hold(part: Uint8Array): void {
    totalBytes += part.length;
    const room = Math.max(mostBytes + 1 - heldBytes, 0);
    if (part.length === 0 || room === 0) return;
    // A copy, so that a short rest does not keep its whole chunk in memory.
    const kept = part.slice(0, room);
    parts.push(kept);
    heldBytes += kept.length;
  }

  function emit(rest: Uint8Array, terminated: boolean): void {
    const total = totalBytes + rest.length;
    if (total > mostBytes) {
      hold(rest);
      // A copy, so that the start does not keep the rest in memory.
      const start = join(parts, heldBytes).slice(0, Math.min(KEPT_BYTES, mostBytes));
      onLine({ kind: "oversize", number, terminated, start, totalBytes: total });
    } else {
      const bytes = withoutCarriageReturn(parts.length === 0 ? rest : join([...parts, rest], total));
      if (!isBlank(bytes)) onLine({ kind: "line", number, terminated, bytes });
    }
    number++;
    parts = [];
    heldBytes = 0;
    totalBytes = 0;
  }

  function push(chunk: Uint8Array): void {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      emit(chunk.subarray(from, end), true);
      from = end + 1;
    }
    hold(chunk.subarray(from));
  }

  function finish(complete: boolean): { readonly droppedBytes: number } {
    if (!complete) return { droppedBytes: totalBytes };
    if (totalBytes > 0) emit(new Uint8Array(0), false);
    return { droppedBytes: 0 };
  }

  return { push, finish };
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const only = parts[0];
  if (only && parts.length === 1) return only;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function withoutCarriageReturn(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
}

/** Nothing but JSON's white space. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === CR);
}
