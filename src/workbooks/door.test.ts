import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minimalXlsx, minimalXlsxParts, relationships, type MinimalXlsx } from "../../test/support/minimal-xlsx.ts";
import { rawZip, type RawEntry, type RawZipOptions } from "../../test/support/raw-zip.ts";
import { inspectWorkbook } from "./door.ts";
import { readGrid } from "./read-grid.ts";

const MIB = 1024 * 1024;

function entries(workbook: MinimalXlsx = {}): RawEntry[] {
  return Object.entries(minimalXlsxParts(workbook)).map(([name, data]) => ({ name, data }));
}

/** A valid workbook with one more entry. */
function plus(entry: RawEntry, options: RawZipOptions = {}): Uint8Array {
  return rawZip([...entries(), entry], options);
}

/** A valid workbook with the header of one of its parts forged. */
function forged(part: string, fields: Partial<RawEntry>): Uint8Array {
  return rawZip(entries().map((entry) => (entry.name === part ? { ...entry, ...fields } : entry)));
}

function withPart(name: string, data: string | Uint8Array | null): Uint8Array {
  return minimalXlsx({ parts: { [name]: data } });
}

function codes(bytes: Uint8Array): readonly string[] {
  const inspection = inspectWorkbook(bytes);
  return inspection.ok ? ["ok"] : inspection.problems.map((p) => p.code);
}

function found(bytes: Uint8Array): string {
  const inspection = inspectWorkbook(bytes);
  return inspection.ok ? "" : (inspection.problems[0]?.found ?? "");
}

/** An OLE container with one directory entry of that name. */
function ole(streamName: string): Uint8Array {
  const bytes = Buffer.alloc(2048);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const name = Buffer.from(`${streamName}\0`, "utf16le");
  bytes.set(name, 1024 + 128);
  bytes.writeUInt16LE(name.length, 1024 + 128 + 64);
  return bytes;
}

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
const utf16be = (text: string) => utf16(text).swap16();
const SHEET = "xl/worksheets/sheet1.xml";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const VALID = minimalXlsx();

describe("a valid workbook passes", () => {
  test.each<[string, Uint8Array]>([
    ["a minimal one", VALID],
    ["stored entries", rawZip(entries().map((e) => ({ ...e, method: 0 })))],
    ["entries in folders", plus({ name: "xl/media/", data: "" })],
    [
      "sizes after the data",
      rawZip(entries().map((e) => ({ ...e, flags: 0x0808, local: { crc: 0, size: 0, compressedSize: 0 } }))),
    ],
    ["names in other case", rawZip(entries().map((e) => ({ ...e, name: String(e.name).toUpperCase() })))],
    [
      "parts in UTF-16",
      withPart(
        SHEET,
        utf16(`<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${MAIN}"><sheetData/></worksheet>`),
      ),
    ],
    ["an image", plus({ name: "xl/media/image1.png", data: "\x89PNG<!DOCTYPE" })],
    ["VML that is not quite XML", plus({ name: "xl/drawings/vmlDrawing1.vml", data: "<xml><br></xml>" })],
    ["names of unix files", rawZip(entries().map((e) => ({ ...e, unixMode: 0o100644 })))],
    [
      "exactly 1 000 entries",
      rawZip([...entries(), ...Array.from({ length: 993 }, (_, n) => ({ name: `xl/media/${n}.png` }))]),
    ],
    ["10 MiB unpacked at any ratio", plus({ name: "xl/media/a.png", data: Buffer.alloc(9.9 * MIB) })],
    ["64 sheets", minimalXlsx({ sheets: Array.from({ length: 64 }, () => ({})) })],
    [
      "a link to the web",
      withPart(
        "_rels/.rels",
        relationships([["rId1", "officeDocument", "xl/workbook.xml"]]).replace(
          "</Relationships>",
          `<Relationship Id="x" Type="a/hyperlink" Target="http://example.com/" TargetMode="External"/></Relationships>`,
        ),
      ),
    ],
  ])("%s", (_, bytes) => {
    expect(codes(bytes)).toEqual(["ok"]);
  });
});

describe("file-too-large", () => {
  test("a file of 10 MiB and one byte is refused before it is looked at", () => {
    expect(codes(new Uint8Array(10 * MIB + 1))).toEqual(["file-too-large"]);
    expect(codes(new Uint8Array(10 * MIB))).toEqual(["not-xlsx"]);
  });
});

describe("not-xlsx tells what the file is", () => {
  const text = (content: string) => new Uint8Array(Buffer.from(content));
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "empty file"],
    ["HTML", text("\ufeff<!DOCTYPE html><html><table></table></html>"), "HTML"],
    ["a bare table", text("\n <table><tr><td>1</td></tr></table>"), "HTML"],
    ["CSV", text("agent;2024-01\nMINI Agent 1;1000\n"), "CSV"],
    ["CSV in UTF-16", utf16("agent\t2024-01\n"), "CSV"],
    ["PDF", text("%PDF-1.7\n"), "PDF"],
    [
      "XML Spreadsheet 2003",
      text(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`),
      "2003",
    ],
    [".xls", ole("Workbook"), ".xls"],
    [".doc", ole("WordDocument"), ".doc"],
    ["random bytes", new Uint8Array([1, 2, 3, 4, 5]), "unknown"],
    [
      ".docx",
      rawZip([
        { name: "[Content_Types].xml", data: "<Types/>" },
        { name: "word/document.xml", data: "<w/>" },
      ]),
      ".docx",
    ],
    [".pptx", rawZip([{ name: "ppt/presentation.xml", data: "<p/>" }]), ".pptx"],
    [".ods", rawZip([{ name: "mimetype", data: "application/vnd.oasis.opendocument.spreadsheet", method: 0 }]), ".ods"],
    [".xlsb", withPart("xl/workbook.bin", "x"), ".xlsb"],
    ["text before the zip", rawZip(entries(), { prefix: "hello" }), "before it"],
    ["an empty zip", rawZip([]), "empty zip"],
    ["a zip of other things", rawZip([{ name: "a.txt", data: "a" }]), "without a workbook"],
    ["a zip whose workbook part is gone", withPart("xl/workbook.xml", null), "without a workbook"],
    ["a zip without relationships", withPart("_rels/.rels", null), "without a workbook"],
  ])("%s", (_, bytes, words) => {
    expect(codes(bytes)).toEqual(["not-xlsx"]);
    expect(found(bytes)).toContain(words);
  });

  test("a truncated file is not a workbook, wherever it is cut", () => {
    for (const length of [1, 4, 30, VALID.length - 22, VALID.length - 1])
      expect(codes(VALID.subarray(0, length))).toEqual(["not-xlsx"]);
  });

  test("bytes after the end make it no workbook", () => {
    expect(codes(rawZip(entries(), { suffix: "more" }))).toEqual(["not-xlsx"]);
  });
});

describe("encrypted", () => {
  test.each<[string, Uint8Array]>([
    ["a password-protected workbook", ole("EncryptedPackage")],
    ["an entry flagged as encrypted", forged(SHEET, { flags: 0x0801 })],
    ["strong encryption", forged(SHEET, { flags: 0x0841 })],
    ["AES entries", forged(SHEET, { method: 99 })],
  ])("%s", (_, bytes) => {
    expect(codes(bytes)).toEqual(["encrypted"]);
  });

  test("a name that only looks like an encrypted package does not count", () => {
    // As a text in the data may: no directory entry begins there.
    const bytes = Buffer.from(ole("Workbook"));
    bytes.set(Buffer.from(ole("EncryptedPackage")).subarray(1152, 1152 + 66), 1500);
    expect(codes(bytes)).toEqual(["not-xlsx"]);
  });
});

describe("zip-bomb, as measured (fault 25)", () => {
  const zeros = (mib: number) => deflateRawSync(Buffer.alloc(mib * MIB), { level: 9 });
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `xl/media/${n}.png` }));
  test.each<[string, () => Uint8Array]>([
    ["over 1 000 entries", () => rawZip([...entries(), ...many(994)])],
    ["a directory of 1 001 that claims 3", () => rawZip([...entries(), ...many(994)], { count: 3 })],
    ["a claim of 2 000 entries", () => rawZip(entries(), { count: 2000 })],
    ["150 MiB that say so", () => plus({ name: "xl/media/a.xml", data: Buffer.alloc(150 * MIB) })],
    ["150 MiB that claim 10 bytes", () => plus({ name: "a.xml", packed: zeros(150), method: 8, size: 10 })],
    ["150 MiB that claim none", () => plus({ name: "a.xml", packed: zeros(150), method: 8, size: 0 })],
    ["11 MiB at a ratio over 100", () => plus({ name: "a.xml", data: Buffer.alloc(11 * MIB) })],
    [
      "many parts that are small each",
      () => rawZip([...entries(), ...many(12).map((e) => ({ ...e, data: Buffer.alloc(MIB) }))]),
    ],
    ["hundreds of MiB of valid rows", () => withPart(SHEET, validRows(200 * MIB))],
    ["hundreds of MiB of valid strings", () => withPart("xl/sharedStrings.xml", validStrings(200 * MIB))],
  ])("%s", (_, bomb) => {
    const bytes = bomb();
    expect(bytes.length).toBeLessThan(MIB);
    expect(codes(bytes)).toEqual(["zip-bomb"]);
  });

  test("over 100 MiB is too much at a low ratio too", () => {
    const noise = Buffer.alloc(2 * MIB);
    for (let at = 0; at < noise.length; at++) noise[at] = (at * 7919 + (at >> 7) * 104_729) & 0xff;
    const packed = deflateRawSync(Buffer.alloc(102 * MIB));
    const filler = { name: "xl/media/noise.png", data: noise, method: 0 };
    expect(codes(rawZip([...entries(), filler, { name: "a.xml", packed, method: 8, size: 102 * MIB }]))).toEqual([
      "zip-bomb",
    ]);
  });

  function validRows(size: number): Uint8Array {
    const row = Buffer.from(`<row><c><v>1</v></c></row>`);
    const head = Buffer.from(`<worksheet xmlns="${MAIN}"><sheetData>`);
    return Buffer.concat([
      head,
      Buffer.alloc(Math.ceil(size / row.length) * row.length, row),
      Buffer.from("</sheetData></worksheet>"),
    ]);
  }

  function validStrings(size: number): Uint8Array {
    const item = Buffer.from("<si><t>Sweden</t></si>");
    return Buffer.concat([
      Buffer.from(`<sst xmlns="${MAIN}">`),
      Buffer.alloc(Math.ceil(size / item.length) * item.length, item),
      Buffer.from("</sst>"),
    ]);
  }
});

describe("zip-invalid", () => {
  const packed = deflateRawSync(Buffer.from("hello"));
  test.each<[string, Uint8Array, string]>([
    ["the same name twice", plus({ name: SHEET, data: "<a/>" }), "twice"],
    ["the same name in another case", plus({ name: "XL/Worksheets/Sheet1.XML", data: "<a/>" }), "twice"],
    ["a path that climbs", plus({ name: "xl/../../etc/passwd", data: "x" }), "climbs"],
    ["an absolute path", plus({ name: "/etc/passwd", data: "x" }), "absolute"],
    ["a drive", plus({ name: "C:/windows", data: "x" }), "absolute"],
    ["a backslash", plus({ name: "xl\\a.xml", data: "<a/>" }), "backslash"],
    ["a zero byte in a name", plus({ name: "xl/a.xml\0.png", data: "x" }), "control character"],
    ["a step that means nothing", plus({ name: "xl/./a.xml", data: "<a/>" }), "empty step"],
    ["an entry without a name", plus({ name: "", data: "x" }), "no name"],
    ["a symbolic link", plus({ name: "xl/link.png", data: "/etc/passwd", unixMode: 0o120777 }), "link"],
    ["a device", plus({ name: "xl/dev.png", data: "", unixMode: 0o020666 }), "device"],
    ["a wrong checksum", forged(SHEET, { crc: 1 }), "checksum"],
    ["an unknown compression", forged(SHEET, { method: 12 }), "compression 12"],
    ["a size that is not the measured one", forged("xl/styles.xml", { size: 7 }), "claims 7"],
    [
      "packed data that is damaged",
      plus({ name: "a.png", packed: new Uint8Array([0xff, 0xff]), method: 8, size: 5 }),
      "damaged",
    ],
    [
      "packed data that ends early",
      plus({ name: "a.png", data: "hello", packed: packed.subarray(0, 4), method: 8 }),
      "damaged",
    ],
    [
      "bytes behind the packed data",
      plus({ name: "a.png", data: "hello", packed: Buffer.concat([packed, packed]), method: 8 }),
      "damaged",
    ],
    [
      "another name in the entry's own header",
      forged(SHEET, { local: { name: "xl/worksheets/sheet2.xml" } }),
      "another name",
    ],
    ["another compression there", forged(SHEET, { local: { method: 0 } }), "another compression"],
    ["another checksum there", forged(SHEET, { local: { crc: 1 } }), "another checksum"],
    ["another size there", forged(SHEET, { local: { size: 1 } }), "another size"],
    ["another packed size there", forged(SHEET, { local: { compressedSize: 1 } }), "another size"],
    ["an encryption flag there alone", forged(SHEET, { local: { flags: 0x0801 } }), "flags"],
    ["two entries on the same bytes", plus({ name: "xl/b.xml", data: "<a/>", offset: 0 }), "overlaps"],
    ["an entry that starts in the middle", plus({ name: "xl/b.xml", data: "<a/>", offset: 20 }), "overlaps"],
    ["an entry beyond the file", plus({ name: "xl/b.xml", data: "<a/>", offset: 1_000_000 }), "does not start"],
    [
      "an entry that reaches into the directory",
      plus({ name: "xl/b.png", data: "hello", method: 0, compressedSize: 100 }),
      "reaches into",
    ],
    ["a count that is not the directory's", rawZip(entries(), { count: 3 }), "claims 3 entries"],
    ["a directory elsewhere", rawZip(entries(), { directoryOffset: 10 }), "directory is not where"],
    [
      "another zip before it",
      rawZip(entries(), { prefix: minimalXlsx({ sheets: [{ name: "Other" }] }) }),
      "directory is not where",
    ],
    ["a folder that holds data", plus({ name: "xl/folder/", data: "x" }), "folder"],
  ])("%s", (_, bytes, words) => {
    expect(codes(bytes)).toEqual(["zip-invalid"]);
    expect(found(bytes)).toContain(words);
  });

  test("entries that overlap by part are refused", () => {
    // The second entry is listed inside the first one's stored data, which is itself a complete entry.
    const inner = rawZip([{ name: "xl/in.xml", data: "<a/>", method: 0 }]);
    const outer = entries();
    const start = rawZip(outer).length - directoryLength(outer) - 22;
    const bytes = rawZip([
      ...outer,
      { name: "xl/a.png", data: inner, method: 0 },
      { name: "xl/in.xml", data: "<a/>", method: 0, offset: start + 30 + "xl/a.png".length },
    ]);
    expect(codes(bytes)).toEqual(["zip-invalid"]);
    expect(found(bytes)).toContain("overlaps");
  });

  function directoryLength(list: readonly RawEntry[]): number {
    return list.reduce((sum, e) => sum + 46 + Buffer.byteLength(String(e.name)), 0);
  }
});

describe("xml-entity", () => {
  const dtd = `<!DOCTYPE a [<!ENTITY x "y">]>`;
  const laughs = `<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet xmlns="${MAIN}"><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>`;
  test.each<[string, Uint8Array]>([
    ["a DTD in a sheet", withPart(SHEET, `<?xml version="1.0"?>${dtd}<worksheet/>`)],
    ["entities that multiply", withPart(SHEET, laughs)],
    ["an external entity", withPart("xl/workbook.xml", `<!DOCTYPE a SYSTEM "file:///etc/passwd"><workbook/>`)],
    ["a DTD in relationships", withPart("_rels/.rels", `${dtd}<Relationships/>`)],
    ["a DTD in content types", withPart("[Content_Types].xml", `${dtd}<Types/>`)],
    ["a DTD in a part that nobody names", withPart("customXml/item1.xml", `${dtd}<a/>`)],
    ["a DTD in UTF-16", withPart(SHEET, utf16(`${dtd}<worksheet/>`))],
    ["a DTD in big-endian UTF-16", withPart(SHEET, utf16be(`${dtd}<worksheet/>`))],
    ["a DTD in UTF-16 without a mark", withPart(SHEET, Buffer.from(`${dtd}<worksheet/>`, "utf16le"))],
    ["a DTD in a drawing", withPart("xl/media/image1.svg", `<?xml version="1.0"?>${dtd}<svg/>`)],
    ["a DTD that never ends", withPart(SHEET, "<!DOCTYPE a [")],
    ["an entity declared outside a DTD", withPart(SHEET, `<a><!ENTITY x "y"></a>`)],
    ["an entity that nobody declared", withPart(SHEET, "<a>&x;</a>")],
    ["an entity named as a property of all objects", withPart(SHEET, "<a>&constructor;</a>")],
  ])("%s", (_, bytes) => {
    expect(codes(bytes)).toEqual(["xml-entity"]);
  });

  test("every part with a DTD is named", () => {
    const bytes = minimalXlsx({ parts: { "a.xml": `${dtd}<a/>`, "b.xml": `${dtd}<a/>` } });
    expect(codes(bytes)).toEqual(["xml-entity", "xml-entity"]);
  });
});

describe("xml-invalid", () => {
  const nested = (depth: number) => `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
  test.each<[string, Uint8Array]>([
    ["an element that is not closed", withPart(SHEET, "<worksheet><sheetData></worksheet>")],
    ["nothing at all", withPart(SHEET, "")],
    ["text that is no XML", withPart("docProps/app.xml", "hello")],
    ["an attribute twice", withPart(SHEET, `<a b="1" b="2"/>`)],
    ["bytes that are not UTF-8", withPart(SHEET, Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))],
    ["another encoding", withPart(SHEET, `<?xml version="1.0" encoding="UTF-7"?><a/>`)],
    ["nesting 257 deep", withPart("a.xml", nested(257))],
    ["nesting 100 000 deep", withPart("a.xml", nested(100_000))],
    ["a sheet that is named but missing", withPart(SHEET, null)],
    ["shared strings that are named but missing", withPart("xl/sharedStrings.xml", null)],
    ["content types that are missing", withPart("[Content_Types].xml", null)],
    ["a sheet that has no relationship", withPart("xl/_rels/workbook.xml.rels", relationships([]))],
    [
      "a target that climbs out",
      withPart("xl/_rels/workbook.xml.rels", relationships([["rId1", "worksheet", "../../../etc/passwd"]])),
    ],
    ["a workbook that is none", withPart("xl/workbook.xml", "<a/>")],
    ["two sheets of one name", minimalXlsx({ sheets: [{ name: "SE" }, { name: "se" }] })],
    [
      "a sheet whose part was not checked",
      minimalXlsx({
        parts: {
          "xl/sheet.png": "<worksheet/>",
          "xl/_rels/workbook.xml.rels": relationships([["rId1", "worksheet", "sheet.png"]]),
        },
      }),
    ],
    [
      "shared strings that were not checked",
      minimalXlsx({
        parts: {
          "xl/strings.png": "<sst/>",
          "xl/_rels/workbook.xml.rels": relationships([
            ["rId1", "worksheet", "worksheets/sheet1.xml"],
            ["rId2", "sharedStrings", "strings.png"],
          ]),
        },
      }),
    ],
    [
      "one part for two sheets",
      minimalXlsx({
        sheets: [{}, {}],
        parts: {
          "xl/_rels/workbook.xml.rels": relationships([
            ["rId1", "worksheet", "worksheets/sheet1.xml"],
            ["rId2", "worksheet", "worksheets/sheet1.xml"],
          ]),
        },
      }),
    ],
  ])("%s", (_, bytes) => {
    expect(codes(bytes)).toEqual(["xml-invalid"]);
  });

  test("nesting 256 deep passes", () => {
    expect(codes(withPart("a.xml", nested(256)))).toEqual(["ok"]);
  });

  test("an attribute of more than 8 MiB is refused", () => {
    expect(codes(withPart("a.xml", `<a b="${"x".repeat(9 * MIB)}"/>`))).toEqual(["xml-invalid"]);
  });
});

describe("macro", () => {
  const types = String(minimalXlsxParts()["[Content_Types].xml"]);
  const rels = String(minimalXlsxParts()["xl/_rels/workbook.xml.rels"]);
  test.each<[string, Uint8Array]>([
    [
      "a macro-enabled content type",
      withPart(
        "[Content_Types].xml",
        types.replace(/application[^"]*sheet\.main\+xml/, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
      ),
    ],
    ["a VBA project", withPart("xl/vbaProject.bin", "x")],
    [
      "a VBA project under another name",
      minimalXlsx({
        parts: {
          "xl/a.bin": "x",
          "[Content_Types].xml": types.replace(
            "</Types>",
            `<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>`,
          ),
        },
      }),
    ],
    [
      "a relationship to VBA",
      minimalXlsx({
        parts: {
          "xl/a.bin": "x",
          "xl/_rels/workbook.xml.rels": rels.replace(
            "</R",
            `<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="a.bin"/></R`,
          ),
        },
      }),
    ],
    ["a sheet of Excel 4 macros", withPart("xl/macrosheets/sheet1.xml", "<a/>")],
  ])("%s", (_, bytes) => {
    expect(codes(bytes)).toEqual(["macro"]);
  });
});

describe("too-many-cells", () => {
  const row = (n: number, cell: string) => `<row r="${n}">${cell.repeat(100)}</row>`;
  const rows = (count: number, cell: string) => Array.from({ length: count }, (_, n) => row(n + 1, cell)).join("");

  test("65 sheets are one too many", () => {
    expect(codes(minimalXlsx({ sheets: Array.from({ length: 65 }, () => ({})) }))).toEqual(["too-many-cells"]);
  });

  test("200 000 cells pass and one more does not; the sheet is named", () => {
    // With formula and value: a cell counts once.
    const full = rows(2000, "<c><f>A1</f><v>1</v></c>");
    expect(codes(minimalXlsx({ sheets: [{ rows: full }] }))).toEqual(["ok"]);
    const inspection = inspectWorkbook(
      minimalXlsx({ sheets: [{ name: "SE", rows: `${full}<row r="2001"><c><f>A1</f></c></row>` }] }),
    );
    expect(inspection).toMatchObject({ ok: false, problems: [{ code: "too-many-cells", sheet: "SE" }] });
  });

  test("empty cells with a style do not count", () => {
    expect(codes(minimalXlsx({ sheets: [{ rows: rows(2500, `<c s="0"/>`) }] }))).toEqual(["ok"]);
  });
});

describe("damage of any kind is a value, never an exception", () => {
  const workbook = minimalXlsx({
    sheets: [{ name: "Sweden", rows: `<row r="1"><c r="A1" s="1"><v>0.5</v></c><c t="s"><v>0</v></c></row>` }],
    formats: ["0%"],
    strings: ["<t>x</t>"],
  });
  const survive = (bytes: Uint8Array) => {
    const inspection = inspectWorkbook(bytes);
    if (inspection.ok) readGrid(inspection.parts);
    else expect(inspection.problems.length).toBeGreaterThan(0);
  };

  test("bytes of a workbook that change", () => {
    const change = fc.tuple(fc.nat(workbook.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const bytes = Uint8Array.from(workbook);
        for (const [at, value] of changes) bytes[at] = value;
        survive(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test("a workbook cut short is never taken", () => {
    fc.assert(fc.property(fc.nat(workbook.length - 1), (length) => !inspectWorkbook(workbook.subarray(0, length)).ok));
  });

  test("characters of its sheet that change", () => {
    const sheet = String(
      minimalXlsxParts({ sheets: [{ rows: `<row r="1"><c r="A1" t="b"><f>A2</f><v>1</v></c></row>` }] })[SHEET],
    );
    fc.assert(
      fc.property(fc.nat(sheet.length), fc.nat(4), fc.string({ maxLength: 4 }), (at, removed, added) => {
        survive(withPart(SHEET, sheet.slice(0, at) + added + sheet.slice(at + removed)));
      }),
      { numRuns: 500 },
    );
  });
});
