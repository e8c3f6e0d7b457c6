/**
 * A workbook's package (ECMA-376 part 2) whose parts can be replaced and added; what is not touched keeps its bytes.
 * In: the bytes of a file that passed the door. Out: parts as text, new relationships and content types, the bytes of the new file.
 */
import { unzipSync, zipSync } from "fflate";
import { applyEdits, escapeXmlText, insertAtEnd, outlineXml, type OutlineElement } from "./xml-outline.ts";

export interface EditablePackage {
  /** By lower-case name. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** Null when there is no such part. The case of names means nothing. */
  text(name: string): string | null;
  /** Replaces the part, or adds it after all others. */
  write(name: string, text: string): void;
  toBytes(): Uint8Array;
}

const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** Zip stores local time; built from local parts it is the same in every time zone. */
const WRITTEN_AT = new Date(2000, 0, 1, 12, 0, 0);

export function openPackage(bytes: Uint8Array): EditablePackage {
  const files = new Map(Object.entries(unzipSync(bytes)));
  const parts = new Map<string, Uint8Array>([...files].map(([name, part]) => [name.toLowerCase(), part]));
  const spelling = new Map([...files.keys()].map((name) => [name.toLowerCase(), name]));
  return {
    parts,
    text: (name) => {
      const part = parts.get(name.toLowerCase());
      return part ? new TextDecoder(encodingOf(part), { ignoreBOM: true }).decode(part) : null;
    },
    write: (name, text) => {
      const key = name.toLowerCase();
      if (!spelling.has(key)) spelling.set(key, name);
      parts.set(key, encode(text, encodingOf(parts.get(key) ?? new Uint8Array())));
    },
    toBytes: () => {
      const named = [...parts].map(([key, part]) => [spelling.get(key) ?? key, part] as const);
      return zipSync(Object.fromEntries(named), { mtime: WRITTEN_AT });
    },
  };
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** A part is UTF-8 or UTF-16: by its byte order mark, else by where the first `<` has its zero byte. */
function encodingOf(part: Uint8Array): Encoding {
  const [first, second] = part;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return "utf-16be";
  return "utf-8";
}

function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i += 1) view.setUint16(i * 2, text.charCodeAt(i), encoding === "utf-16le");
  return new Uint8Array(view.buffer);
}

function rootOf(elements: readonly OutlineElement[]): OutlineElement {
  const [root] = elements;
  if (!root) throw new Error("assertion: a part without a root passed the door");
  return root;
}

/**
 * Adds a relationship from the part `source` to the part `target`.
 * @param type whole, in the transitional or the strict form
 * @param wantedId the id that something refers to already; else a free one is taken
 * @returns its id
 */
export function addRelationship(
  book: EditablePackage,
  source: string,
  type: string,
  target: string,
  wantedId?: string,
): string {
  const slash = source.lastIndexOf("/") + 1;
  const name = `${source.slice(0, slash)}_rels/${source.slice(slash)}.rels`;
  const empty = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${RELATIONSHIPS}"/>`;
  const xml = book.text(name) ?? empty;
  const elements = outlineXml(xml, () => true);
  const root = rootOf(elements);
  const taken = new Set(elements.map(({ attributes }) => attributes.get("Id")?.toLowerCase()));
  let number = elements.length;
  while (taken.has(`rid${number}`)) number += 1;
  const id = wantedId ?? `rId${number}`;
  const line = `<${root.prefix}Relationship Id="${escapeXmlText(id)}" Type="${type}" Target="/${escapeXmlText(encodeURI(target))}"/>`;
  book.write(name, applyEdits(xml, [insertAtEnd(root, line)]));
  return id;
}

/** Says of which type a part is; by its extension (`vml`) where that is not taken by another type, when `byExtension`. */
export function addContentType(book: EditablePackage, name: string, type: string, byExtension: boolean): void {
  const part = "[Content_Types].xml";
  const xml = book.text(part);
  if (xml === null) throw new Error("assertion: a package without content types passed the door");
  const elements = outlineXml(xml, () => true);
  const root = rootOf(elements);
  const extension = name.slice(name.lastIndexOf(".") + 1);
  const known = elements.find(
    ({ local, attributes }) => local === "Default" && attributes.get("Extension")?.toLowerCase() === extension,
  );
  if (byExtension && known?.attributes.get("ContentType") === type) return;
  const line =
    byExtension && !known
      ? `<${root.prefix}Default Extension="${extension}" ContentType="${type}"/>`
      : `<${root.prefix}Override PartName="/${name}" ContentType="${type}"/>`;
  book.write(part, applyEdits(xml, [insertAtEnd(root, line)]));
}

/** `xl/comments3.xml`: with the first number, from 1, whose name is free. */
export function freeName(book: EditablePackage, before: string, after: string): string {
  let number = 1;
  while (book.parts.has(`${before}${number}${after}`.toLowerCase())) number += 1;
  return `${before}${number}${after}`;
}
