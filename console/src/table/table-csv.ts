/**
 * What a table shows as a CSV. In: its rows in their order, its columns. Out: the text of the file, safe to open in a spreadsheet: figures are
 * numbers with a point, and where rows have currencies of their own these have a column.
 */
import { csvRow, numberCell, textCell } from "../../../src/domain/csv-cell.ts";
import type { Column } from "./column.ts";
import { figureReader } from "./plain-figure.ts";
import { shownText } from "./shown-text.ts";

interface CsvWords {
  readonly locale: string;
  /** The head of a column of currencies. */
  readonly currency: string;
}

export function tableCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[], words: CsvWords): string {
  const read = figureReader(words.locale);
  const taken = columns
    .filter((column) => column.control !== true)
    .flatMap((column) => {
      const texts = rows.map((row) => textOf(row, column));
      if (column.figures !== true) return [{ head: column.head, cells: texts.map(textCell) }];
      const figures = texts.map((text) => ({ text, figure: read(text) }));
      const cells = figures.map(({ text, figure }) => (figure === null ? textCell(text) : numberCell(figure.decimal)));
      const units = figures.map(({ figure }) => textCell(figure?.unit ?? ""));
      const own = { head: column.head, cells };
      return units.every((unit) => unit === "") ? [own] : [own, { head: words.currency, cells: units }];
    });
  const heads = csvRow(taken.map(({ head }) => textCell(head)));
  return heads + rows.map((_row, at) => csvRow(taken.map(({ cells }) => cells[at] ?? ""))).join("");
}

function textOf<Row>(row: Row, { take, show, findBy }: Column<Row>): string {
  if (take !== undefined) return take(row);
  const shown = shownText(show(row)).replaceAll("\u00a0", " ").trim();
  if (shown === "–") return "";
  return shown === "" ? (findBy?.(row) ?? "") : shown;
}
