/**
 * What verification must find: each change behind the flows' back, by name. And what the database refuses without any trick.
 * Somebody who owns the database can switch its guards off; that is what the first table does.
 */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { verifyLedger, type Verification } from "../../src/flows/verify-ledger.ts";
import { reconcileDeliveries } from "../../src/flows/reconcile-deliveries.ts";
import { chainHash, GENESIS_HASH } from "../../src/ledger/chain.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import { sqlState } from "../../src/platform/postgres/database-failure.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { ledgerHead, streamLedger } from "../../src/store/ledger.sql.ts";
import { readWorkbook } from "../../src/workbooks/read-workbook.ts";
import { cliOn, Verified } from "../support/cli.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { depsOf, postLedger } from "../support/posted-ledger.ts";

let original: TestDatabase;
let folder: string;

beforeAll(async () => {
  original = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "opencommission-verify-"));
  await postLedger(original.db, folder);
});
afterAll(async () => {
  await original.drop();
  await rm(folder, { recursive: true });
});

/** Runs statements with all triggers and foreign keys off, as somebody does who means it. */
async function tamper(db: Database, sql: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run("set local session_replication_role = replica");
    expect(await tx.run(sql)).toBeGreaterThan(0);
  });
}

/** Reads workbooks here and now: the process of their own that they otherwise get is tested elsewhere. */
function verify(db: Database): Promise<Verification> {
  return verifyLedger(depsOf(db, "vera"), ({ fileName, bytes, context }) =>
    Promise.resolve(readWorkbook(fileName, bytes, context)),
  );
}

async function verificationAfter(sql: string): Promise<Verification> {
  const copy = await copyTestDatabase(original);
  try {
    await tamper(copy.db, sql);
    return await verify(copy.db);
  } finally {
    await copy.drop();
  }
}

test("a store that nobody touched is as it was left", async () => {
  const found = await verifyLedger(depsOf(original.db, "vera"));
  expect(found).toEqual({ ok: true, entries: 7, closes: 3, differences: [] });
});

const ENTRY = "update ledger_entry set";
const LAST = "(select max(seq) from ledger_entry)";
const A_NEW_ONE = `insert into ledger_entry select seq + 1, 'new', close_id, market, agent_id, contract_id, period, booked_in, kind,
  rate_ppm, amount_minor, currency, statement_id, hash from ledger_entry where seq = ${LAST}`;
const A1 = "contract_id = 'A1' and sequence = 3";

/** What is done, the statements, and the code and subject of a difference that names it. */
const TAMPERED: readonly [string, string, string, string][] = [
  ["an entry's amount", `${ENTRY} amount_minor = amount_minor + 1 where seq = 2`, "ledger-changed", "entry 2"],
  ["an entry's agent", `${ENTRY} agent_id = 'Agent B' where seq = 2`, "ledger-changed", "entry 2"],
  ["an entry's currency", `${ENTRY} currency = 'XYZ' where seq = 2`, "ledger-changed", "entry 2"],
  ["an entry's close", `${ENTRY} close_id = 'SE-2024-02-1' where seq = 3`, "ledger-changed", "entry 3"],
  [
    "an entry's kind to none that there is",
    "alter table ledger_entry drop constraint ledger_entry_kind_check; update ledger_entry set kind = 'gift' where seq = 2",
    "not-computable",
    "the ledger",
  ],
  ["an entry's hash", `${ENTRY} hash = repeat('0', 64) where seq = 2`, "ledger-changed", "entry 2"],
  ["an entry taken out in the middle", "delete from ledger_entry where seq = 2", "ledger-changed", "entry 2"],
  ["an entry taken out at the end", `delete from ledger_entry where seq = ${LAST}`, "ledger-end-changed", "ledger"],
  ["an entry added at the end", A_NEW_ONE, "ledger-changed", "entry 8"],
  [
    "the ledger's end",
    "update ledger_head set seq = 6, hash = (select hash from ledger_entry where seq = 6)",
    "ledger-end-changed",
    "ledger",
  ],
  [
    "the last entry taken out, and the end put back",
    `delete from ledger_entry where seq = 7; update ledger_head set seq = 6, hash = (select hash from ledger_entry where seq = 6)`,
    "close-differs",
    "close SE-2024-03-1",
  ],
  [
    "a close's revision",
    "update close set revision = 3 where id = 'SE-2024-02-1'",
    "close-differs",
    "close SE-2024-02-1",
  ],
  [
    "a close's revision to one that is not there yet",
    "update close set revision = 1000 where id = 'SE-2024-03-1'",
    "close-differs",
    "close SE-2024-03-1",
  ],
  [
    "a close's place in the ledger",
    "update close set ledger_seq = 2 where id = 'SE-2024-02-1'",
    "close-differs",
    "close SE-2024-02-1",
  ],
  [
    "a close's blocked agents",
    "update close set blocked = '[]' where id = 'SE-2024-03-1'",
    "close-differs",
    "close SE-2024-03-1",
  ],
  [
    "a close's proposal",
    "update close set proposal_hash = repeat('0', 64) where id = 'SE-2024-03-1'",
    "close-differs",
    "close SE-2024-03-1",
  ],
  [
    "a close's number of entries",
    "update close set entry_count = 9 where id = 'SE-2024-03-1'",
    "close-differs",
    "close SE-2024-03-1",
  ],
  [
    "a close's number of statements",
    "update close set statement_count = 9 where id = 'SE-2024-03-1'",
    "close-differs",
    "close SE-2024-03-1",
  ],
  [
    "a close taken back",
    "update close set status = 'rejected' where id = 'SE-2024-03-1'",
    "close-missing",
    "close SE-2024-03-1",
  ],
  ["a close taken out", "delete from close where id = 'SE-2024-03-1'", "close-missing", "close SE-2024-03-1"],
  [
    "a statement's commission",
    "update close_statement set commission_minor = 1 where period = '2024-01' and agent_id = 'Agent B' and close_id = 'SE-2024-01-2'",
    "statement-differs",
    "statement SE-2024-01-",
  ],
  [
    "a statement's reason",
    "update close_statement set reason = 'matrix-missing' where status = 'blocked' and close_id = 'SE-2024-03-1'",
    "statement-differs",
    "statement SE-2024-03-",
  ],
  [
    "a statement taken out",
    "delete from close_statement where period = '2024-02' and agent_id = 'Agent A'",
    "statement-differs",
    "statement SE-2024-02-",
  ],
  [
    "a statement added",
    "insert into close_statement select close_id, 'SE-2024-01-new', 'Agent C', period, status, reason, total, financed, volume_minor, target_minor, rate_ppm, commission_minor, currency, matrix_version from close_statement where close_id = 'SE-2024-01-2' limit 1",
    "statement-differs",
    "statement SE-2024-01-new",
  ],
  ["a contract's amount", `update contract_version set amount_minor = 1 where ${A1}`, "fact-changed", "contract A1"],
  ["a contract's agent", `update contract_version set agent_id = 'Agent B' where ${A1}`, "fact-changed", "contract A1"],
  ["a contract's market", `update contract_version set market = 'DE' where ${A1}`, "fact-changed", "contract A1"],
  ["a contract's period", `update contract_version set period = '2024-02' where ${A1}`, "fact-changed", "contract A1"],
  [
    "a contract's category to none that there is",
    `update contract_version set category = 'gift' where ${A1}`,
    "not-computable",
    "the contracts",
  ],
  [
    "a contract's hash",
    `update contract_version set content_hash = repeat('0', 64) where ${A1}`,
    "fact-changed",
    "contract A1",
  ],
  [
    "the end of a contract's version",
    `update contract_version set superseded_by = superseded_by + 1 where ${A1}`,
    "fact-changed",
    "contract A1",
  ],
  ["a contract's version taken out", `delete from contract_version where ${A1}`, "fact-changed", "contract A1"],
  [
    "a contract's version put back in force",
    `delete from contract_version where contract_id = 'A1' and sequence = 4; update contract_version set superseded_by = null where ${A1}`,
    "fact-changed",
    "contract A1",
  ],
  [
    "an event's text",
    "update contract_event set raw = replace(raw, '100000.00', '200000.00') where contract_id = 'B1'",
    "fact-changed",
    "contract B1",
  ],
  [
    "a stale event's text",
    "update contract_event set raw = replace(raw, '80000.00', '200000.00') where outcome = 'stale'",
    "fact-changed",
    "contract A1",
  ],
  [
    "an event's text to something else",
    "update contract_event set raw = '{}' where contract_id = 'B1'",
    "fact-changed",
    "contract B1",
  ],
  [
    "an event's name",
    "update contract_event set event_id = 'other' where contract_id = 'B1'",
    "fact-changed",
    "contract B1",
  ],
  [
    "an event's outcome",
    "update contract_event set outcome = 'stale' where contract_id = 'B1'",
    "fact-changed",
    "contract B1",
  ],
  [
    "an event taken out with its contract",
    "delete from contract_version where contract_id = 'B3'; delete from contract_event where contract_id = 'B3'",
    "input-missing",
    "change ",
  ],
  ["a duplicate taken out", "delete from contract_event where outcome = 'duplicate'", "input-missing", "change "],
  [
    "a rate that closes used",
    "update matrix_version set matrix = jsonb_set(matrix, '{ratesPpm,1,0}', '30000')",
    "workbook-differs",
    "workbook matrix_2024.xlsx",
  ],
  [
    "a rate that no close used yet",
    "update matrix_version set matrix = jsonb_set(matrix, '{ratesPpm,1,1}', '30000')",
    "workbook-differs",
    "workbook matrix_2024.xlsx",
  ],
  ["a matrix's number", "update matrix_version set version = 2", "workbook-differs", "workbook matrix_2024.xlsx"],
  ["a matrix taken out", "delete from matrix_version", "workbook-differs", "workbook matrix_2024.xlsx"],
  [
    "a matrix added",
    "insert into matrix_version select market, year, 2, revision + 1, workbook_id, matrix, origin from matrix_version",
    "workbook-differs",
    "matrix of SE 2024",
  ],
  [
    "a target that closes used",
    "update target_version set amount = 1 where period = '2024-01' and agent_id = 'Agent A'",
    "workbook-differs",
    "workbook targets_2024.xlsx",
  ],
  [
    "a target that no close used yet",
    "update target_version set amount = 1 where period = '2024-06' and agent_id = 'Agent A'",
    "workbook-differs",
    "workbook targets_2024.xlsx",
  ],
  [
    "a target taken out",
    "delete from target_version where period = '2024-06' and agent_id = 'Agent A'",
    "workbook-differs",
    "workbook targets_2024.xlsx",
  ],
  [
    "a target added",
    "insert into target_version select 'Agent C', market, period, revision, amount_unit, amount, workbook_id, sheet, cell, shown from target_version limit 1",
    "workbook-differs",
    "workbook targets_2024.xlsx",
  ],
  [
    "a workbook's bytes",
    "update workbook set bytes = 'other' where kind = 'sales-targets'",
    "workbook-differs",
    "workbook targets_2024.xlsx",
  ],
  [
    "a workbook's bytes with their checksum",
    "update workbook set bytes = 'other', sha256 = encode(sha256('other'), 'hex') where kind = 'sales-targets'",
    "workbook-differs",
    "workbook targets_2024.xlsx",
  ],
  [
    "a setting that closes used",
    "update setting_version set value = '0' where key = 'clawbackMonths'",
    "setting-differs",
    "setting clawbackMonths of SE",
  ],
  [
    "a setting that no close used",
    "update setting_version set value = '900000' where key = 'highestRatePpm'",
    "setting-differs",
    "setting highestRatePpm",
  ],
  ["a setting taken out", "delete from setting_version where key = 'highestRatePpm'", "input-missing", "change 4"],
  [
    "a batch's CSV",
    "update delivery_batch set csv = csv || 'x' where first_seq = 1",
    "batch-changed",
    "batch SE-2024-01-",
  ],
  [
    "a batch's CSV with its checksum",
    "update delivery_batch set csv = 'x', sha256 = encode(sha256('x'), 'hex') where first_seq = 1",
    "batch-changed",
    "batch SE-2024-01-",
  ],
  [
    "a batch's manifest",
    "update delivery_batch set manifest = 'x' where first_seq = 1",
    "batch-changed",
    "batch SE-2024-01-",
  ],
  [
    "a batch's sum",
    "update delivery_batch set sum_minor = 1 where first_seq = 1",
    "batch-changed",
    "batch SE-2024-01-",
  ],
  ["a batch taken out", "delete from delivery_batch where first_seq = 1", "batch-changed", "batch SE-2024-01-"],
  [
    "a batch added",
    "insert into delivery_batch (id, close_id, market, currency, booked_in, first_seq, last_seq, entry_count, sum_minor, sha256, csv, manifest) select 'new', close_id, market, currency, booked_in, 90, 91, entry_count, sum_minor, sha256, csv, manifest from delivery_batch where first_seq = 1",
    "batch-changed",
    "batch new",
  ],
  [
    "a batch's state",
    "update delivery_batch set state = 'pending' where first_seq = 1",
    "delivery-differs",
    "batch SE-2024-01-",
  ],
  [
    "a batch that no attempt was accepted of",
    "update delivery_attempt set outcome = 'unavailable' where batch_id like 'SE-2024-02-%'",
    "delivery-differs",
    "batch SE-2024-02-",
  ],
  [
    "a number of attempts",
    "update delivery_batch set attempts = 2 where first_seq = 1",
    "delivery-differs",
    "batch SE-2024-01-",
  ],
  [
    "the state of an entry that shares its batch's",
    "insert into delivery_entry select b.id, l.id, 'refused', null, now() from delivery_batch b join ledger_entry l on l.seq = 1 where b.first_seq = 1",
    "delivery-differs",
    "entry ",
  ],
  [
    "a close that is delivered with a batch that is not",
    "update delivery_batch set state = 'pending', accepted_at = null where first_seq = 1",
    "delivery-differs",
    "close SE-2024-01-2",
  ],
  [
    "a difference waived behind everybody's back",
    "insert into reconciliation_difference (fingerprint, code, market, found, expected, message, state, first_seen_at, last_seen_at, last_run, last_place, reason, decided_by, decided_at) values ('x', 'x', 'SE', 'x', 'y', 'x', 'waived', now(), now(), 1, 0, 'x', 'eve', now())",
    "waiver-differs",
    "difference 1",
  ],
];

describe("what was changed in the database is found and named (fault 41)", () => {
  test.each(TAMPERED)("%s", async (_what, sql, code, subject) => {
    const { ok, differences } = await verificationAfter(sql);
    expect(ok).toBe(false);
    const named = differences.filter((d) => d.code === code && d.subject.startsWith(subject));
    expect(named, JSON.stringify(differences, null, 1)).not.toEqual([]);
    expect(named.filter((d) => d.found === d.expected)).toEqual([]);
  });
});

/** Gives entry 2 another amount, and every hash from there on anew; with `ledger_head`. */
async function rewrite(db: Database): Promise<void> {
  await tamper(db, `${ENTRY} amount_minor = amount_minor + 100 where seq = 2`);
  let hash = GENESIS_HASH;
  for await (const entry of streamLedger(db)) {
    hash = chainHash(hash, entry);
    await tamper(db, `${ENTRY} hash = '${hash}' where seq = ${entry.seq}`);
  }
  await tamper(db, `update ledger_head set hash = '${hash}'`);
}

describe("a ledger that was rewritten to its end, with all hashes", () => {
  test("is found by computing its close again, and by the batch that was cut from it (fault 41)", async () => {
    const copy = await copyTestDatabase(original);
    await rewrite(copy.db);
    const { differences } = await verify(copy.db);
    expect(differences.map(({ code }) => code)).not.toContain("ledger-changed");
    expect(differences[0]?.code).toBe("batch-changed");
    expect(differences[0]?.found).toContain("1100.00");
    const ofClose = differences.find(({ subject }) => subject === "close SE-2024-01-2");
    expect(ofClose?.message).toContain("contract A2 of Agent A");
    await copy.drop();
  });

  test("and with its batch is found by what Core View holds (fault 41)", async () => {
    const copy = await copyTestDatabase(original);
    await rewrite(copy.db);
    const { csv } = await copy.db.one(
      z.object({ csv: z.string() }),
      "select convert_from(csv, 'UTF8') as csv from delivery_batch where first_seq = 1",
    );
    const rewritten = csv.replace("1100.00", "1101.00");
    expect(rewritten).not.toBe(csv);
    const sha256 = createHash("sha256").update(rewritten).digest("hex");
    await tamper(copy.db, `update delivery_batch set csv = '${rewritten}', sha256 = '${sha256}' where first_seq = 1`);
    const coreView = createDirectoryCoreView(folder);
    const { differences } = await reconcileDeliveries(depsOf(copy.db, "vera"), () => Promise.resolve(coreView));
    expect(differences).toMatchObject([
      { code: "entry-differs", agentId: "Agent A", contractId: "A2", market: "SE", bookedIn: "2024-01" },
    ]);
    await copy.drop();
  });
});

test("a ledger that was rewritten to its end does not end with the hash that was noted outside the database (fault 41)", async () => {
  const copy = await copyTestDatabase(original);
  const noted = (await ledgerHead(copy.db)) ?? expect.fail("nothing is posted");
  // Every entry again, every hash anew, and whatever else belongs to it: no check inside the database is left to find it.
  await rewrite(copy.db);
  expect(await ledgerHead(copy.db)).toMatchObject({ seq: noted.seq });
  expect((await ledgerHead(copy.db))?.hash).not.toBe(noted.hash);
  await copy.drop();
});

test("the command exits with 0 when all is well, and with 1 and the differences when it is not", async () => {
  const copy = await copyTestDatabase(original);
  const cli = cliOn({ DATABASE_URL: copy.connectionString, OPENCOMMISSION_DATA: folder });
  expect(await cli.json(Verified, ["verify"])).toMatchObject({ ok: true, differences: [] });
  await tamper(copy.db, `${ENTRY} amount_minor = 1 where seq = 2`);
  const { ok, differences } = await cli.json(Verified, ["verify"], { code: 1 });
  expect(ok).toBe(false);
  expect(differences.map(({ code }) => code)).toContain("ledger-changed");
  await copy.drop();
});

/** Each table that only grows, with a column to be changed. */
const APPEND_ONLY: readonly [string, string][] = [
  ["ledger_entry", "amount_minor = amount_minor"],
  ["audit_entry", "actor = actor"],
  ["contract_event", "raw = raw"],
  ["contract_version", "amount_minor = 1"],
  ["matrix_version", "matrix = matrix"],
  ["target_version", "amount = amount"],
  ["setting_version", "value = value"],
  ["workbook", "bytes = bytes"],
  ["delivery_batch", "csv = 'x'"],
  ["delivery_attempt", "outcome = 'refused'"],
  ["reconciliation_difference", "found = ''"],
  ["close", "proposal_hash = ''"],
  ["close_statement", "total = 0"],
];

describe("the database refuses", () => {
  const refusals = [
    ...APPEND_ONLY.flatMap(([table, change]) => [`update ${table} set ${change}`, `delete from ${table}`]),
    ...[...APPEND_ONLY.map(([table]) => table), "rejected_message"].flatMap((table) => [
      `truncate ${table}`,
      `truncate ${table} cascade`,
    ]),
    // A table that they hang on takes them with it.
    "truncate close_entry, close cascade",
    "update contract_version set superseded_by = null where superseded_by is not null",
    "update contract_version set superseded_by = superseded_by + 1 where superseded_by is not null",
    "update contract_version set superseded_by = 1000, agent_id = 'Agent B' where superseded_by is null",
    "update close set status = 'calculated' where status = 'rejected'",
    "update close set reason = 'x' where status = 'delivered'",
    "update close set revision = 1 where id = 'SE-2024-03-1'",
    "update delivery_batch set manifest = 'x'",
    "delete from rejected_message",
  ];
  let copy: TestDatabase;
  beforeAll(async () => {
    copy = await copyTestDatabase(original);
    await copy.db.run(`insert into rejected_message (received_at, received_from, raw, raw_length, raw_sha256, problems)
                       values (now(), 'x', 'x', 1, 'x', '[]')`);
    await copy.db.run(`insert into reconciliation_difference
      (fingerprint, code, market, found, expected, message, state, first_seen_at, last_seen_at, last_run, last_place)
      values ('x', 'x', 'SE', 'x', 'y', 'x', 'open', now(), now(), 1, 0)`);
  });
  afterAll(() => copy.drop());
  /** PostgreSQL itself refuses to empty a table that others refer to. */
  const REFERRED_TO = ["audit_entry", "contract_event", "workbook", "close", "ledger_entry", "delivery_batch"].map(
    (table) => `truncate ${table}`,
  );

  test.each(refusals)("%s", async (sql) => {
    const state = await copy.db.run(sql).then(() => "nothing was refused", sqlState);
    expect(state).toBe(REFERRED_TO.includes(sql) ? "0A000" : "42501");
  });
});
