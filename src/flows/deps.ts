/**
 * What every flow is given: the database, the time, who acts, and whom to tell how far it is.
 */
import type { Database } from "../platform/postgres/database.ts";

/** How far a long piece of work is; `total` is null while it is not known. */
export type Progress = (step: { readonly what: string; readonly done: number; readonly total: number | null }) => void;

export interface FlowDeps {
  readonly db: Database;
  readonly now: () => Date;
  /** The name of who acts, trimmed. */
  readonly actor: string;
  readonly progress: Progress;
}
