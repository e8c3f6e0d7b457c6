/**
 * What the note on a cell says.
 * In: the problems of one cell. Out: the note as text for a person.
 */
import type { WorkbookProblem } from "../domain/problem.ts";

/** A note of Excel holds 32 767 characters; what does not fit is counted. */
const MOST_CHARACTERS = 30_000;
const MOST_OF_A_VALUE = 2_000;

function shortened(value: string): string {
  return value.length <= MOST_OF_A_VALUE ? value : `${value.slice(0, MOST_OF_A_VALUE)}…`;
}

function lines(problem: WorkbookProblem, where: string): string {
  const head = problem.severity === "error" ? "Error" : "Warning";
  const parts = [`${head}${where}: ${shortened(problem.message)}`];
  if (problem.found !== "") parts.push(`Found: ${shortened(problem.found)}`);
  if (problem.expected !== "") parts.push(`Expected: ${shortened(problem.expected)}`);
  return parts.join("\n");
}

/**
 * Severity, message, found and expected of each problem, in their order.
 * @param whereOf what to say of a problem's place, when the note cannot stand there; else empty
 */
export function noteText(problems: readonly WorkbookProblem[], whereOf: (problem: WorkbookProblem) => string): string {
  const told: string[] = [];
  let length = 0;
  for (const problem of problems) {
    const text = lines(problem, whereOf(problem));
    length += text.length + 2;
    if (length > MOST_CHARACTERS) break;
    told.push(text);
  }
  const untold = problems.length - told.length;
  if (untold > 0) told.push(`… and ${untold} more.`);
  return told.join("\n\n");
}
