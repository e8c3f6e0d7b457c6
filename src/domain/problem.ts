/**
 * The one shape in which bad input is told, everywhere: never an exception, always a value.
 * In: what a reader found. Out: the lines of an import, an ingest or a rejected message.
 */

export type Severity = "error" | "warning";

/** A problem of a workbook. `sheet` and `cell` (A1 style) are null when it concerns the whole file. */
export interface WorkbookProblem {
  readonly severity: Severity;
  /** Stable kebab-case name; the codes are listed in `docs/formats.md`. */
  readonly code: string;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly found: string;
  readonly expected: string;
  /** One sentence or two for a person: what is wrong and what to do next. */
  readonly message: string;
}

/** A problem of a contract message. `field` is a path such as `data.amount`, or null for the whole message. */
export interface MessageProblem {
  readonly field: string | null;
  readonly code: string;
  readonly found: string;
  readonly expected: string;
}
