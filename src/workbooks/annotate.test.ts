import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { WorkbookProblem } from "../domain/problem.ts";
import { annotateWorkbook } from "./annotate.ts";
import { inspectWorkbook } from "./door.ts";
import { outlineXml } from "./xml-outline.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const ROWS = '<sheetData><row r="1"><c r="A1"><v>0.0222</v></c></row></sheetData>';
const NOTE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

type Files = Readonly<Record<string, string>>;

function relations(...lines: readonly (readonly [id: string, type: string, target: string])[]): string {
  const xml = lines.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${xml.join("")}</Relationships>`;
}

function worksheet(inside: string): string {
  return `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${inside}</worksheet>`;
}

/** Two sheets, `Sweden` and `Norway`; parts are replaced or added by `other`. */
function workbook(other: Files = {}): Uint8Array {
  const files: Files = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    "_rels/.rels": relations(["rId1", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sweden" sheetId="1" r:id="rId1"/><sheet name="Norway" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "worksheet", "/xl/worksheets/sheet2.xml"],
    ),
    "xl/worksheets/sheet1.xml": worksheet(ROWS),
    "xl/worksheets/sheet2.xml": worksheet(ROWS),
    ...other,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}

function problem(changes: Partial<WorkbookProblem>): WorkbookProblem {
  const rest = { code: "rate-out-of-range", found: "25%", expected: "at most 20%", message: "The rate is too high." };
  return { severity: "error", sheet: "Sweden", cell: "B2", ...rest, ...changes };
}

function filesOf(bytes: Uint8Array): Files {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
}

/** The notes of a comments part by cell. */
function notesIn(xml: string | undefined): Record<string, string> {
  const notes: Record<string, string> = {};
  let cell = "";
  for (const { local, attributes, text } of outlineXml(xml ?? "<none/>", () => true)) {
    if (local === "comment") notes[(cell = attributes.get("ref") ?? "")] = "";
    else if (local === "t") notes[cell] += text;
  }
  return notes;
}

const ONE = "OpenCommission\nError: The rate is too high.\nFound: 25%\nExpected: at most 20%";

describe("the annotated workbook", () => {
  test("tells severity, message, found and expected in the cell, and leads Excel to the note", () => {
    const files = filesOf(annotateWorkbook(workbook(), [problem({})]));
    expect(notesIn(files["xl/comments1.xml"])).toEqual({ B2: ONE });
    expect(files["xl/worksheets/sheet1.xml"]).toBe(
      worksheet(`${ROWS}<legacyDrawing xmlns:r="${OFFICE}" r:id="rId2"/>`),
    );
    expect(files["xl/worksheets/_rels/sheet1.xml.rels"]).toContain(
      `<Relationship Id="rId1" Type="${OFFICE}/comments" Target="/xl/comments1.xml"/><Relationship Id="rId2" Type="${OFFICE}/vmlDrawing" Target="/xl/drawings/vmlDrawing1.vml"/>`,
    );
    expect(files["[Content_Types].xml"]).toContain(
      `<Override PartName="/xl/comments1.xml" ContentType="${NOTE_TYPE}"/>`,
    );
    expect(files["[Content_Types].xml"]).toContain('<Default Extension="vml" ');
    expect(files["xl/drawings/vmlDrawing1.vml"]).toContain("<x:Row>1</x:Row><x:Column>1</x:Column>");
  });

  test("passes the door again", () => {
    const bytes = annotateWorkbook(workbook(), [problem({}), problem({ sheet: null, cell: null })]);
    expect(inspectWorkbook(bytes)).toMatchObject({ ok: true });
  });

  test("keeps every part that it has no need to touch byte for byte, and the order of the parts", () => {
    const before = workbook({ "xl/media/image1.png": "\u0000\u0001 not a picture", "docProps/odd.xml": "<a\r\n  />" });
    const after = unzipSync(annotateWorkbook(before, [problem({})]));
    const touched = ["[Content_Types].xml", "xl/worksheets/sheet1.xml"];
    for (const [name, part] of Object.entries(unzipSync(before))) {
      if (!touched.includes(name)) expect(after[name], name).toEqual(part);
    }
    expect(Object.keys(after).slice(0, 8)).toEqual(Object.keys(unzipSync(before)));
  });

  test("is the same for the same input", () => {
    expect(annotateWorkbook(workbook(), [problem({})])).toEqual(annotateWorkbook(workbook(), [problem({})]));
  });

  test("puts several problems of a cell into one note, errors first", () => {
    const problems = [problem({ severity: "warning", message: "Odd." }), problem({})];
    const files = filesOf(annotateWorkbook(workbook(), problems));
    expect(notesIn(files["xl/comments1.xml"])).toEqual({
      B2: `${ONE}\n\nWarning: Odd.\nFound: 25%\nExpected: at most 20%`,
    });
  });

  test.each([
    ["of the sheet", { cell: null }, "xl/worksheets/sheet1.xml", "Error: The"],
    ["of the file", { sheet: null, cell: null }, "xl/worksheets/sheet1.xml", "Error: The"],
    [
      "of a sheet that is not there",
      { sheet: "Oz", cell: "C3" },
      "xl/worksheets/sheet1.xml",
      "Error (sheet Oz, cell C3): The",
    ],
    ["of a cell that cannot be", { cell: "XFE1" }, "xl/worksheets/sheet1.xml", "Error (cell XFE1): The"],
    ["of the second sheet", { sheet: "Norway", cell: null }, "xl/worksheets/sheet2.xml", "Error: The"],
  ])("tells a problem %s at A1", (_, where, sheet, start) => {
    const files = filesOf(annotateWorkbook(workbook(), [problem(where)]));
    expect(notesIn(files["xl/comments1.xml"])["A1"]).toContain(start);
    expect(files[sheet]).toContain("legacyDrawing");
  });

  test("tells a problem of a range at its first cell, and one of the file on the first sheet that can be seen", () => {
    const hidden = filesOf(workbook())["xl/workbook.xml"]?.replace('sheetId="1"', 'sheetId="1" state="hidden"') ?? "";
    const files = filesOf(
      annotateWorkbook(workbook({ "xl/workbook.xml": hidden }), [problem({ sheet: null, cell: null })]),
    );
    expect(files["xl/worksheets/sheet2.xml"]).toContain("legacyDrawing");
    const range = filesOf(annotateWorkbook(workbook(), [problem({ cell: "$C$3:D4" })]));
    expect(Object.keys(notesIn(range["xl/comments1.xml"]))).toEqual(["C3"]);
  });

  test("escapes XML and leaves out what XML cannot hold", () => {
    const files = filesOf(annotateWorkbook(workbook(), [problem({ found: '<&">\u0000\u001b\ufffe\ud800 ]]>' })]));
    expect(notesIn(files["xl/comments1.xml"])["B2"]).toContain('Found: <&"> ]]>\n');
  });

  test("keeps a note within what Excel can hold, and counts what it left out", () => {
    const many = Array.from({ length: 200 }, () => problem({ message: "x".repeat(5_000) }));
    const note = notesIn(filesOf(annotateWorkbook(workbook(), many))["xl/comments1.xml"])["B2"] ?? "";
    expect(note.length).toBeLessThan(32_767);
    expect(note).toMatch(/… and 1\d\d more\.$/);
  });
});

describe("a workbook of nothing but mistakes", () => {
  test("gets 5 000 notes, errors first, and A1 counts the other cells", () => {
    const problems = Array.from({ length: 6_000 }, (_, i) =>
      problem({ cell: `C${i + 1}`, severity: i < 3_000 ? "warning" : "error" }),
    );
    const notes = notesIn(filesOf(annotateWorkbook(workbook(), problems))["xl/comments1.xml"]);
    expect(Object.keys(notes)).toHaveLength(5_001);
    expect(notes["C6000"]).toContain("Error");
    expect(notes["C2001"]).toBeUndefined();
    expect(notes["A1"]).toMatch(/^OpenCommission\n\n1000 more cells of this sheet have problems\./);
  });

  test("with a drawing of nothing but open tags is annotated all the same", () => {
    const hostile = `<xml>${"<v:shape ObjectType='Note'>".repeat(200_000)}</xml>`;
    const files = filesOf(withNotes(ANNAS));
    const bytes = workbook({ ...files, "xl/drawings/vmlDrawing1.vml": hostile });
    const after = filesOf(annotateWorkbook(bytes, [problem({})]));
    expect(after["xl/drawings/vmlDrawing1.vml"]).toContain("<x:Row>1</x:Row><x:Column>1</x:Column>");
  });
});

describe("the place of legacyDrawing in a sheet", () => {
  test.each([
    ["before what follows it", "<pageMargins/><drawing r:id='rId9'/>", "<tableParts/><extLst/>"],
    [
      "before controls of a newer Excel",
      "<pageMargins/>",
      "<AlternateContent><Choice><controls/></Choice></AlternateContent>",
    ],
    ["at the end", "<pageMargins/>", ""],
  ])("is %s", (_, before, after) => {
    const sheet = worksheet(`${ROWS}${before}${after}`);
    const files = filesOf(annotateWorkbook(workbook({ "xl/worksheets/sheet1.xml": sheet }), [problem({})]));
    const element = `<legacyDrawing xmlns:r="${OFFICE}" r:id="rId2"/>`;
    expect(files["xl/worksheets/sheet1.xml"]).toBe(worksheet(`${ROWS}${before}${element}${after}`));
  });

  test("has the sheet's own prefix, and the strict form's relationships in a strict sheet", () => {
    const strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    const sheet = `<x:worksheet xmlns:x="${strict}"><x:sheetData/></x:worksheet>`;
    const files = filesOf(annotateWorkbook(workbook({ "xl/worksheets/sheet1.xml": sheet }), [problem({})]));
    const office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    expect(files["xl/worksheets/sheet1.xml"]).toBe(
      `<x:worksheet xmlns:x="${strict}"><x:sheetData/><x:legacyDrawing xmlns:r="${office}" r:id="rId2"/></x:worksheet>`,
    );
    expect(files["xl/worksheets/_rels/sheet1.xml.rels"]).toContain(`${office}/comments`);
    expect(files["xl/comments1.xml"]).toContain(`<comments xmlns="${strict}">`);
  });

  test("is found in a sheet of UTF-16, which stays UTF-16", () => {
    const wide = Buffer.from(`\ufeff${worksheet(ROWS)}`, "utf16le");
    const files = { ...unzipSync(workbook()), "xl/worksheets/sheet1.xml": new Uint8Array(wide) };
    const sheet =
      unzipSync(annotateWorkbook(zipSync(files), [problem({})]))["xl/worksheets/sheet1.xml"] ?? new Uint8Array();
    expect(Buffer.from(sheet).toString("utf16le")).toContain(`${ROWS}<legacyDrawing`);
  });
});

const BOX = (row: number, column: number): string =>
  `<v:shape id="_x0000_s1030" type="#_x0000_t202"><v:textbox><br></v:textbox><x:ClientData ObjectType="Note"><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
const BUTTON =
  '<v:shape id="_x0000_s1031"><x:ClientData ObjectType="Button"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>';

/** Anna has a note at B2 and one with phonetic hints at C3, and there is a button. */
function withNotes(comments: string): Uint8Array {
  return workbook({
    "xl/worksheets/sheet1.xml": worksheet(`${ROWS}<legacyDrawing r:id="rId7"/>`),
    "xl/worksheets/_rels/sheet1.xml.rels": relations(
      ["rId7", "vmlDrawing", "../drawings/vmlDrawing1.vml"],
      ["rId8", "comments", "../comments1.xml"],
    ),
    "xl/drawings/vmlDrawing1.vml": `<xml xmlns:v="v" xmlns:x="x"><v:shapetype id="_x0000_t202"/>${BOX(1, 1)}${BUTTON}${BOX(2, 2)}</xml>`,
    "xl/comments1.xml": comments,
  });
}

const ANNAS = `<c:comments xmlns:c="${MAIN}"><c:authors><c:author>Anna</c:author></c:authors><c:commentList><c:comment ref="B2" authorId="0"><c:text><c:t>Really?</c:t></c:text></c:comment><c:comment ref="C3" authorId="0"><c:text><c:r><c:t>Ask </c:t></c:r><c:r><c:t>Erik &amp; co</c:t></c:r><c:rPh sb="0" eb="1"><c:t>hint</c:t></c:rPh></c:text></c:comment></c:commentList></c:comments>`;

describe("notes that stood there before", () => {
  const annotate = (bytes: Uint8Array, ...cells: readonly string[]): Uint8Array =>
    annotateWorkbook(
      bytes,
      cells.map((cell) => problem({ cell })),
    );

  test("are kept, and ours follows in the same note", () => {
    const files = filesOf(annotate(withNotes(ANNAS), "B2", "C3", "D4"));
    const comments = files["xl/comments1.xml"];
    expect(notesIn(comments)).toEqual({ B2: `Really?\n\n${ONE}`, C3: `Ask Erik & co\n\n${ONE}hint`, D4: ONE });
    expect(comments).toContain("<c:author>Anna</c:author><c:author>OpenCommission</c:author></c:authors>");
    expect(comments).toContain('<c:comment ref="D4" authorId="1">');
    expect(files["xl/worksheets/sheet1.xml"]).toBe(worksheet(`${ROWS}<legacyDrawing r:id="rId7"/>`));
  });

  test("keep their boxes, and so do buttons; a new note gets one with an id of its own", () => {
    const drawing = filesOf(annotate(withNotes(ANNAS), "B2", "D4"))["xl/drawings/vmlDrawing1.vml"] ?? "";
    expect(drawing).toContain(`${BOX(1, 1)}${BUTTON}${BOX(2, 2)}<v:shape `);
    expect(drawing.match(/<x:Row>/g)).toHaveLength(4);
    expect(drawing).toContain('id="_x0000_s1032"');
    expect(drawing).toContain("<x:Row>3</x:Row><x:Column>3</x:Column>");
  });

  test("that an earlier annotation left are replaced, or taken away with their boxes when the cell is in order now", () => {
    const first = annotate(withNotes(ANNAS), "B2", "D4", "E5");
    const again = filesOf(annotate(first, "E5"));
    expect(notesIn(again["xl/comments1.xml"])).toEqual({ B2: "Really?", C3: "Ask Erik & cohint", E5: ONE });
    const drawing = again["xl/drawings/vmlDrawing1.vml"] ?? "";
    expect(drawing).toContain(`${BOX(1, 1)}${BUTTON}${BOX(2, 2)}<v:shape `);
    expect(drawing).not.toContain("<x:Row>3</x:Row><x:Column>3</x:Column>");
    expect(drawing).toContain("<x:Row>4</x:Row><x:Column>4</x:Column>");
  });

  test("are the same after a second annotation as after the first", () => {
    const once = annotate(withNotes(ANNAS), "B2", "D4");
    expect(notesIn(filesOf(annotate(once, "B2", "D4"))["xl/comments1.xml"])).toEqual(
      notesIn(filesOf(once)["xl/comments1.xml"]),
    );
  });

  test("without a drawing get boxes together with ours", () => {
    const files = filesOf(withNotes(ANNAS));
    const { "xl/drawings/vmlDrawing1.vml": _, ...others } = files;
    const bare = workbook({
      ...others,
      "xl/worksheets/sheet1.xml": worksheet(ROWS),
      "xl/worksheets/_rels/sheet1.xml.rels": relations(["rId8", "comments", "/xl/comments1.xml"]),
    });
    const drawing = filesOf(annotate(bare, "D4"))["xl/drawings/vmlDrawing1.vml"] ?? "";
    expect(drawing.match(/<x:Row>/g)).toHaveLength(3);
  });

  test("are not touched on sheets without problems", () => {
    const after = filesOf(annotateWorkbook(withNotes(ANNAS), [problem({ sheet: "Norway" })]));
    expect(after["xl/comments1.xml"]).toBe(ANNAS);
    expect(notesIn(after["xl/comments2.xml"])).toEqual({ B2: ONE });
    expect(after["xl/worksheets/sheet2.xml"]).toContain("legacyDrawing");
  });
});
