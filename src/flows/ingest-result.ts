/**
 * What became of the messages of a stream: the counts, and the first rejections with their problems.
 */
import type { MessageProblem } from "../domain/problem.ts";

export interface IngestResult {
  received: number;
  accepted: number;
  duplicate: number;
  stale: number;
  rejected: number;
  /** The first 1 000. */
  readonly rejections: { line: number | null; id: string | null; problems: readonly MessageProblem[] }[];
  /** Whether the stream was cut off: then its whole lines count, and what follows is missing. */
  cut: boolean;
}

export function emptyResult(): IngestResult {
  return { received: 0, accepted: 0, duplicate: 0, stale: 0, rejected: 0, rejections: [], cut: false };
}
