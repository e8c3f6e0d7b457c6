/**
 * A zip writer without scruples, for tests: every field of every header can be forged.
 * In: entries as they are to stand in the file. Out: the bytes of the zip, valid unless something was forged.
 */
import { crc32, deflateRawSync } from "node:zlib";

export interface RawHeader {
  readonly name?: string | Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly compressedSize?: number;
  readonly size?: number;
}

/** The fields of RawHeader forge both headers; those in `local` the local one alone. */
export interface RawEntry extends RawHeader {
  readonly name: string | Uint8Array;
  readonly data?: string | Uint8Array;
  /** Written as they are in place of the packed data. */
  readonly packed?: Uint8Array;
  readonly local?: RawHeader;
  /** Such as 0o120777 for a symbolic link. */
  readonly unixMode?: number;
  /** Where the directory says that the entry starts. */
  readonly offset?: number;
}

export interface RawZipOptions {
  /** Stands before the zip; the offsets take no account of it. */
  readonly prefix?: string | Uint8Array;
  readonly suffix?: string | Uint8Array;
  /** How many entries the end record claims. */
  readonly count?: number;
  readonly directoryOffset?: number;
}

export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = toBuffer(entry.data ?? "");
    const method = entry.method ?? (data.length === 0 ? 0 : 8);
    const packed = entry.packed ? Buffer.from(entry.packed) : method === 8 ? deflateRawSync(data, { level: 9 }) : data;
    const honest: Required<RawHeader> = {
      name: entry.name,
      flags: 0x0800,
      method,
      crc: crc32(data),
      compressedSize: packed.length,
      size: data.length,
    };
    const central = { ...honest, ...entry };
    const local = localHeader({ ...central, ...entry.local });
    directory.push(centralHeader(central, entry.unixMode ?? 0, entry.offset ?? offset));
    files.push(local, packed);
    offset += local.length + packed.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.count ?? entries.length, 8);
  end.writeUInt16LE(options.count ?? entries.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(options.directoryOffset ?? offset, 16);
  return new Uint8Array(
    Buffer.concat([toBuffer(options.prefix ?? ""), ...files, directoryBytes, end, toBuffer(options.suffix ?? "")]),
  );
}

function localHeader(h: Required<RawHeader>): Buffer {
  const name = toBuffer(h.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommonFields(header, 6, h);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader(h: Required<RawHeader>, unixMode: number, offset: number): Buffer {
  const name = toBuffer(h.name);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(unixMode === 0 ? 20 : (3 << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  writeCommonFields(header, 8, h);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(unixMode * 0x10000, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function writeCommonFields(header: Buffer, at: number, h: Required<RawHeader>): void {
  header.writeUInt16LE(h.flags, at);
  header.writeUInt16LE(h.method, at + 2);
  header.writeUInt32LE(h.crc, at + 8);
  header.writeUInt32LE(h.compressedSize, at + 12);
  header.writeUInt32LE(h.size, at + 16);
}

function toBuffer(value: string | Uint8Array): Buffer {
  return typeof value === "string" ? Buffer.from(value, "utf8") : Buffer.from(value);
}
