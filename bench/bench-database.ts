/**
 * What the benchmarks share: an embedded server in a temporary folder, a filled market, and a table of ratios.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase, type Database } from "../src/platform/database.ts";
import { startEmbedded } from "../src/platform/embedded-postgres.ts";
import { migrate } from "../src/platform/migrate.ts";

export async function withBenchDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-bench-"));
  const server = await startEmbedded(folder);
  try {
    const db = await openDatabase(server);
    await migrate(db, fileURLToPath(new URL("../migrations", import.meta.url)));
    await work(db);
    await db.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many: the first argument, or what is usual. */
export function countFrom(argument: string | undefined, usual: number): number {
  const count = Number(argument ?? usual);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${argument} is no number of things`);
  return count;
}

export interface Measured {
  readonly what: string;
  readonly ms: number;
}

export async function measure(what: string, work: () => unknown): Promise<Measured> {
  const start = performance.now();
  await work();
  return { what, ms: performance.now() - start };
}

/** Each with its rate and its time as a multiple of the first, the floor. */
export function printTable(count: number, measured: readonly Measured[]): void {
  const [floor] = measured;
  if (floor === undefined) throw new Error("assertion: something was measured");
  const rows = measured.map(({ what, ms }) => [
    what.padEnd(46),
    `${Math.round(ms)} ms`.padStart(10),
    `${Math.round(count / ms).toString()} k/s`.padStart(10),
    `${(ms / floor.ms).toFixed(2)} x`.padStart(9),
  ]);
  process.stdout.write(`${rows.map((row) => row.join("")).join("\n")}\n`);
}
