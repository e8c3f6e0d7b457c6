/**
 * The port to Core View, the outside system in which agents' commission is booked. One contract, several adapters;
 * all of them pass the suite of test/support/core-view-conformance.ts.
 *
 * A batch is sent at least once and counts once: Core View sees the same id and the same bytes at every retry.
 */

export interface SendableBatch {
  /** Letters, digits and hyphens. */
  readonly id: string;
  readonly csv: Uint8Array;
  readonly manifest: Uint8Array;
  /** Of the CSV, hex. */
  readonly sha256: string;
}

export type SendResult =
  /** Core View has the whole batch, durably; also when it had it before. */
  | { readonly state: "accepted" }
  /** Core View will never take it as it is: it waits for a person, and nothing was overwritten. */
  | { readonly state: "refused"; readonly message: string }
  /** Not now: sending again later is right, and safe. */
  | { readonly state: "unavailable"; readonly message: string };

/** A batch that Core View says it has: one whose manifest is there. */
export interface HeldBatch {
  readonly id: string;
  /** Null when it has been lost. */
  readonly csv: Uint8Array | null;
  readonly manifest: Uint8Array;
}

export interface CoreViewAdapter {
  send(batch: SendableBatch): Promise<SendResult>;
  /** Null when Core View does not have it. */
  read(id: string): Promise<HeldBatch | null>;
  /** All that Core View has, by id. */
  list(): AsyncIterable<HeldBatch>;
}
