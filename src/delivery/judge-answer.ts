/**
 * What Core View's answer makes of a batch. In: the batch as it was cut, what Core View holds or says of it. Out: its state, the
 * states of its entries where Core View spoke of them one by one, and what a person has to know.
 */
import { readCsv } from "./batch-bytes.ts";
import { lackingEntries, sameBytes } from "./held-part.ts";

export interface EntryState {
  readonly entryId: string;
  readonly state: "accepted" | "refused" | "unknown";
  /** Core View's words; null where it said nothing. */
  readonly reason: string | null;
}

export interface Judgement {
  readonly state: "accepted" | "sent" | "unknown" | "partly-accepted" | "refused";
  readonly code: string | null;
  readonly problem: string | null;
  /** All of the batch's, in its order; empty where they share its state. */
  readonly entries: readonly EntryState[];
}

/** What Core View says of single entries. */
export type EntryAnswers = readonly {
  readonly entryId: string;
  readonly state: "accepted" | "refused";
  readonly reason: string | null;
}[];

interface CutBatch {
  readonly id: string;
  readonly csv: Uint8Array;
  readonly manifest: Uint8Array;
}

const ACCEPTED: Judgement = { state: "accepted", code: null, problem: null, entries: [] };

/** What Core View holds of a batch, and what it says of it. */
export interface HeldContent {
  readonly csv: Uint8Array | null;
  readonly manifest: Uint8Array | null;
  readonly booked: "all" | "awaited" | EntryAnswers;
}

/**
 * A batch that Core View has: first whether it is ours to the byte, then what it says of it.
 * @param before what is known of its entries: one that was accepted must not vanish without a word
 */
export function judgeHeld(batch: CutBatch, held: HeldContent, before: readonly EntryState[] = []): Judgement {
  if (held.csv === null) return mismatch(batch, "without its content");
  const lacking = lackingEntries(batch.csv, held.csv);
  if (lacking === null || (held.manifest !== null && !sameBytes(batch.manifest, held.manifest))) {
    return mismatch(batch, "with other content than was cut");
  }
  const lost = lacking.find((entry) => !mayLack(entry.id, held, before));
  if (lost !== undefined) return mismatch(batch, `without entry ${lost.id}`);
  if (held.booked === "all") return ACCEPTED;
  if (held.booked === "awaited") return awaited(batch.id);
  return judgeEntries(batch, held.booked);
}

/** A file with its manifest is whole; a Core View that tells of entries one by one gives back those that it has booked. */
function mayLack(entryId: string, { manifest, booked }: HeldContent, before: readonly EntryState[]): boolean {
  if (manifest !== null || booked === "all" || booked === "awaited") return false;
  const said = booked.find((answer) => answer.entryId === entryId);
  if (said !== undefined) return said.state === "refused";
  return !before.some((entry) => entry.entryId === entryId && entry.state === "accepted");
}

/** What was said of each entry; one that is not named is unknown. */
export function judgeEntries(batch: CutBatch, answers: EntryAnswers): Judgement {
  const known = new Map<string, EntryState>();
  const cut = readCsv(batch.csv) ?? [];
  for (const { id } of cut) known.set(id, { entryId: id, state: "unknown", reason: null });
  for (const answer of answers) {
    const before = known.get(answer.entryId);
    if (before === undefined || (before.state !== "unknown" && before.state !== answer.state)) {
      const what = before === undefined ? "which is not in it" : "as accepted and as refused";
      return mismatch(batch, `and speaks of entry ${answer.entryId}, ${what}`);
    }
    known.set(answer.entryId, answer);
  }
  const entries = [...known.values()];
  const count = (state: EntryState["state"]): number => entries.filter((e) => e.state === state).length;
  const [accepted, refused, unknown] = [count("accepted"), count("refused"), count("unknown")];
  if (accepted === entries.length) return ACCEPTED;
  if (unknown === entries.length) {
    return { state: "unknown", code: "entries-unknown", problem: unsaid(batch.id, unknown, unknown), entries: [] };
  }
  const state = refused === entries.length ? "refused" : "partly-accepted";
  if (refused === 0) {
    return { state, code: "entries-unknown", problem: unsaid(batch.id, unknown, entries.length), entries };
  }
  const reasons = [...new Set(entries.flatMap((e) => (e.state === "refused" ? [e.reason ?? "no reason given"] : [])))];
  const problem = `Core View refused ${refused} of the ${entries.length} entries of batch ${batch.id} (${reasons.slice(0, 3).join("; ")}${reasons.length > 3 ? "; …" : ""}). Have the cause mended by Core View's people, then send the batch again.`;
  return { state, code: "entries-refused", problem, entries };
}

/** Handed over whole; Core View has yet to say what became of it. */
export function awaited(id: string): Judgement {
  const problem = `Core View has batch ${id} and has not acknowledged it yet. It is not sent again; the next deliver asks.`;
  return { state: "sent", code: "acknowledgement-awaited", problem, entries: [] };
}

function unsaid(id: string, unknown: number, all: number): string {
  return `Core View said nothing of ${unknown} of the ${all} entries of batch ${id}. It is asked again; what it lacks then is sent again under the same id.`;
}

function mismatch({ id }: CutBatch, what: string): Judgement {
  const problem = `Core View holds batch ${id} ${what}. Nothing was sent. Compare both with Core View's people before anything is paid: reconcile names each entry that differs.`;
  return { state: "refused", code: "core-view-mismatch", problem, entries: [] };
}
