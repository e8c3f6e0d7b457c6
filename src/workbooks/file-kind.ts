/**
 * Which file is what: the name says it.
 * In: an object key or a file name. Out: the kind and the year, or the problem `file-name`.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { fileProblem, quoted } from "./file-problem.ts";

export interface FileKind {
  readonly kind: "commission-matrices" | "sales-targets";
  readonly year: number;
}

const MATRICES = /^(?:commission_matrices|commission_matrix|matrices|matrix)_(\d{4})\.xlsx$/i;
const TARGETS = /^(?:agent_volume_sales_targets|sales_targets|targets)_(\d{4})\.xlsx$/i;
const PATTERNS = [
  "commission_matrices_YYYY.xlsx, commission_matrix_YYYY.xlsx, matrices_YYYY.xlsx or matrix_YYYY.xlsx for commission matrices",
  "agent_volume_sales_targets_YYYY.xlsx, sales_targets_YYYY.xlsx or targets_YYYY.xlsx for sales targets",
].join("; ");

/** @param objectKeyOrFileName folders before the name, with `/` or `\`, mean nothing; nor does case */
export function fileKind(objectKeyOrFileName: string): FileKind | WorkbookProblem {
  const name = objectKeyOrFileName.slice(
    Math.max(objectKeyOrFileName.lastIndexOf("/"), objectKeyOrFileName.lastIndexOf("\\")) + 1,
  );
  const matrices = MATRICES.exec(name)?.[1];
  const targets = matrices ?? TARGETS.exec(name)?.[1];
  if (targets === undefined) {
    return fileProblem(
      "file-name",
      quoted(name),
      PATTERNS,
      `The file's name does not say what it holds. Rename it to one of: ${PATTERNS}.`,
    );
  }
  const year = Number(targets);
  if (year < 2000 || year > 2999) {
    return fileProblem(
      "file-name",
      quoted(name),
      "a year from 2000 to 2999",
      "The year in the file's name is none that commission is paid for. Rename the file to the year of its figures.",
    );
  }
  return { kind: matrices === undefined ? "sales-targets" : "commission-matrices", year };
}
