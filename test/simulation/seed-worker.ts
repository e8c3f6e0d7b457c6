/**
 * A process that plays seeds, one after the other. In: messages, each a seed with a server's address. Out: what came of each.
 */
import { guardNamed } from "./guards.ts";
import { runSeed, type SeedFailure, type SeedReport } from "./run-seed.ts";
import { withDatabase } from "./simulation-server.ts";

export interface Work {
  readonly address: string;
  readonly seed: number;
  readonly steps: number;
  readonly without: string | null;
}

/** Counts as pairs: a map does not pass between processes. */
export type Told =
  | SeedFailure
  | (Omit<SeedReport, "counts"> & { readonly counts: readonly (readonly [string, number])[] });

process.on("message", (work: Work) => {
  void play(work).then((told) => process.send?.(told));
});

async function play({ address, seed, steps, without }: Work): Promise<Told> {
  const guard = without === null ? null : guardNamed(without);
  const result = await withDatabase(address, `seed_${seed}_${process.pid}`, (db) =>
    runSeed(db, { seed, steps, guard }),
  );
  return "invariant" in result ? result : { ...result, counts: [...result.counts] };
}
