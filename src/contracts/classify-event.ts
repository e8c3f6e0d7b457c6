/**
 * What becomes of an event, given what is known: the order of decisions that makes delivery at least once, in any order, harmless.
 * In: a parsed event, what its id and its contract were seen with before. Out: the decision. The caller reads and writes.
 */
import type { MessageProblem } from "../domain/problem.ts";
import { CODE, messageProblem } from "./message-problems.ts";
import { idConflictProblem, type InvalidEvent, type ValidEvent } from "./parse-event.ts";

/** What was seen before. */
export interface Known {
  /** The content that came with this id and source; null when they are new. */
  readonly sameId: { readonly contentHash: string } | null;
  /** The contract as it is stored; null when it is new. */
  readonly stored: { readonly sequence: number; readonly contentHash: string } | null;
}

export type Decision = "accepted" | "duplicate" | "stale" | { readonly rejected: MessageProblem };

/** The id is looked at first, then the sequence (docs/formats.md, rows `id`, `source` and `sequence`). */
export function classify(event: Pick<ValidEvent, "envelope" | "contract" | "contentHash">, known: Known): Decision {
  const { envelope, contract, contentHash } = event;
  if (known.sameId !== null) {
    return known.sameId.contentHash === contentHash ? "duplicate" : { rejected: idConflictProblem(envelope.id) };
  }
  if (known.stored === null || contract.sequence > known.stored.sequence) return "accepted";
  if (contract.sequence < known.stored.sequence) return "stale";
  if (contentHash === known.stored.contentHash) return "duplicate";
  return { rejected: sequenceConflictProblem(contract.sequence) };
}

/**
 * An invalid event whose id and source were seen before with a valid one: its content is another, whatever else is wrong with it.
 * @returns its problems, `id-conflict` first
 */
export function withIdConflict(event: InvalidEvent): readonly MessageProblem[] {
  if (event.id === null) throw new Error("assertion: an event without an id was not seen before");
  return [idConflictProblem(event.id), ...event.problems];
}

function sequenceConflictProblem(sequence: number): MessageProblem {
  const expected = "a higher sequence, since this one is stored with other data";
  return messageProblem("data.sequence", CODE.sequenceConflict, sequence, expected);
}
