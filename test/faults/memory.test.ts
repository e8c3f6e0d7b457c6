/**
 * How much memory a command's own process takes at most: bounded by what it holds at a time, whatever there is to be done.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../support/cli.ts";
import { eventLine } from "../support/contract-event.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { MATRIX } from "../support/month-of-contracts.ts";
import { writeWorkbooks } from "../support/sample-workbooks.ts";

const PROBE = fileURLToPath(new URL("../support/memory-probe.ts", import.meta.url));
const AGENTS = 200;
const CONTRACTS = 100_000;

let folder: string;
const databases: TestDatabase[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-memory-"));
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function newDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  return database;
}

/** Runs a command to its end, which is to be good. @returns its peak in MiB */
async function peakOf(database: TestDatabase, args: readonly string[]): Promise<number> {
  const env = {
    DATABASE_URL: database.connectionString,
    OPENCOMMISSION_DATA: join(folder, "data"),
    NODE_OPTIONS: `--import=${PROBE}`,
  };
  const { code, stdout, stderr } = await runCommand(args, { env });
  if (code !== 0) throw new Error(`exit code ${code} of: ${args.join(" ")}\n${stdout}\n${stderr}`);
  const peaks = [...stderr.matchAll(/peak memory: (\d+) KiB/g)].map(([, kib]) => Number(kib) / 1024);
  if (peaks.length === 0) throw new Error(`no peak was told: ${stderr}`);
  return Math.max(...peaks);
}

// The kernel's figure is read where Linux has it.
describe.runIf(process.platform === "linux")("memory", () => {
  test("a close and an approval of 100 000 contracts take less than 300 MiB", { timeout: 600_000 }, async () => {
    const database = await newDatabase();
    const agents = Array.from({ length: AGENTS }, (_, n) => [`MINI Agent ${n}`, 40_000_000]);
    const targets = { name: "Sweden", rows: [["", "2024-01"], ...agents] };
    const workbooks = await writeWorkbooks({ "matrix_2024.xlsx": [MATRIX], "targets_2024.xlsx": [targets] });
    await peakOf(database, ["import", ...workbooks, "--as", "ursula"]);
    await fill(database);
    expect(await peakOf(database, ["close", "--period", "2024-01", "--market", "SE", "--as", "frida"])).toBeLessThan(
      300,
    );
    expect(await peakOf(database, ["approve", "SE-2024-01-1", "--as", "adam"])).toBeLessThan(300);
    const rows = await database.db.run("select from ledger_entry");
    expect(rows).toBe(CONTRACTS);
  });

  test(
    "a file of 300 000 events takes no more than one of 50 000, and less than 250 MiB",
    { timeout: 600_000 },
    async () => {
      const [few, many] = [await ingestPeak(50_000), await ingestPeak(300_000)];
      expect(many).toBeLessThan(250);
      expect(many).toBeLessThan(few + 50);
    },
  );
});

async function ingestPeak(events: number): Promise<number> {
  const path = join(folder, `events-${events}.ndjson.gz`);
  await pipeline(Readable.from(chunksOf(events)), createGzip({ level: 1 }), createWriteStream(path));
  return peakOf(await newDatabase(), ["ingest", path]);
}

function* chunksOf(events: number): Generator<string> {
  const template = eventLine({ contractId: "C#", sequence: 1, agentId: "MINI Agent 1" });
  for (let from = 0; from < events; from += 1_000) {
    let chunk = "";
    for (let n = from; n < from + 1_000; n += 1) chunk += `${template.replaceAll("C#", `C${n}`)}\n`;
    yield chunk;
  }
}

/** The contracts as their events would have left them. */
async function fill(database: TestDatabase): Promise<void> {
  const contract = `'C' || n, 1, 'hash', 'SE', '2024-01', 'MINI Agent ' || n % ${AGENTS}, date '2024-01-16', 'retail', true`;
  await database.db.run(`
    insert into contract_event (revision, source, event_id, outcome, contract_id, sequence, content_hash, received_at, received_from, raw)
    select 1000 + n, 'test', 'message-' || n, 'accepted', 'C' || n, 1, 'hash', now(), 'test', '{}' from generate_series(1, ${CONTRACTS}) n;
    insert into contract_version (revision, contract_id, sequence, content_hash, market, period, agent_id, contract_date, category,
                                  financed, amount_minor, currency)
    select 1000 + n, ${contract}, 10000000 + n, 'SEK' from generate_series(1, ${CONTRACTS}) n;
    update input_revision set last = ${1_000 + CONTRACTS}`);
}
