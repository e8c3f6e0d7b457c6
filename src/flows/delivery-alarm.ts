/**
 * What a person has to hear of, beside the table of a delivery. In: a batch and what came of it. Out: one sentence, or null.
 */
import { isAlarming } from "../delivery/retry.ts";
import type { Settings } from "../domain/settings.ts";
import type { BatchState, StoredBatch } from "../store/batches.sql.ts";

/** How long an acknowledgement may take where the setting says nothing of it. */
const DEFAULT_WITHIN_HOURS = 24;

export interface Overdue {
  readonly code: "acknowledgement-overdue";
  readonly problem: string;
}

export function acknowledgementHours({ delivery }: Settings): number {
  const setting = delivery.adapter === "http" ? null : delivery.acknowledgement;
  return setting?.withinHours ?? DEFAULT_WITHIN_HOURS;
}

/** Null while Core View has time left to acknowledge a batch that was handed over. */
export function overdueProblem(
  batch: Pick<StoredBatch, "id" | "sentAt">,
  settings: Settings,
  now: Date,
): Overdue | null {
  const hours = acknowledgementHours(settings);
  if (batch.sentAt === null || now.getTime() - new Date(batch.sentAt).getTime() < hours * 3_600_000) return null;
  return {
    code: "acknowledgement-overdue",
    problem: `Core View was handed batch ${batch.id} at ${batch.sentAt} and has not acknowledged it within ${hours} hours. It is not sent again by itself, since it may have been taken: ask Core View's people. When they do not have it: deliver --again ${batch.id}`,
  };
}

export function alarmOf(told: {
  readonly id: string;
  readonly state: BatchState;
  readonly code: string | null;
  /** When it is tried again by itself. */
  readonly next: Date | null;
  readonly attempts: number;
  readonly firstAttemptAt: Date;
  readonly now: Date;
}): string | null {
  const { id, state, code, attempts, firstAttemptAt } = told;
  if (state === "accepted") return null;
  if (code === "core-view-mismatch") return `Incident: Core View and this ledger say different things of batch ${id}.`;
  if (code === "acknowledgement-overdue") return `Batch ${id} is still without an acknowledgement.`;
  if (told.next === null) return `Batch ${id} is ${state} (${code ?? "no reason given"}) and waits for a person.`;
  if (state === "sent" || !isAlarming(told)) return null;
  return `Batch ${id} is ${state} after ${attempts} attempts since ${firstAttemptAt.toISOString()}. It goes on waiting and nothing is lost; a person has to look.`;
}
