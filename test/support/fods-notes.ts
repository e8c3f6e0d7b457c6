/**
 * The notes of a workbook in LibreOffice's flat XML (`.fods`).
 * In: the file's bytes. Out: the text of each note by `Sheet!C7`, and the text of each cell that holds any.
 */
import { SaxesParser } from "saxes";
import { cellName } from "../../src/workbooks/grid.ts";

export interface FodsContent {
  readonly notes: ReadonlyMap<string, string>;
  readonly cells: ReadonlyMap<string, string>;
}

interface State {
  sheet: string;
  row: number;
  column: number;
  rowRepeat: number;
  columnRepeat: number;
  /** Paragraphs of the note that is open, null outside of notes. */
  note: string[] | null;
  cell: string[];
}

/** Equal neighbours are written once, with a number of repeats. */
function keepCell(cells: Map<string, string>, { sheet, row, column, rowRepeat, columnRepeat, cell }: State): void {
  for (let r = 0; r < rowRepeat; r += 1) {
    for (let c = 0; c < columnRepeat; c += 1) cells.set(`${sheet}!${cellName(row + r, column + c)}`, cell.join("\n"));
  }
}

export function readFods(bytes: Uint8Array): FodsContent {
  const notes = new Map<string, string>();
  const cells = new Map<string, string>();
  const state: State = { sheet: "", row: 1, column: 1, rowRepeat: 1, columnRepeat: 1, note: null, cell: [] };
  const here = (): string => `${state.sheet}!${cellName(state.row, state.column)}`;
  const append = (text: string): void => {
    const lines = state.note ?? state.cell;
    if (lines.length > 0) lines.push(`${lines.pop() ?? ""}${text}`);
  };
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const repeat = (attribute: string): number => Number(attributes[attribute] ?? "1");
    if (name === "table:table") Object.assign(state, { sheet: attributes["table:name"] ?? "", row: 1 });
    else if (name === "table:table-row")
      Object.assign(state, { column: 1, rowRepeat: repeat("table:number-rows-repeated") });
    else if (name === "table:table-cell" || name === "table:covered-table-cell") {
      Object.assign(state, { columnRepeat: repeat("table:number-columns-repeated"), cell: [] });
    } else if (name === "office:annotation") state.note = [];
    else if (name === "text:p") (state.note ?? state.cell).push("");
    else if (name === "text:s") append(" ".repeat(repeat("text:c")));
    else if (name === "text:tab") append("\t");
    else if (name === "text:line-break") append("\n");
  });
  parser.on("text", (text) => {
    if (text.trim() !== "" || !/[\n]/.test(text)) append(text);
  });
  parser.on("closetag", ({ name }) => {
    if (name === "office:annotation") {
      notes.set(here(), (state.note ?? []).join("\n"));
      state.note = null;
    } else if (name === "table:table-cell" || name === "table:covered-table-cell") {
      if (state.cell.join("") !== "") keepCell(cells, state);
      state.column += state.columnRepeat;
    } else if (name === "table:table-row") state.row += state.rowRepeat;
  });
  parser.write(new TextDecoder().decode(bytes)).close();
  return { notes, cells };
}
