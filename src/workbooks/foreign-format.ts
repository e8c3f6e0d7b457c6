/**
 * What a file is when it is no workbook, so that the refusal can say it.
 * In: bytes that do not begin as a zip, or the names in a zip. Out: words for a person, or null.
 */

const SIGNATURES: readonly (readonly [start: string, name: string])[] = [
  ["%PDF", "a PDF file"],
  ["{\\rtf", "an RTF document"],
  ["\x1f\x8b", "a gzip archive"],
  ["7z\xbc\xaf", "a 7z archive"],
  ["Rar!", "a RAR archive"],
  ["\x89PNG", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
];

/** The start of every OLE container: .xls, .doc, and a .xlsx behind a password. */
export function isOleContainer(bytes: Uint8Array): boolean {
  return latin1(bytes, 8) === "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
}

/** Whether an OLE container holds an encrypted package: a directory entry of that name (MS-OFFCRYPTO 2.3). */
export function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  return holdsOleEntry(bytes, "EncryptedPackage");
}

/** Names an OLE container that holds no encrypted package. */
export function oleContainerKind(bytes: Uint8Array): string {
  if (holdsOleEntry(bytes, "Workbook") || holdsOleEntry(bytes, "Book")) return "an old .xls workbook (Excel 97-2003)";
  if (holdsOleEntry(bytes, "WordDocument")) return "an old .doc document";
  return "an old Office file (OLE container)";
}

/** Directory entries are 128 bytes and so aligned: a UTF-16 name of up to 64 bytes, then its length with the final zero. */
function holdsOleEntry(bytes: Uint8Array, name: string): boolean {
  const wanted = Buffer.from(`${name}\0`, "utf16le");
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf(wanted); at >= 0; at = file.indexOf(wanted, at + 1)) {
    if (at % 128 === 0 && at + 66 <= file.length && file.readUInt16LE(at + 64) === wanted.length) return true;
  }
  return false;
}

/** Names a file that does not begin as a zip. */
export function foreignFileKind(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const head = latin1(bytes, 4096);
  const signature = SIGNATURES.find(([start]) => head.startsWith(start));
  if (signature) return signature[1];
  // As text: without byte order marks, and without the zeros of UTF-16.
  const text = head
    .replaceAll("\0", "")
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "")
    .trimStart()
    .toLowerCase();
  if (/^<(?:!doctype html|html|head|body|table|meta|style|div)\b/.test(text)) return "an HTML page";
  if (text.startsWith("<?xml") || text.startsWith("<workbook")) {
    if (text.includes("<html")) return "an HTML page";
    return text.includes("urn:schemas-microsoft-com:office:spreadsheet")
      ? "an XML Spreadsheet 2003 file"
      : "an XML file";
  }
  if (/^[{[]\s*(?:["{[]|$)/.test(text)) return "a JSON file";
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.includes("PK\x03\x04")) return "a zip with something before it";
  // No control character but white space.
  if (!/[^\P{Cc}\s]/u.test(text.replace(/[\x80-\x9f]/g, "")))
    return /[,;\t]/.test(text) ? "a CSV or text file" : "a text file";
  return "an unknown format";
}

/** Names a zip that holds something other than a workbook in XML; null when the names do not tell. `names` in lower case. */
export function foreignZipKind(names: ReadonlySet<string>, mimetype: string | null): string | null {
  if (names.has("xl/workbook.bin")) return "an .xlsb workbook (Excel binary)";
  if (names.has("word/document.xml")) return "a .docx document";
  if (names.has("ppt/presentation.xml")) return "a .pptx presentation";
  if (mimetype?.startsWith("application/vnd.oasis.opendocument.spreadsheet"))
    return "an .ods spreadsheet (OpenDocument)";
  if (mimetype?.startsWith("application/vnd.oasis.opendocument")) return "an OpenDocument file";
  if (mimetype === "application/epub+zip") return "an e-book";
  if (names.has("index/document.iwa")) return "a Numbers spreadsheet (Apple)";
  return null;
}

/** One character a byte, so that signatures compare byte by byte. */
function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString("latin1");
}
