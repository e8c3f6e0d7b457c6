/**
 * The directory of a zip, read without unpacking anything and trusted in nothing.
 * In: the bytes of a file that begins as a zip. Out: its entries with their packed bytes, or why it is refused.
 * Every field that the directory and an entry's own header both state must agree, or two readers could see two files.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem, quoted, zipInvalid } from "./file-problem.ts";
import { entryNameFault } from "./zip-entry-name.ts";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** As claimed; what unpacking gives is measured. */
  readonly size: number;
  readonly packed: Uint8Array;
}

export const MOST_ENTRIES = 1000;

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64_FIELD = 0xffffffff;
const AES_METHOD = 99;
// Bit 0: encrypted; 6: strong encryption; 13: an encrypted directory.
const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000;
/** Checksum and sizes follow the data, so that the local header may hold zeros. */
const DESCRIPTOR_FLAG = 0x0008;
const UTF8_FLAG = 0x0800;

type Refusal = { readonly ok: false; readonly problem: WorkbookProblem };
export type ZipDirectory = { readonly ok: true; readonly entries: readonly ZipEntry[] } | Refusal;

interface Header {
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
}

interface Listed extends Header {
  readonly name: string;
  readonly unixMode: number;
  readonly offset: number;
}

/** Reads the directory; the precedence of refusals is truncated, too many entries, encrypted, then what is invalid. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) {
    return refuse(
      fileProblem(
        "not-xlsx",
        "a zip without its end",
        "a complete .xlsx file",
        "The file is truncated: its end is missing or something was added after it. Upload the whole file again.",
      ),
    );
  }
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (start + view.getUint32(end + 12, true) !== end)
    return invalid("its directory is not where its end says", "a directory right before the end");
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    return invalid("it is split over several files", "one file");
  const listed: Listed[] = [];
  for (let at = start; at < end;) {
    if (listed.length === MOST_ENTRIES) return tooManyEntries(count);
    const next = readListed(bytes, view, at, end);
    if (next === null)
      return invalid(`entry ${listed.length + 1} of its directory is cut or garbled`, "a readable directory");
    listed.push(next.entry);
    at = next.end;
  }
  if (count > MOST_ENTRIES) return tooManyEntries(count);
  const problem = encryptedProblem(listed) ?? listingProblem(listed, count);
  return problem ? refuse(problem) : locate(bytes, view, listed, start);
}

function refuse(problem: WorkbookProblem): Refusal {
  return { ok: false, problem };
}

function invalid(found: string, expected: string): Refusal {
  return refuse(zipInvalid(found, expected));
}

function tooManyEntries(count: number): Refusal {
  const found = `${Math.max(count, MOST_ENTRIES + 1)} entries`;
  return refuse(
    fileProblem(
      "zip-bomb",
      found,
      `at most ${MOST_ENTRIES} entries`,
      "The file holds more parts than any workbook does. Save it anew from Excel and upload that.",
    ),
  );
}

/** The last end record whose comment reaches exactly to the end of the file. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_LENGTH + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}

function readListed(bytes: Uint8Array, view: DataView, at: number, end: number): { entry: Listed; end: number } | null {
  if (at + DIRECTORY_LENGTH > end || view.getUint32(at, true) !== DIRECTORY_SIGNATURE) return null;
  const nameEnd = at + DIRECTORY_LENGTH + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const entryEnd = extraEnd + view.getUint16(at + 32, true);
  if (entryEnd > end) return null;
  const nameBytes = bytes.subarray(at + DIRECTORY_LENGTH, nameEnd);
  const flags = view.getUint16(at + 8, true);
  const wide = zip64Fields(view, nameEnd, extraEnd);
  const size = wide(view.getUint32(at + 24, true));
  const packedSize = wide(view.getUint32(at + 20, true));
  const offset = wide(view.getUint32(at + 42, true));
  if (size === null || packedSize === null || offset === null) return null;
  const entry = {
    nameBytes,
    name: nameText(nameBytes, flags),
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size,
    packedSize,
    offset,
    unixMode: view.getUint16(at + 40, true),
  };
  return { entry, end: entryEnd };
}

/** Resolves fields that stand in the zip64 extra field, which some writers use for small files too; in their fixed order. */
function zip64Fields(view: DataView, start: number, end: number): (field: number) => number | null {
  let at = start;
  let fieldEnd = start;
  while (at + 4 <= end) {
    fieldEnd = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    if (view.getUint16(at, true) === 0x0001) break;
    at = fieldEnd;
  }
  at += 4;
  return (field) => {
    if (field !== IN_ZIP64_FIELD) return field;
    if (at + 8 > fieldEnd) return null;
    const value = view.getBigUint64(at, true);
    at += 8;
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(value);
  };
}

function nameText(bytes: Uint8Array, flags: number): string {
  return new TextDecoder((flags & UTF8_FLAG) !== 0 ? "utf-8" : "latin1").decode(bytes);
}

function encryptedProblem(listed: readonly Listed[]): WorkbookProblem | null {
  const found = listed.find((e) => (e.flags & ENCRYPTED_FLAGS) !== 0 || e.method === AES_METHOD);
  if (!found) return null;
  return fileProblem(
    "encrypted",
    `an encrypted entry, ${quoted(found.name)}`,
    "a workbook without a password",
    "The file is encrypted. Save it without a password and upload it again.",
  );
}

function listingProblem(listed: readonly Listed[], count: number): WorkbookProblem | null {
  if (listed.length !== count)
    return zipInvalid(`its end claims ${count} entries and its directory holds ${listed.length}`, "one count");
  const seen = new Set<string>();
  for (const { name, method, unixMode } of listed) {
    const fault = entryNameFault(name);
    if (fault) return zipInvalid(`the entry ${quoted(name)} ${fault}`, "a plain relative path");
    // Upper case first: some letters, such as the Kelvin sign or a long s, meet others in one direction only.
    const folded = name.normalize("NFC").toUpperCase().toLowerCase();
    if (seen.has(folded))
      return zipInvalid(`the entry ${quoted(name)} is there twice`, "each name once, without regard to case");
    seen.add(folded);
    const type = unixMode & 0o170000;
    if (type !== 0 && type !== 0o100000 && type !== 0o040000)
      return zipInvalid(`the entry ${quoted(name)} is a link or a device`, "plain files");
    if (method !== 0 && method !== 8)
      return zipInvalid(`the entry ${quoted(name)} has compression ${method}`, "stored or deflated entries");
  }
  return null;
}

/** Finds each entry's packed bytes; entries must not share any byte, the trick of bombs that unpack one kernel many times. */
function locate(bytes: Uint8Array, view: DataView, listed: readonly Listed[], directoryStart: number): ZipDirectory {
  const entries: ZipEntry[] = [];
  let free = 0;
  for (const entry of listed.toSorted((a, b) => a.offset - b.offset)) {
    const name = quoted(entry.name);
    if (entry.offset < free)
      return invalid(`the entry ${name} overlaps the one before it`, "entries apart from each other");
    const local = readLocal(bytes, view, entry.offset, directoryStart);
    if (local === null)
      return invalid(`the entry ${name} does not start where the directory says`, "an entry at that place");
    const difference = headerDifference(entry, local.header);
    if (difference)
      return invalid(
        `the entry ${name} has another ${difference} in its own header than in the directory`,
        "one and the same",
      );
    free = local.dataStart + entry.packedSize;
    if (free > directoryStart)
      return invalid(`the entry ${name} reaches into the directory`, "entries before the directory");
    const { name: path, method, crc, size } = entry;
    entries.push({ name: path, method, crc, size, packed: bytes.subarray(local.dataStart, free) });
  }
  return { ok: true, entries };
}

function readLocal(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  limit: number,
): { header: Header; dataStart: number } | null {
  if (at + LOCAL_LENGTH > limit || view.getUint32(at, true) !== LOCAL_SIGNATURE) return null;
  const nameEnd = at + LOCAL_LENGTH + view.getUint16(at + 26, true);
  const dataStart = nameEnd + view.getUint16(at + 28, true);
  if (dataStart > limit) return null;
  const wide = zip64Fields(view, nameEnd, dataStart);
  const size = wide(view.getUint32(at + 22, true));
  const packedSize = wide(view.getUint32(at + 18, true));
  if (size === null || packedSize === null) return null;
  const header = {
    nameBytes: bytes.subarray(at + LOCAL_LENGTH, nameEnd),
    flags: view.getUint16(at + 6, true),
    method: view.getUint16(at + 8, true),
    crc: view.getUint32(at + 14, true),
    size,
    packedSize,
  };
  return { header, dataStart };
}

function headerDifference(listed: Header, local: Header): string | null {
  if (Buffer.compare(listed.nameBytes, local.nameBytes) !== 0) return "name";
  if (listed.method !== local.method) return "compression";
  if ((listed.flags & ~UTF8_FLAG) !== (local.flags & ~UTF8_FLAG)) return "set of flags";
  const later = (local.flags & DESCRIPTOR_FLAG) !== 0;
  const differs = (a: number, b: number) => a !== b && !(later && b === 0);
  if (differs(listed.crc, local.crc)) return "checksum";
  return differs(listed.packedSize, local.packedSize) || differs(listed.size, local.size) ? "size" : null;
}
