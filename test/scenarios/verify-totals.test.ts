/**
 * Control totals and waivers that somebody changes behind the flows' back: the database refuses it, and `verify` finds what got around that.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseMessage } from "../../src/contracts/parse-message.ts";
import { parseCalendarDate } from "../../src/domain/period.ts";
import { waiveGap } from "../../src/flows/completeness.ts";
import { ingestBatch } from "../../src/flows/ingest-batch.ts";
import { verifyLedger } from "../../src/flows/verify-ledger.ts";
import { sqlState } from "../../src/platform/postgres/database-failure.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";
import { periodOfText } from "../support/naive-words.ts";
import { depsOf } from "../support/posted-ledger.ts";
import { totalsLine } from "../support/totals-event.ts";

const TODAY = parseCalendarDate("2024-06-01") ?? expect.fail("a date");
let original: TestDatabase;

beforeAll(async () => {
  original = await createTestDatabase();
  const lines = [
    totalsLine({ contracts: 2, asOf: "2024-02-02T00:00:00Z", id: "second" }),
    totalsLine({ contracts: 1, asOf: "2024-02-01T00:00:00Z", id: "first" }),
    totalsLine({ contracts: 2, asOf: "2024-02-02T00:00:00Z", id: "second again" }),
    totalsLine({ contracts: 3, asOf: "2024-02-03T00:00:00.123Z", id: "third" }),
  ];
  const arrivals = lines.flatMap((text) => {
    const parsed = parseMessage(Buffer.from(text), { today: () => TODAY });
    const events = parsed.kind === "events" ? parsed.events : expect.fail("no claim checks here");
    return events.map((event) => ({ line: null, event, rawLength: event.raw.length }));
  });
  const deps = depsOf(original.db, "wanda");
  const fates = await ingestBatch(deps, arrivals, "story");
  const kinds = fates.map(({ kind }) => kind).join();
  if (kinds !== "accepted,stale,duplicate,accepted") throw new Error(`assertion: not as planned: ${kinds}`);
  valueOf(await waiveGap(deps, "SE", periodOfText("2024-01"), "none come"));
});
afterAll(() => original.drop());

test("totals that nobody touched are as they came", async () => {
  expect((await verifyLedger(depsOf(original.db, "vera"))).differences).toEqual([]);
});

describe("what was changed in the database is found and named", () => {
  test.each([
    ["the number", "contracts = 0", "third"],
    ["the sum", "amount_minor = 1", "third"],
    ["the currency", "currency = 'NOK'", "third"],
    ["the market", "market = 'NO'", "third"],
    ["the period", "period = '2024-02'", "third"],
    ["the time", "as_of = as_of + interval '1 microsecond'", "third"],
    ["the name", "event_id = 'fourth'", "third"],
    ["the source", "source = 'other'", "third"],
    ["the digest", "content_hash = 'x'", "third"],
    ["the text", `raw = replace(raw, '"contracts":3', '"contracts":4')`, "third"],
    ["the text to none", "raw = 'no json'", "third"],
    ["the newest, to stale", "outcome = 'stale'", "third"],
    ["an old one, to accepted", "outcome = 'accepted'", "first"],
    ["a duplicate, to stale", "outcome = 'stale'", "second again"],
  ])("%s", async (_title, change, id) => {
    const copy = await copyTestDatabase(original);
    try {
      await copy.db.transaction(async (tx) => {
        await tx.run("set local session_replication_role = replica");
        expect(await tx.run(`update control_total set ${change} where event_id = '${id}'`)).toBe(1);
      });
      const { differences } = await verifyLedger(depsOf(copy.db, "vera"));
      expect(differences.map(({ code }) => code)).toEqual(["fact-changed"]);
      expect(differences[0]?.subject).toMatch(/^totals (?:SE|NO) 2024-0/);
    } finally {
      await copy.drop();
    }
  });
});

describe("the database refuses", () => {
  test.each([
    "update control_total set contracts = contracts",
    "delete from control_total",
    "truncate control_total",
    "update gap_waiver set reason = reason",
    "delete from gap_waiver",
    "truncate gap_waiver",
  ])("%s", async (sql) => {
    expect(await original.db.run(sql).then(() => null, sqlState)).toBe("42501");
  });
});
