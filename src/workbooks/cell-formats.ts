/**
 * The number format of each cell style.
 * In: the styles part. Out: format codes by the index that cells name.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { SPREADSHEET, streamVocabulary } from "./namespaced-xml.ts";
import { xmlProblem } from "./xml-check.ts";

export interface CellFormats {
  /** By cell style; `General` for those that it lacks. */
  readonly codes: readonly string[];
  readonly problems: readonly WorkbookProblem[];
}

/** Excel allows 65 490 cell styles and 255 characters a format. */
const MOST_STYLES = 65_490;
const LONGEST_FORMAT = 255;

/** A date in the order of whoever opens it; the form that cannot be misread stands for it. */
const LOCAL_DATE = "yyyy-mm-dd";

/** ECMA-376 part 1, 18.8.30: the formats that a workbook names without writing them out. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, "General"],
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [5, "#,##0;-#,##0"],
  [6, "#,##0;[Red]-#,##0"],
  [7, "#,##0.00;-#,##0.00"],
  [8, "#,##0.00;[Red]-#,##0.00"],
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [14, LOCAL_DATE],
  [15, "d-mmm-yy"],
  [16, "d-mmm"],
  [17, "mmm-yy"],
  [18, "h:mm AM/PM"],
  [19, "h:mm:ss AM/PM"],
  [20, "h:mm"],
  [21, "h:mm:ss"],
  [22, `${LOCAL_DATE} h:mm`],
  // East Asian dates.
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id): [number, string] => [id, LOCAL_DATE]),
  ...[32, 33, 34, 35].map((id): [number, string] => [id, "h:mm:ss"]),
  [37, "#,##0;(#,##0)"],
  [38, "#,##0;[Red](#,##0)"],
  [39, "#,##0.00;(#,##0.00)"],
  [40, "#,##0.00;[Red](#,##0.00)"],
  [41, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)'],
  [42, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)'],
  [43, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'],
  [44, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  [47, "mm:ss.0"],
  [48, "##0.0E+0"],
  [49, "@"],
]);

export function readCellFormats(parts: ReadonlyMap<string, Uint8Array>, part: string | null): CellFormats {
  const bytes = part === null ? undefined : parts.get(part);
  if (part === null || !bytes) return { codes: [], problems: [] };
  const written = new Map<number, string>();
  const ids: number[] = [];
  let overfull: string | null = null;
  const fault = streamVocabulary(bytes, SPREADSHEET, {
    open: (name, attributes, path) => {
      const id = Number(attributes["numFmtId"] ?? "0");
      if (name === "numFmt" && path.at(-1) === "numFmts") {
        const code = attributes["formatCode"] ?? "";
        if (code.length > LONGEST_FORMAT || written.size >= MOST_STYLES)
          overfull = "a number format of over 255 characters, or too many";
        else written.set(id, code);
      } else if (name === "xf" && path.at(-1) === "cellXfs") {
        if (ids.length >= MOST_STYLES) overfull = `over ${MOST_STYLES} cell styles`;
        else ids.push(id);
      }
    },
  });
  const found = fault ?? (overfull === null ? null : { code: "xml-invalid" as const, found: overfull });
  const codes = ids.map((id) => written.get(id) || (BUILT_IN.get(id) ?? "General"));
  return { codes, problems: found ? [xmlProblem(part, found)] : [] };
}
