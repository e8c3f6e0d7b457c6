/**
 * Everything that a store holds, as text to be compared: all but times, attempts and numbers that a rolled back
 * transaction uses up. And what must hold in every store at every moment.
 */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { z } from "zod";
import { reconcileDeliveries } from "../../src/flows/reconcile-deliveries.ts";
import { verifyLedger } from "../../src/flows/verify-ledger.ts";
import type { WorkbookReader } from "../../src/flows/check-workbooks.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import { heldBy } from "./held-batches.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { readWorkbook } from "../../src/workbooks/read-workbook.ts";

const Manifest = z.object({ sha256: z.string() });

const KEPT: Readonly<Record<string, string>> = {
  inputs: "select last from input_revision",
  workbooks: "select revision, file_name, sha256, uploaded_by from workbook order by revision",
  matrices: "select market, year, version, revision, matrix, origin from matrix_version order by revision, market",
  targets:
    "select agent_id, market, period, revision, amount_unit, amount from target_version order by revision, agent_id, market, period",
  agents: "select agent_id from agent order by agent_id",
  events:
    "select revision, source, event_id, outcome, contract_id, sequence, content_hash, line, raw from contract_event order by revision",
  versions: "select * from contract_version order by revision",
  totals:
    "select source, event_id, outcome, content_hash, market, period, contracts, amount_minor, as_of, line, raw from control_total order by id",
  waivers:
    "select market, period, expected_contracts, expected_amount_minor, received_contracts, received_amount_minor, reason, waived_by from gap_waiver order by id",
  rejected: "select line, raw_sha256, problems, state from rejected_message order by raw_sha256",
  watermarks: "select source, reading, value from pull_watermark order by source, reading",
  closes:
    "select id, status, revision, ledger_seq, statement_count, entry_count, blocked, proposal_hash, started_by, decided_by, reason from close order by id",
  proposed: "select * from close_entry order by close_id, ordinal",
  statements: "select * from close_statement order by close_id, statement_id",
  ledger: "select * from ledger_entry order by seq",
  head: "select seq, hash from ledger_head",
  batches:
    "select id, first_seq, last_seq, entry_count, sum_minor, sha256, md5(csv), md5(manifest), state from delivery_batch order by first_seq",
  entries: "select batch_id, entry_id, state, reason from delivery_entry order by batch_id, entry_id",
};

/** Each table with the number of its rows and their digest: what differs is told by name. */
export async function stateOf(db: Database, dataFolder: string): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const [name, sql] of Object.entries(KEPT)) {
    const digest = createHash("sha256");
    let rows = 0;
    for await (const row of db.copyOut(`copy (${sql}) to stdout`)) {
      rows += 1;
      digest.update(JSON.stringify(row));
    }
    state[name] = `${rows} ${digest.digest("hex").slice(0, 16)}`;
  }
  const held = createHash("sha256");
  let batches = 0;
  for (const batch of await heldBy(createDirectoryCoreView(join(dataFolder, "core-view")))) {
    batches += 1;
    held
      .update(batch.id)
      .update(batch.csv ?? "no file")
      .update(batch.manifest ?? "no file");
  }
  state["core view"] = `${batches} ${held.digest("hex").slice(0, 16)}`;
  return state;
}

/** Our own workbooks need no process of their own to be read in, and starting one is most of what a verification here costs. */
const readHere: WorkbookReader = ({ fileName, bytes, context }) =>
  Promise.resolve(readWorkbook(fileName, bytes, context));

/** Nothing is half done: hashes and closes verify, and Core View has whole batches of this ledger or none. */
export async function expectSound(db: Database, dataFolder: string): Promise<void> {
  const folder = createDirectoryCoreView(join(dataFolder, "core-view"));
  const deps = { db, now: () => new Date(), actor: "verifier", progress: () => undefined };
  expect((await verifyLedger(deps, readHere)).differences).toEqual([]);
  const reconciled = await reconcileDeliveries(deps, () => Promise.resolve(folder));
  expect(reconciled.differences).toEqual([]);
  for (const batch of await heldBy(folder)) {
    const { sha256 } = Manifest.parse(JSON.parse(Buffer.from(batch.manifest ?? "").toString("utf8")));
    expect(
      createHash("sha256")
        .update(batch.csv ?? "")
        .digest("hex"),
    ).toBe(sha256);
  }
}

/** Files that a killed delivery has left and that nobody counts. */
export async function leftoversIn(dataFolder: string): Promise<string[]> {
  const names = await readdir(join(dataFolder, "core-view")).catch(() => []);
  return names.filter((name) => name.startsWith("."));
}
