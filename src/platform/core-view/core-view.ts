/**
 * The port to Core View, the outside system in which agents' commission is booked. One contract, several adapters;
 * all of them pass one suite (`npm run conformance`), and so can an adapter of somebody else's (docs/adapters.md).
 *
 * A batch is sent at least once and counts once: Core View sees the same id and the same bytes at every retry. Whoever sends
 * asks by id first (`read`), so that what is there already is not sent again, whatever became of the earlier answer.
 *
 * Nothing here throws for what Core View or the network does: that is a value. What is thrown is our own mistake.
 */

export interface SendableBatch {
  /** Letters, digits and hyphens; begins with the market's code and a hyphen. */
  readonly id: string;
  readonly csv: Uint8Array;
  readonly manifest: Uint8Array;
  /** Of the CSV, hex. */
  readonly sha256: string;
}

/** What Core View says of one entry. */
export interface EntryAnswer {
  readonly entryId: string;
  readonly state: "accepted" | "refused";
  /** Core View's words; null when it is accepted. */
  readonly reason: string | null;
}

/** Why something did not go as it was meant to; the codes are listed in docs/formats.md. */
export interface CoreViewProblem {
  readonly code: string;
  readonly message: string;
}

/** Not now. */
export interface Unavailable extends CoreViewProblem {
  readonly state: "unavailable";
  /** How long Core View asked us to wait; null when it said nothing. */
  readonly retryAfterMs: number | null;
}

export type SendResult =
  /** Core View has the whole batch, durably; also when it had it before. */
  | { readonly state: "accepted" }
  /** It is handed over whole, and Core View has yet to acknowledge it: ask again later, do not send again. */
  | { readonly state: "sent"; readonly message: string }
  /** Core View took a part of it. An entry that is not named in the answer is unknown: ask, then send the same again. */
  | { readonly state: "partly-accepted"; readonly entries: readonly EntryAnswer[]; readonly message: string }
  /** Core View will not take it as it is, or this is not the Core View that we know: it waits for a person. */
  | ({ readonly state: "refused" } & CoreViewProblem)
  /** It was certainly not taken: sending again later is right. */
  | Unavailable
  /** It may have been taken, and the answer was lost: ask by its id, then send the same bytes under the same id. */
  | ({ readonly state: "unknown"; readonly retryAfterMs: number | null } & CoreViewProblem);

/** A batch that Core View has. */
export interface HeldBatch {
  readonly id: string;
  /** What it holds of it, read back; null when it has been lost. */
  readonly csv: Uint8Array | null;
  /** Null where Core View keeps no manifests (the `http` adapter). */
  readonly manifest: Uint8Array | null;
  /** `all`: every entry is booked; `awaited`: it has yet to say; else what it says of each entry that it has decided. */
  readonly booked: "all" | "awaited" | readonly EntryAnswer[];
}

export type ReadResult =
  | { readonly state: "held"; readonly batch: HeldBatch }
  | { readonly state: "absent" }
  /** The destination refuses us, or is not the one that we know: a person has to look. */
  | ({ readonly state: "refused" } & CoreViewProblem)
  | Unavailable;

export type ListResult =
  | { readonly state: "listed"; readonly ids: readonly string[] }
  | ({ readonly state: "refused" } & CoreViewProblem)
  | Unavailable;

export interface CoreViewAdapter {
  /** Names the destination for people and for the circuit breaker, such as `sftp://user@host:22/folder`; no secret is in it. */
  readonly destination: string;
  send(batch: SendableBatch): Promise<SendResult>;
  read(id: string): Promise<ReadResult>;
  /** Ids of all the market's batches that Core View has, sorted by code point. */
  list(market: string): Promise<ListResult>;
  /** Ends connections; the adapter is not used after it. */
  close(): Promise<void>;
}
