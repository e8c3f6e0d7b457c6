/**
 * A place of files that Core View picks up from: a folder, a bucket, a folder on another machine. It knows nothing of batches;
 * what a batch is made of and in which order is in `files.ts`, once for all places.
 * In: names and bytes. Out: what became of them, as values; nothing that the place or the network does is thrown.
 *
 * Names are letters, digits, hyphens and dots. Every operation ends by its signal, which carries the deadline of the whole.
 */
import type { CoreViewProblem, Unavailable } from "./core-view.ts";

/** The place refuses us, or is not the one that we know: a person has to look. */
export type Refused = { readonly state: "refused" } & CoreViewProblem;

/** It may have been done, and the answer was lost. */
export type Unknown = { readonly state: "unknown"; readonly retryAfterMs: number | null } & CoreViewProblem;

/** `taken`: a file of this name was there; it is as it was, and nothing else was left behind. */
export type PutResult = { readonly state: "put" } | { readonly state: "taken" } | Unknown | Refused | Unavailable;

/** `bytes` is null when there is no such file. */
export type GetResult = { readonly state: "got"; readonly bytes: Uint8Array | null } | Refused | Unavailable;

export type NamesResult = { readonly state: "named"; readonly names: readonly string[] } | Refused | Unavailable;

export interface FileDrop {
  /** The place, as people write it; no secret is in it. */
  readonly destination: string;
  /** Where a person finds the file. */
  readonly pathOf: (name: string) => string;
  /** All of the file or nothing of it appears under its name, lasts from then on, and never overwrites. */
  readonly put: (name: string, bytes: Uint8Array, signal: AbortSignal) => Promise<PutResult>;
  readonly get: (name: string, signal: AbortSignal) => Promise<GetResult>;
  /** In no order. */
  readonly names: (prefix: string, signal: AbortSignal) => Promise<NamesResult>;
  /** Makes the names last that are there already; null when they do. Only a folder needs anything for it. */
  readonly keep: () => Promise<Unavailable | null>;
  readonly close: () => Promise<void>;
}

/** A temporary file that is older than this is nobody's work any more, whatever the clocks of two machines say. */
export const LEFT_BEHIND_MS = 24 * 60 * 60 * 1_000;

export function unavailable(message: string, retryAfterMs: number | null = null): Unavailable {
  return { state: "unavailable", code: "core-view-unavailable", message, retryAfterMs };
}

export function unknown(message: string): Unknown {
  return { state: "unknown", code: "core-view-unknown", message, retryAfterMs: null };
}

export function denied(message: string): Refused {
  return { state: "refused", code: "core-view-denied", message };
}
