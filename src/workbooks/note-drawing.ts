/**
 * The legacy drawing (VML) of a sheet, without which Excel shows no note: one yellow box for each (ECMA-376 part 4, 19).
 * In: the drawing as it was, if there was one, and the cells of all notes. Out: the drawing with a box for each of them.
 * A drawing is often not well-formed XML, so it is searched as text and never parsed.
 */
import { cellPlace } from "./cell-place.ts";

export interface NoteBox {
  readonly cell: string;
  /** Of its text, so that the box is large enough. */
  readonly lines: number;
}

const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;
const MOST_LINES = 40;

const NAMESPACES =
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"';
const SHAPE_TYPE = `<v:shapetype ${NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;

/** Shape ids are given out in blocks of 1 024; a drawing names the blocks that it uses. */
const FIRST_ID = 1_025;

function emptyDrawing(boxes: number): string {
  const blocks = Array.from({ length: Math.ceil((boxes + 1) / 1_024) }, (_, i) => i + 1);
  return `<xml ${NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(",")}"/></o:shapelayout></xml>`;
}

/** Left column, offset, top row, offset, right column, offset, bottom row, offset: to the right of the cell, inside the sheet. */
function anchor(row: number, column: number, lines: number): string {
  const left = Math.min(column + 1, LAST_COLUMN - 5);
  const height = Math.min(Math.max(lines, 3), MOST_LINES) + 1;
  const top = Math.min(Math.max(row - 1, 0), LAST_ROW - height);
  return `${left}, 15, ${top}, 10, ${left + 5}, 15, ${top + height}, 4`;
}

function shape({ cell, lines }: NoteBox, id: number): string {
  const { row, column } = cellPlace(cell);
  return [
    `<v:shape ${NAMESPACES} id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`,
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>',
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>',
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor(row - 1, column - 1, lines)}</x:Anchor>`,
    `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`,
  ].join("");
}

const SHAPES = /<((?:\w+:)?)shape(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*(?<!\/)>[\s\S]*?<\/\1shape\s*>/g;

/** Where a note's box belongs, as `row,column` from 0; null when the shape is no note's. */
function placeOf(shapeXml: string): string | null {
  if (!/ObjectType\s*=\s*["']Note["']/.test(shapeXml)) return null;
  const row = /<(?:\w+:)?Row>\s*(\d+)\s*</.exec(shapeXml)?.[1];
  const column = /<(?:\w+:)?Column>\s*(\d+)\s*</.exec(shapeXml)?.[1];
  return row === undefined || column === undefined ? null : `${Number(row)},${Number(column)}`;
}

function placeKey(cell: string): string {
  const { row, column } = cellPlace(cell);
  return `${row - 1},${column - 1}`;
}

/**
 * The drawing with a box for each note that has none.
 * @param drawing null when the sheet has none yet
 * @param removed cells whose box is taken out
 */
export function drawNotes(drawing: string | null, boxes: readonly NoteBox[], removed: readonly string[]): string {
  const gone = new Set(removed.map(placeKey));
  const existing = drawing ?? emptyDrawing(boxes.length);
  const kept =
    gone.size === 0 ? existing : existing.replace(SHAPES, (found) => (gone.has(placeOf(found) ?? "") ? "" : found));
  const drawn = new Set([...kept.matchAll(SHAPES)].map(([found]) => placeOf(found)));
  const missing = boxes.filter(({ cell }) => !drawn.has(placeKey(cell)));
  if (missing.length === 0) return kept;
  const ids = [...kept.matchAll(/_x0000_s(\d+)/g)].map(([, id]) => Number(id));
  const next = ids.reduce((highest, id) => Math.max(highest, id + 1), FIRST_ID);
  const shapeType = /id\s*=\s*["']_x0000_t202["']/.test(kept) ? "" : SHAPE_TYPE;
  const end = kept.lastIndexOf("</");
  if (end < 0) return drawNotes(null, boxes, []);
  return kept.slice(0, end) + shapeType + missing.map((box, i) => shape(box, next + i)).join("") + kept.slice(end);
}
