/**
 * The legacy drawing (VML) of a sheet, without which Excel shows no note: one yellow box for each (ECMA-376 part 4, 19).
 * In: the drawing as it was, if there was one, and the cells of all notes. Out: the drawing with a box for each of them.
 * A drawing is often not well-formed XML, so it is searched as text and never parsed.
 */
import { LAST_COLUMN, LAST_ROW, parseCellReference } from "./cell-reference.ts";
import { applyEdits } from "./xml-outline.ts";

export interface NoteBox {
  readonly cell: string;
  /** Of its text, so that the box is large enough. */
  readonly lines: number;
}

const MOST_LINES = 40;

const NAMESPACES =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"';
/** What every note's box refers to. `namespaces` begins with a space, or is empty. */
const shapeTypeXml = (namespaces: string): string =>
  `<v:shapetype${namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;

/** Shape ids are given out in blocks of 1 024; a drawing names the blocks that it uses. */
const FIRST_ID = 1_025;

function emptyDrawing(boxes: number): string {
  const blocks = Array.from({ length: Math.ceil((boxes + 1) / 1_024) }, (_, i) => i + 1);
  return `<xml ${NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(",")}"/></o:shapelayout></xml>`;
}

/** Left column (from 0), offset, top row (from 0), offset, right column, offset, bottom row, offset: to the right of the cell, inside the sheet. */
function anchor(row: number, column: number, lines: number): string {
  const left = Math.min(column, LAST_COLUMN - 6);
  const height = Math.min(Math.max(lines, 3), MOST_LINES) + 1;
  const top = Math.min(Math.max(row - 2, 0), LAST_ROW - 1 - height);
  return `${left}, 15, ${top}, 10, ${left + 5}, 15, ${top + height}, 4`;
}

function shapeXml({ row, column, lines }: PlacedBox, id: number, namespaces: string): string {
  return [
    `<v:shape${namespaces} id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`,
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>',
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>',
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor(row, column, lines)}</x:Anchor>`,
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`,
  ].join("");
}

interface Shape {
  readonly start: number;
  readonly end: number;
  /** Null when the shape is no note's box. */
  readonly place: string | null;
}

/** The shapes of a drawing, in one pass whatever it holds; those that close themselves hold no note and are passed over. */
function shapesOf(drawing: string): readonly Shape[] {
  const shapes: Shape[] = [];
  let start = -1;
  for (const tag of drawing.matchAll(/<(\/?)(?:\w+:)?shape(?=[\s>])/g)) {
    if (tag[1] === "") start = tag.index;
    else if (start >= 0) {
      const end = drawing.indexOf(">", tag.index) + 1;
      shapes.push({ start, end, place: placeOf(drawing.slice(start, end)) });
      start = -1;
    }
  }
  return shapes;
}

/** Where a note's box belongs, as `row,column` from 0; null when the shape is no note's. */
function placeOf(shape: string): string | null {
  if (!/ObjectType\s*=\s*["']Note["']/.test(shape)) return null;
  const row = /<(?:\w+:)?Row>\s*(\d+)\s*</.exec(shape)?.[1];
  const column = /<(?:\w+:)?Column>\s*(\d+)\s*</.exec(shape)?.[1];
  return row === undefined || column === undefined ? null : `${Number(row)},${Number(column)}`;
}

interface PlacedBox {
  /** 1-based. */
  readonly row: number;
  readonly column: number;
  readonly lines: number;
  /** As `placeOf` gives it. */
  readonly place: string;
}

/** A note of a cell that no sheet has, in a file that says so, gets no box. */
function placed({ cell, lines }: NoteBox): readonly PlacedBox[] {
  const reference = parseCellReference(cell);
  return reference ? [{ ...reference, lines, place: `${reference.row - 1},${reference.column - 1}` }] : [];
}

/**
 * The drawing with a box for each note that has none.
 * @param drawing null when the sheet has none yet
 * @param removed cells whose box is taken out
 */
export function drawNotes(drawing: string | null, boxes: readonly NoteBox[], removed: readonly string[]): string {
  const gone = new Set(removed.flatMap((cell) => placed({ cell, lines: 0 })).map(({ place }) => place));
  const existing = drawing ?? emptyDrawing(boxes.length);
  const shapes = shapesOf(existing);
  const ours = shapes.filter(({ place }) => place !== null && gone.has(place));
  const kept = applyEdits(
    existing,
    ours.map(({ start, end }) => ({ from: start, to: end, insert: "" })),
  );
  const drawn = new Set(shapes.map(({ place }) => place));
  const missing = boxes.flatMap(placed).filter(({ place }) => !drawn.has(place));
  if (missing.length === 0) return kept;
  const root = kept.slice(0, kept.indexOf(">"));
  const undeclared = NAMESPACES.split(" ").filter((declaration) => !root.includes(declaration));
  const namespaces = undeclared.map((declaration) => ` ${declaration}`).join("");
  const ids = [...kept.matchAll(/_x0000_s(\d{1,9})(?!\d)/g)].map(([, id]) => Number(id));
  const next = ids.reduce((highest, id) => Math.max(highest, id + 1), FIRST_ID);
  const shapeType = /id\s*=\s*["']_x0000_t202["']/.test(kept) ? "" : shapeTypeXml(namespaces);
  const end = kept.lastIndexOf("</");
  if (end < 0) return drawNotes(null, boxes, []);
  const added = missing.map((box, i) => shapeXml(box, next + i, namespaces)).join("");
  return kept.slice(0, end) + shapeType + added + kept.slice(end);
}
