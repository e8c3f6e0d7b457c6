/**
 * The second line of defence: what the database itself refuses, should the code ever try.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { violatedConstraint } from "../../src/platform/postgres/database-failure.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.run(
    `${event(1, "m1")};${version(1, "C1")};${event(2, "m2")};${close("SE-2024-01-1")};${entry(1, "e1")};${totals("t1", 1)}`,
  );
});
afterAll(() => database.drop());

function event(revision: number, id: string): string {
  return `insert into contract_event (revision, source, event_id, outcome, contract_id, sequence, content_hash, received_at, received_from, raw)
          values (${revision}, 'test', '${id}', 'accepted', 'C1', 1, 'hash', now(), 'test', '{}')`;
}

function version(revision: number, contract: string): string {
  return `insert into contract_version (revision, contract_id, sequence, content_hash, market, period, agent_id, contract_date, category, financed, currency)
          values (${revision}, '${contract}', 1, 'hash', 'SE', '2024-01', 'A', '2024-01-16', 'retail', false, 'SEK')`;
}

function totals(id: string, day: number): string {
  return `insert into control_total (source, event_id, outcome, content_hash, market, period, contracts, amount_minor, currency, as_of, received_at, received_from, raw)
          values ('test', '${id}', 'accepted', 'hash', 'SE', '2024-01', 1, 1, 'SEK', '2024-02-0${day}', now(), 'test', '{}')`;
}

function close(id: string): string {
  return `insert into close (id, market, period, status, revision, ledger_seq, statement_count, entry_count, blocked, proposal_hash, started_by, started_at)
          values ('${id}', 'SE', '2024-01', 'calculated', 1, 0, 0, 0, '[]', '', 'frida', now())`;
}

function entry(seq: number, id: string): string {
  return `insert into ledger_entry (seq, id, close_id, market, agent_id, contract_id, period, booked_in, kind, rate_ppm, amount_minor, currency, statement_id, hash)
          values (${seq}, '${id}', 'SE-2024-01-1', 'SE', 'A', 'C1', '2024-01', '2024-01', 'commission', 20000, 1, 'SEK', 's', 'h')`;
}

test.each([
  ["a message is kept once", event(3, "m1"), "contract_event_source_event_id_key"],
  ["a revision is given once", event(2, "m3"), "contract_event_pkey"],
  ["a contract has one version in force", version(2, "C1"), "contract_version_in_force"],
  ["a version belongs to an event", version(9, "C9"), "contract_version_revision_fkey"],
  ["a market has one close that waits", close("SE-2024-01-2"), "close_waiting"],
  ["a message with totals is kept once", totals("t1", 2), "control_total_source_event_id_key"],
  ["of one time one statement of totals is accepted", totals("t2", 1), "control_total_place"],
  ["a posting is posted once", entry(2, "e1"), "ledger_entry_id_key"],
  ["a number of the ledger is given once", entry(1, "e2"), "ledger_entry_pkey"],
])("%s", async (_, sql, constraint) => {
  const refused = await database.db.run(sql).then(() => null, violatedConstraint);
  expect(refused).toBe(constraint);
});
