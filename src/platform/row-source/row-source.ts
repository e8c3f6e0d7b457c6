/**
 * The port to a database that contract rows are pulled from. In: a query of one SELECT, a watermark column, where to begin.
 * Out: the columns' names, then rows of texts in the order of the watermark, in chunks; what fails is a value, the last step.
 *
 * The query is never touched: it stands in brackets in a statement of ours. Where to begin is a parameter. It is inclusive, since several
 * rows may share a value. Rows without a value in the watermark column come first, each time: no bound could tell which of them are new.
 */
import type { WatermarkType } from "../../domain/watermark.ts";

export interface RowRequest {
  readonly query: string;
  readonly watermark: { readonly column: string; readonly type: WatermarkType };
  /** As `readWatermark` writes it; null: from the beginning. */
  readonly from: string | null;
}

export interface RowFailure {
  readonly code:
    /** The secret that holds the address is not there, or is no address. */
    | "pull-address"
    | "pull-unreachable"
    /** Wrong password, no such database, no right to ask. */
    | "pull-refused"
    /** The source says that the query is wrong. */
    | "pull-query-failed"
    | "pull-timeout"
    /** The query has no such column, or several. */
    | "pull-column";
  /** What is so and what to do next, for a person; without credentials. */
  readonly message: string;
}

export type RowStep =
  | { readonly kind: "columns"; readonly names: readonly string[] }
  | { readonly kind: "rows"; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly kind: "failed"; readonly failure: RowFailure };

export interface RowSource {
  read(request: RowRequest): AsyncGenerator<RowStep>;
  /** Ends what is under way; what `read` gives after that is not to be used. */
  close(): Promise<void>;
}

/** @param column as it has to stand in SQL, quoted; @param bound the SQL of where to begin, null: from the beginning */
export function orderedQuery(query: string, column: string, bound: string | null): string {
  // The line ends: a query may end in a comment.
  const rows = `select * from (\n${query}\n) as pulled`;
  const where = bound === null ? "" : ` where ${column} >= ${bound} or ${column} is null`;
  return `${rows}${where} order by ${column} asc nulls first`;
}

/** A name in double quotes. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function failedStep(code: RowFailure["code"], message: string): RowStep {
  return { kind: "failed", failure: { code, message } };
}
