/**
 * What the benchmarks share: an embedded server in a temporary folder, a filled market, and a table of ratios.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../src/platform/postgres/open-database.ts";
import type { Database } from "../src/platform/postgres/database.ts";
import { startEmbedded } from "../src/platform/postgres/embedded-postgres.ts";
import { migrate } from "../src/platform/postgres/migrate.ts";

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

/** Sweden in 2024-01: contracts that all count, agents with targets, a matrix that pays each of them 2 %. */
export async function fillMarket(
  db: Database,
  { contracts, agents }: { readonly contracts: number; readonly agents: number },
): Promise<void> {
  await db.run(`
    insert into contract_event (revision, source, event_id, outcome, contract_id, sequence, content_hash, received_at, received_from, raw)
    select 1000 + n, 'bench', 'm' || n, 'accepted', 'C' || n, 1, 'hash', now(), 'bench', '{}' from generate_series(1, ${contracts}) n;
    insert into contract_version (revision, contract_id, sequence, content_hash, market, period, agent_id, contract_date, category,
                                  financed, amount_minor, currency)
    select 1000 + n, 'C' || n, 1, 'hash', 'SE', '2024-01', 'Agent ' || n % ${agents}, date '2024-01-16', 'retail', true, 10000000 + n, 'SEK'
      from generate_series(1, ${contracts}) n;
    insert into workbook (revision, file_name, kind, year, sha256, bytes, uploaded_by, uploaded_at)
    values (1, 'bench.xlsx', 'sales-targets', 2024, '', '', 'ursula', now());
    insert into target_version (agent_id, market, period, revision, amount_unit, amount, workbook_id, sheet, cell, shown)
    select 'Agent ' || n, 'SE', '2024-01', 1, 'minor', 1000000, 1, 'S', 'A1', '' from generate_series(0, ${agents - 1}) n;
    insert into matrix_version (market, year, version, revision, workbook_id, matrix, origin)
    values ('SE', 2024, 1, 1, 1, '{"market": "SE", "year": 2024, "penetrationBounds": [{"ppm": 0, "exclusive": false}],
            "achievementBounds": [{"ppm": 0, "exclusive": false}], "ratesPpm": [[20000]]}',
            '{"sheet": "S", "penetrationCells": [], "achievementCells": [], "rateCells": []}');
    update input_revision set last = ${1_000 + contracts};
    analyze`);
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
