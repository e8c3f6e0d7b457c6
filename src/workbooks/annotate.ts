/**
 * The same workbook with a note in each cell that has a problem, for the person who is to mend it.
 * In: the bytes of a file that passed the door, and its problems. Out: the bytes of the annotated file. Only the parts that hold notes, and
 * the lines that lead to them, are touched; every other part keeps its bytes, so that nothing of the person's work is lost.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { parseCellReference } from "./cell-reference.ts";
import { addToComments, newComments, NOTE_HEADING, type WrittenComments } from "./comments-part.ts";
import { addContentType, addRelationship, freeName, openPackage, type EditablePackage } from "./editable-package.ts";
import { drawNotes } from "./note-drawing.ts";
import { noteText } from "./note-text.ts";
import { relationshipsOf, workbookPart } from "./package.ts";
import { applyEdits, insertAtEnd, outlineXml, type Edit, type OutlineElement } from "./xml-outline.ts";

interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

const TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/** What follows `legacyDrawing` in a worksheet (ECMA-376 part 1, 18.3.1.99: the order is fixed). */
const AFTER_DRAWING: ReadonlySet<string> = new Set([
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
]);

/** More than a person mends in one go; a file of nothing but mistakes is not to cost more than others. */
const MOST_NOTES = 5_000;

/**
 * The workbook with its problems as notes: several of one cell in one note, a note that stood there before kept above them. A problem
 * without a cell is told at A1 of its sheet; one without a sheet, or of one that is not there, at A1 of the first sheet.
 * The same input gives the same bytes. Without problems it is the workbook, without notes of an earlier annotation.
 */
export function annotateWorkbook(bytes: Uint8Array, problems: readonly WorkbookProblem[]): Uint8Array {
  const book = openPackage(bytes);
  const sheets = worksheets(book);
  const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
  if (!first) throw new Error("assertion: a workbook without a worksheet passed the door");
  const bySheet = Map.groupBy(errorsFirst(problems), (problem) => sheetOf(problem, sheets) ?? first);
  let left = MOST_NOTES;
  for (const sheet of sheets) {
    const byCell = Map.groupBy(bySheet.get(sheet) ?? [], (problem) => noteCell(problem, sheet));
    const notes = notesOf(byCell, sheet, left);
    left = Math.max(0, left - notes.size);
    annotateSheet(book, sheet, notes);
  }
  return book.toBytes();
}

function errorsFirst(problems: readonly WorkbookProblem[]): readonly WorkbookProblem[] {
  const isError = ({ severity }: WorkbookProblem): boolean => severity === "error";
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
}

/** The note of each cell, of `most` cells; of the others A1 says how many there are. */
function notesOf(
  byCell: ReadonlyMap<string, readonly WorkbookProblem[]>,
  sheet: SheetPart,
  most: number,
): ReadonlyMap<string, string> {
  const place = (problem: WorkbookProblem): string => placeToTell(problem, sheet);
  const told = [...byCell].slice(0, most);
  const notes = new Map(told.map(([cell, list]) => [cell, `${NOTE_HEADING}\n${noteText(list, place)}`]));
  const untold = byCell.size - told.length;
  if (untold === 0) return notes;
  const rest = `${untold} more cells of this sheet have problems. Mend the others first, and upload the workbook again.`;
  return notes.set("A1", `${notes.get("A1") ?? NOTE_HEADING}\n\n${rest}`);
}

/** The worksheets in the order of their tabs; charts and dialogs hold no cells. */
function worksheets(book: EditablePackage): readonly SheetPart[] {
  const workbook = workbookPart(book.parts);
  const xml = workbook === null ? null : book.text(workbook);
  if (workbook === null || xml === null) throw new Error("assertion: a package without a workbook passed the door");
  const relations = new Map(relationshipsOf(book.parts, workbook).map((r) => [r.id, r]));
  return outlineXml(xml, (path) => path.length < 4).flatMap(({ local, depth, attributes }) => {
    const relation = relations.get(attributes.get("id") ?? "");
    if (local !== "sheet" || depth !== 3 || relation?.type !== "worksheet" || !relation.part) return [];
    if (!book.parts.has(relation.part)) return [];
    return [
      {
        name: attributes.get("name") ?? "",
        part: relation.part,
        hidden: (attributes.get("state") ?? "visible") !== "visible",
      },
    ];
  });
}

function sheetOf(problem: WorkbookProblem, sheets: readonly SheetPart[]): SheetPart | undefined {
  return sheets.find(({ name }) => name === problem.sheet);
}

/** The first cell of a range; A1 where there is no cell. */
function cellOf(problem: WorkbookProblem): string | null {
  const cell = (problem.cell ?? "").split(":", 1).join("").replaceAll("$", "").toUpperCase();
  return parseCellReference(cell) ? cell : null;
}

function noteCell(problem: WorkbookProblem, sheet: SheetPart): string {
  return (problem.sheet === sheet.name ? cellOf(problem) : null) ?? "A1";
}

/** Where the problem is, if its note has to stand elsewhere. */
function placeToTell(problem: WorkbookProblem, sheet: SheetPart): string {
  const elsewhere = problem.sheet !== null && problem.sheet !== sheet.name;
  const lostCell = problem.cell !== null && (elsewhere || cellOf(problem) === null);
  const places = [elsewhere ? `sheet ${problem.sheet}` : "", lostCell ? `cell ${problem.cell}` : ""].filter(
    (p) => p !== "",
  );
  return places.length === 0 ? "" : ` (${places.join(", ")})`;
}

function annotateSheet(book: EditablePackage, sheet: SheetPart, notes: ReadonlyMap<string, string>): void {
  const relations = relationshipsOf(book.parts, sheet.part);
  const commentsPart =
    relations.find(({ type, part }) => type === "comments" && part !== null && book.parts.has(part))?.part ?? null;
  if (notes.size === 0 && commentsPart === null) return;
  const xml = book.text(sheet.part);
  // Of the rows nothing is needed but that they are there.
  const elements = xml === null ? [] : outlineXml(xml, (path) => path.length < 3 || path[1] === "AlternateContent");
  const root = elements[0];
  if (xml === null || !root) throw new Error("assertion: a worksheet without a root passed the door");
  const types = root.namespace.startsWith("http://purl.oclc.org/") ? STRICT : TRANSITIONAL;

  const written = writeComments(book, sheet.part, commentsPart, root.namespace, types, notes);
  if (written === null) return;
  const boxes = written.cells.map((cell) => ({ cell, lines: linesOf(notes.get(cell) ?? "") }));
  const drawingId = elements.find(({ local, depth }) => local === "legacyDrawing" && depth === 2)?.attributes.get("id");
  const drawingPart = relations.find(({ id, part }) => id === drawingId && part !== null)?.part ?? null;
  if (drawingId !== undefined && drawingPart !== null) {
    const before = book.text(drawingPart);
    book.write(drawingPart, drawNotes(before, boxes, written.removed));
    if (before === null) addContentType(book, drawingPart, DRAWING_TYPE, drawingPart.endsWith(".vml"));
    return;
  }
  const part = freeName(book, "xl/drawings/vmlDrawing", ".vml");
  book.write(part, drawNotes(null, boxes, []));
  addContentType(book, part, DRAWING_TYPE, true);
  const id = addRelationship(book, sheet.part, `${types}/vmlDrawing`, part, drawingId);
  if (drawingId === undefined) book.write(sheet.part, applyEdits(xml, [legacyDrawing(elements, root, types, id)]));
}

/** Writes the notes; null when they are as they should be. */
function writeComments(
  book: EditablePackage,
  sheetPart: string,
  commentsPart: string | null,
  namespace: string,
  types: string,
  notes: ReadonlyMap<string, string>,
): WrittenComments | null {
  const before = commentsPart === null ? null : book.text(commentsPart);
  if (commentsPart !== null && before !== null) {
    const written = addToComments(before, notes);
    if (written.xml === before) return null;
    book.write(commentsPart, written.xml);
    return written;
  }
  const written = newComments(namespace, notes);
  const part = freeName(book, "xl/comments", ".xml");
  book.write(part, written.xml);
  addContentType(book, part, COMMENTS_TYPE, false);
  addRelationship(book, sheetPart, `${types}/comments`, part);
  return written;
}

/** Lines of the text in a box some fifty characters wide. */
function linesOf(text: string): number {
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 50)), 0);
}

/** The element that names the drawing, at its place in the fixed order; it declares its prefix itself, whatever the sheet has. */
function legacyDrawing(elements: readonly OutlineElement[], root: OutlineElement, types: string, id: string): Edit {
  const xml = `<${root.prefix}legacyDrawing xmlns:r="${types}" r:id="${id}"/>`;
  const later = elements.find(({ local, depth }) => depth > 1 && AFTER_DRAWING.has(local));
  if (!later) return insertAtEnd(root, xml);
  let top = later;
  while (top.depth > 2) top = elements[top.parent ?? 0] ?? root;
  return { from: top.start, to: top.start, insert: xml };
}
