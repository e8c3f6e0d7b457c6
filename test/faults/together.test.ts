/**
 * Several processes at the same work: one does it, the others say so, and nothing is done twice.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { untilBlocked, whileLocked } from "../support/blocked-sessions.ts";
import {
  cliOn,
  Closes,
  Imported,
  Ingested,
  OneClose,
  Refused,
  runCommand,
  startCommand,
  type Cli,
} from "../support/cli.ts";
import { eventLine, eventLines } from "../support/contract-event.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { MATRIX, writeMonth, type Month } from "../support/month-of-contracts.ts";
import { writeWorkbooks } from "../support/sample-workbooks.ts";
import { expectSound, stateOf } from "../support/store-state.ts";

const CLOSE = ["close", "--period", "2024-01", "--market", "SE", "--as", "frida"];
const APPROVE = ["approve", "SE-2024-01-1", "--as", "adam"];
const APPROVE_AS_ANNA = ["approve", "SE-2024-01-1", "--as", "anna"];
const REJECT = ["reject", "SE-2024-01-1", "--reason", "too early", "--as", "anna"];

let month: Month;
const snapshots = new Map<"imported" | "ingested" | "closed" | "approved", TestDatabase>();
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-together-"));
  folders.push(folder);
  return folder;
}

beforeAll(async () => {
  month = await writeMonth();
  const source = await createTestDatabase();
  const cli = cliOn({ DATABASE_URL: source.connectionString, OPENCOMMISSION_DATA: await newFolder() });
  await cli.run(["import", ...month.workbooks, "--as", "ursula"]);
  snapshots.set("imported", await copyTestDatabase(source));
  await cli.run(["ingest", month.events]);
  snapshots.set("ingested", await copyTestDatabase(source));
  await cli.run(CLOSE);
  snapshots.set("closed", await copyTestDatabase(source));
  await cli.run(APPROVE);
  snapshots.set("approved", source);
});
afterAll(async () => {
  for (const database of snapshots.values()) await database.drop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

interface World extends TestDatabase {
  readonly data: string;
  readonly cli: Cli;
}
let world: World;

/** The store as it was after a step, for this test alone. */
async function worldAfter(step: "imported" | "ingested" | "closed" | "approved"): Promise<World> {
  const database = await copyTestDatabase(snapshots.get(step) ?? expect.fail("no snapshot"));
  const data = await newFolder();
  world = { ...database, data, cli: cliOn({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: data }) };
  return world;
}

const refusalOf = (stdout: string): string => Refused.parse(JSON.parse(stdout)).error.code;
const codesOf = (runs: readonly { readonly code: number | null }[]) => sorted(runs.map((run) => run.code ?? -1));
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const Count = z.object({ n: z.bigint() });
const count = async (sql: string): Promise<number> => Number((await world.db.one(Count, sql)).n);

describe("closing", () => {
  test.each([2, 8, 16])(
    "%i processes that close one period at once: one does, the others say so (fault 19)",
    async (processes) => {
      const { db, cli } = await worldAfter("ingested");
      await whileLocked(db, "close", async ({ release }) => {
        const runs = Array.from({ length: processes }, () => cli.run([...CLOSE, "--json"]));
        // The first holds the market and waits for the table; the others end, as they do not wait for it.
        let ended = 0;
        for (const run of runs) void run.then(() => (ended += 1));
        while (ended < processes - 1) await sleep(20);
        await release();
        const results = await Promise.all(runs);
        expect(codesOf(results)).toEqual([0, ...Array.from({ length: processes - 1 }, () => 1)]);
        for (const { code, stdout } of results) if (code === 1) expect(refusalOf(stdout)).toBe("close-running");
      });
      expect(await count("select count(*) as n from close")).toBe(1);
      await world.drop();
    },
  );

  test("eight processes that nobody holds up close the period once (fault 19)", async () => {
    const { cli } = await worldAfter("ingested");
    const results = await Promise.all(Array.from({ length: 8 }, () => cli.run([...CLOSE, "--json"])));
    for (const { code, stdout } of results) {
      if (code === 0) expect(Closes.parse(JSON.parse(stdout)).closes.map((c) => c.id)).toEqual(["SE-2024-01-1"]);
      else expect(refusalOf(stdout)).toBe("close-running");
    }
    expect(codesOf(results)[0]).toBe(0);
    expect(await count("select count(*) as n from close")).toBe(1);
    await world.drop();
  });

  test("what is ingested while a period is closed waits for the next close (fault 18)", async () => {
    const { db, cli } = await worldAfter("ingested");
    const undisturbed = await worldStateOf("closed");
    const late = eventLine({ contractId: "late", agentId: "MINI Agent 1", amount: "1000.00" });
    await whileLocked(db, "setting_version", async ({ release }) => {
      const closing = cli.json(Closes, CLOSE);
      await untilBlocked(db, 1);
      const ingesting = await cli.json(Ingested, ["ingest", "-"], { input: late });
      expect(ingesting).toMatchObject({ accepted: 1 });
      await release();
      await closing;
    });
    const state = await stateOf(db, world.data);
    expect({ proposed: state["proposed"], closes: state["closes"] }).toEqual({
      proposed: undisturbed["proposed"],
      closes: undisturbed["closes"],
    });
    const stale = await cli.json(Refused, APPROVE, { code: 1 });
    expect(stale.error.code).toBe("close-stale");
    const { closes } = await cli.json(Closes, CLOSE);
    expect(closes[0]?.entries.map((entry) => entry.contractId)).toContain("late");
    await world.drop();
  });
});

async function worldStateOf(step: "closed" | "approved" | "ingested"): Promise<Record<string, string>> {
  const snapshot = snapshots.get(step) ?? expect.fail("no snapshot");
  return stateOf(snapshot.db, await newFolder());
}

describe("deciding", () => {
  test("two approvals at once post once, and the other says so (fault 20)", async () => {
    const { db, cli, data } = await worldAfter("closed");
    await whileLocked(db, "ledger_head", async ({ release }) => {
      const first = cli.run([...APPROVE, "--json"]);
      await untilBlocked(db, 1);
      const second = await cli.json(Refused, APPROVE, { code: 1 });
      expect(second.error.code).toBe("close-running");
      await release();
      expect(await first).toMatchObject({ code: 0 });
    });
    expect((await cli.json(Refused, APPROVE_AS_ANNA, { code: 1 })).error.code).toBe("close-decided");
    // Repeated by the one who made it, as after a kill, the decision stands and nothing is posted.
    expect((await cli.json(OneClose, APPROVE)).close.status).toBe("approved");
    expect(await stateOf(db, data)).toEqual(await worldStateOf("approved"));
    await expectSound(db, data);
    await world.drop();
  });

  test("four approvals that nobody holds up post once (fault 20)", async () => {
    const { db, cli, data } = await worldAfter("closed");
    const results = await Promise.all(Array.from({ length: 4 }, () => cli.run([...APPROVE, "--json"])));
    expect(codesOf(results)[0]).toBe(0);
    for (const { code, stdout } of results) if (code === 1) expect(refusalOf(stdout)).toBe("close-running");
    expect(await stateOf(db, data)).toEqual(await worldStateOf("approved"));
    await world.drop();
  });

  test("a workbook that the approver brings while the approval looks is not in the close that it approves", async () => {
    const { db, cli } = await worldAfter("closed");
    // A rate that nobody reaches: the close proposes the same with it.
    const rows = MATRIX.rows.map((row) => row.map((cell) => (cell === "2.00%" ? "2.01%" : cell)));
    const [workbook = ""] = await writeWorkbooks({ "matrices_2024.xlsx": [{ ...MATRIX, rows }] });
    await whileLocked(db, "ledger_head", async ({ release }) => {
      // By then it has looked at whose workbooks the close uses.
      const approving = cli.json(OneClose, APPROVE);
      await untilBlocked(db, 1);
      await cli.json(Imported, ["import", workbook, "--as", "adam"]);
      await release();
      expect((await approving).close.status).toBe("approved");
    });
    expect(
      await count("select count(*) as n from close c where c.revision >= (select max(revision) from workbook)"),
    ).toBe(0);
    await world.drop();
  });

  test("a rejection that meets an approval waits for it, and comes too late (fault 20)", async () => {
    const { db, cli, data } = await worldAfter("closed");
    await whileLocked(db, "ledger_head", async ({ release }) => {
      const approving = cli.run([...APPROVE, "--json"]);
      await untilBlocked(db, 1);
      const rejecting = cli.run([...REJECT, "--json"]);
      await untilBlocked(db, 2);
      await release();
      expect(await approving).toMatchObject({ code: 0 });
      const rejected = await rejecting;
      expect(rejected).toMatchObject({ code: 1 });
      expect(refusalOf(rejected.stdout)).toBe("close-decided");
    });
    expect(await stateOf(db, data)).toEqual(await worldStateOf("approved"));
    await world.drop();
  });

  test("a close that meets a rejection of the one that waits follows it with a close of its own", async () => {
    const { db, cli } = await worldAfter("closed");
    const events = join(await newFolder(), "late.ndjson");
    await writeFile(events, eventLines([{ contractId: "late", agentId: "Late" }]));
    await cli.run(["ingest", events]);
    await whileLocked(db, "audit_entry", async ({ release }) => {
      const rejecting = cli.run([...REJECT, "--json"]);
      await untilBlocked(db, 1);
      const closing = cli.run([...CLOSE, "--json"]);
      await untilBlocked(db, 2);
      await release();
      expect(OneClose.parse(JSON.parse((await rejecting).stdout)).close.status).toBe("rejected");
      expect(await closing).toMatchObject({ code: 0 });
    });
    expect(await count("select count(*) as n from close where id = 'SE-2024-01-2' and status = 'calculated'")).toBe(1);
    await world.drop();
  });

  test("an approval that meets a rejection waits for it, and posts nothing (fault 20)", async () => {
    const { db, cli } = await worldAfter("closed");
    await whileLocked(db, "audit_entry", async ({ release }) => {
      const rejecting = cli.run([...REJECT, "--json"]);
      await untilBlocked(db, 1);
      const approving = cli.run([...APPROVE, "--json"]);
      await untilBlocked(db, 2);
      await release();
      expect(OneClose.parse(JSON.parse((await rejecting).stdout)).close.status).toBe("rejected");
      const approved = await approving;
      expect(approved).toMatchObject({ code: 1 });
      expect(refusalOf(approved.stdout)).toBe("close-decided");
    });
    expect(await count("select count(*) as n from ledger_entry")).toBe(0);
    await world.drop();
  });
});

test("two deliveries at once send each batch once", async () => {
  const { db, cli, data } = await worldAfter("approved");
  await whileLocked(db, "audit_entry", async ({ release }) => {
    const first = cli.run(["deliver", "--json"]);
    await untilBlocked(db, 1);
    const second = cli.run(["deliver", "--json"]);
    // It leaves the first batch to the first process, and sends the second.
    await untilBlocked(db, 2);
    await release();
    const results = await Promise.all([first, second]);
    expect(codesOf(results)).toEqual([0, 0]);
  });
  expect(await count("select count(*) as n from delivery_batch where state = 'accepted' and attempts = 1")).toBe(2);
  expect(await count("select count(*) as n from close where status = 'delivered'")).toBe(1);
  await expectSound(db, data);
  await world.drop();
});

describe("ingesting", () => {
  test("two processes that ingest one file at once accept each event once (fault 9)", async () => {
    const { db, cli, data } = await worldAfter("imported");
    const results = await whileLocked(db, "contract_event", async ({ release }) => {
      const runs = [1, 2].map(() => cli.json(Ingested, ["ingest", month.events], { code: 1 }));
      await untilBlocked(db, 2);
      await release();
      return Promise.all(runs);
    });
    const once = await worldStateOf("ingested");
    expect(await stateOf(db, data)).toEqual(once);
    const [first, second] = results;
    const alone = await alonesCounts();
    expect((first?.accepted ?? 0) + (second?.accepted ?? 0)).toBe(alone.accepted);
    for (const result of results) {
      expect(result.received).toBe(alone.received);
      expect(result.accepted + result.duplicate + result.stale + result.rejected).toBe(result.received);
      expect(result.rejected).toBe(alone.rejected);
    }
    await world.drop();
  });

  async function alonesCounts() {
    const lines = (await readFile(month.events, "utf8")).split("\n").filter((line) => line !== "");
    const broken = lines.filter((line) => !line.endsWith("}")).length;
    const { db } = snapshots.get("ingested") ?? expect.fail("no snapshot");
    const { n } = await db.one(Count, "select count(*) as n from contract_event where outcome = 'accepted'");
    return { received: lines.length, rejected: broken, accepted: Number(n) };
  }

  test("two processes with files of their own both get all of it in, without a gap in the revisions", async () => {
    const { db, cli } = await worldAfter("imported");
    const events = (name: string) => Array.from({ length: 50 }, (_, n) => ({ contractId: `${name}${n}` }));
    await whileLocked(db, "contract_event", async ({ release }) => {
      const runs = ["a", "b"].map((name) =>
        cli.json(Ingested, ["ingest", "-"], { input: eventLines([...events(name), { contractId: "shared" }]) }),
      );
      await untilBlocked(db, 2);
      await release();
      const results = await Promise.all(runs);
      // The event that both bring is one message: accepted once, and a duplicate.
      expect(sorted(results.map((r) => r.accepted))).toEqual([50, 51]);
      expect(sorted(results.map((r) => r.duplicate))).toEqual([0, 1]);
    });
    expect(await count("select max(revision) - min(revision) + 1 - count(*) as n from contract_event")).toBe(0);
    await world.drop();
  });
});

describe("an embedded data folder", () => {
  let data: string;
  beforeEach(async () => {
    data = await newFolder();
  });

  test("that another process works on is refused with what to do, and the other goes on", async () => {
    const env = { OPENCOMMISSION_DATA: data };
    const first = startCommand(["ingest", "-", "--json"], { env });
    const firstEnds = Promise.all([new Promise((done) => first.once("close", done)), text(first.stdout)]);
    await untilReady(data);
    const second = await runCommand(["ledger", "--json"], { env });
    expect(second.code).toBe(3);
    const { error } = Refused.parse(JSON.parse(second.stdout));
    expect(error.code).toBe("data-folder-held");
    expect(error.message).toContain("Wait until it has ended, or stop it; or name another folder with --data");
    first.stdin.end(eventLine({ contractId: "C1" }));
    const [code, stdout] = await firstEnds;
    expect(code).toBe(0);
    expect(Ingested.parse(JSON.parse(stdout))).toMatchObject({ accepted: 1 });
    expect(await runCommand(["verify"], { env })).toMatchObject({ code: 0 });
  });

  async function untilReady(folder: string): Promise<void> {
    for (;;) {
      const pidFile = await readFile(join(folder, "postgres", "postmaster.pid"), "utf8").catch(() => "");
      if (pidFile.includes("ready")) return;
      await sleep(50);
    }
  }
});
