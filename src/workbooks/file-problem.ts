/**
 * Problems that concern the whole file or one of its parts, before any cell is understood.
 * In: what was found and what to do. Out: a problem of severity `error` without sheet and cell.
 */
import type { WorkbookProblem } from "../domain/problem.ts";

/** The codes with which a file is refused as a whole (docs/formats.md, hostile files). */
export type FileProblemCode =
  | "file-name"
  | "file-too-large"
  | "not-xlsx"
  | "encrypted"
  | "zip-bomb"
  | "zip-invalid"
  | "xml-entity"
  | "xml-invalid"
  | "macro"
  | "too-many-cells"
  | "too-slow";

export function fileProblem(code: FileProblemCode, found: string, expected: string, message: string): WorkbookProblem {
  return { severity: "error", code, sheet: null, cell: null, found, expected, message };
}

const LONGEST_QUOTE = 100;

/** A text of the file as it may stand in a message: cut short, and without characters that steer a terminal. */
export function quoted(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
}

/** The damaged or forged zip: one advice for all. */
export function zipInvalid(found: string, expected: string): WorkbookProblem {
  return fileProblem(
    "zip-invalid",
    found,
    expected,
    `The file's zip container is damaged or forged: ${found}. Open it in Excel, save it anew as .xlsx and upload that.`,
  );
}
