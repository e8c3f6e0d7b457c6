/**
 * What is on record beside the acts themselves: who was refused, what was taken out, who tried to sign in. In: who, what, why.
 * When it cannot be written, whoever asked gets nothing: the error goes on.
 */
import { recordAct } from "../store/audit.sql.ts";
import type { FlowDeps } from "./deps.ts";

export interface AccessNote {
  readonly action: "access.refused" | "access.failed-sign-in" | "data.exported";
  /** The route, or the name of what was taken out. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

export async function recordAccess(deps: Pick<FlowDeps, "db" | "now" | "actor">, note: AccessNote): Promise<void> {
  await deps.db.transaction((tx) => recordAct(tx, { at: deps.now(), actor: deps.actor, ...note }));
}
