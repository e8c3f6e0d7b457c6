/**
 * XML read in one pass, without DTDs, entities, or more memory than one tag needs.
 * In: the bytes of a part, UTF-8 or UTF-16. Out: its events, and the first fault if it has one.
 */
import { SaxesParser } from "saxes";

export interface XmlFault {
  readonly code: "xml-entity" | "xml-invalid";
  readonly found: string;
}

export interface XmlHandlers {
  /** `attributes` has no prototype. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  /** Text and CDATA; one text may come in several pieces. */
  readonly text?: (text: string) => void;
  /** Asked now and then: true ends the reading early, without a fault. */
  readonly enough?: () => boolean;
}

type PlainXml = { readonly xmlns?: false; readonly position: false };

/** Office nests some thirty deep at most. */
const DEEPEST = 256;
const CHUNK_BYTES = 64 * 1024;
/** One tag, comment or piece of text; real ones stay far below. */
const LONGEST_TOKEN_BYTES = 8 * 1024 * 1024;
const ENCODINGS: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii", "utf-16", "utf-16le", "utf-16be"]);
const PREDEFINED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
// Without a prototype: `&constructor;` must be as unknown as any other.
Object.setPrototypeOf(PREDEFINED, null);

/** Streams a part through the handlers. After a fault nothing that the handlers were given counts. */
export function streamXml(bytes: Uint8Array, handlers: XmlHandlers): XmlFault | null {
  const encoding = encodingOf(bytes);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const parser = new SaxesParser<PlainXml>({ position: false });
  parser.ENTITIES = PREDEFINED;
  let fault: XmlFault | null = null;
  let depth = 0;
  let eventAt = 0;
  let at = 0;
  const invalid = (found: string) => (fault ??= { code: "xml-invalid", found });
  parser.on("error", (error) => {
    if (error.message === "undefined entity.") fault ??= { code: "xml-entity", found: "a reference to an entity" };
    else invalid(error.message.replace(/\.$/, ""));
  });
  parser.on("doctype", () => (fault ??= { code: "xml-entity", found: "a document type declaration (DTD)" }));
  parser.on("xmldecl", (declaration) => {
    const declared = declaration.encoding?.toLowerCase() ?? encoding;
    if (!ENCODINGS.has(declared)) invalid("an encoding other than UTF-8 or UTF-16");
  });
  parser.on("opentag", (tag) => {
    eventAt = at;
    if (++depth > DEEPEST) invalid(`elements nested more than ${DEEPEST} deep`);
    if (fault === null) handlers.open?.(tag.name, tag.attributes);
  });
  parser.on("closetag", (tag) => {
    eventAt = at;
    depth--;
    if (fault === null) handlers.close?.(tag.name);
  });
  if (handlers.text) {
    const { text } = handlers;
    const pass = (piece: string) => fault === null && text(piece);
    parser.on("text", pass);
    parser.on("cdata", pass);
  }
  for (; at < bytes.length && fault === null; at += CHUNK_BYTES) {
    if (handlers.enough?.()) return null;
    const piece = decodeChunk(decoder, bytes.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES < bytes.length);
    if (piece === null) invalid(`bytes that are not ${encoding.toUpperCase()}`);
    else parser.write(piece);
    if (at - eventAt > LONGEST_TOKEN_BYTES) invalid("a tag or text of over 8 MiB");
  }
  if (fault === null) parser.close();
  return fault === null
    ? null
    : declaresEntities(bytes)
      ? { code: "xml-entity", found: "a DTD or an entity declaration" }
      : fault;
}

function decodeChunk(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string | null {
  try {
    return decoder.decode(bytes, { stream });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** By byte order mark, else by where the first `<` has its zero byte; what the XML declaration says decides nothing. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return "utf-16be";
  return "utf-8";
}

const DECLARATIONS = ["<!DOCTYPE", "<!ENTITY"].flatMap((text) => {
  const wide = Buffer.from(text, "utf16le");
  return [Buffer.from(text), wide, Buffer.from(wide).swap16()];
});

/** Whether the bytes of a part that is not well-formed, or not quite XML (VML, SVG), hold a DTD or an entity declaration. */
export function declaresEntities(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return DECLARATIONS.some((declaration) => file.includes(declaration));
}
