/**
 * A close that goes on where the last call ended gives the close of one piece, whatever interrupts it.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { parsePeriod, type Period } from "../../src/domain/period.ts";
import { approveClose } from "../../src/flows/approve-close.ts";
import { closeInSteps } from "../../src/flows/close-in-steps.ts";
import { closePeriod } from "../../src/flows/close-period.ts";
import type { FlowDeps, Progress } from "../../src/flows/deps.ts";
import { importWorkbook } from "../../src/flows/import-workbook.ts";
import { ingestStream } from "../../src/flows/ingest-stream.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { valueOf } from "../support/flow-world.ts";

const SAMPLES = join(import.meta.dirname, "../../samples");
const NO_OBJECTS = { open: () => Promise.resolve({ state: "absent" } as const) };

function month(text: string): Period {
  const period = parsePeriod(text);
  if (period === null) throw new Error(`${text} is no month`);
  return period;
}

function deps(db: Database, actor = "frida", progress: Progress = () => undefined): FlowDeps {
  return { db, now: () => new Date("2024-06-01T12:00:00Z"), actor, progress };
}

async function ingest(db: Database, file: string): Promise<void> {
  const bytes = [await readFile(join(SAMPLES, file))];
  async function* stream() {
    yield* bytes;
  }
  await ingestStream(deps(db), NO_OBJECTS, { name: file, form: "lines", bytes: stream(), size: null });
}

let source: TestDatabase;
const copies: TestDatabase[] = [];
const copy = async (): Promise<Database> => {
  const made = await copyTestDatabase(source);
  copies.push(made);
  return made.db;
};
const steps = async (db: Database): Promise<string[]> =>
  (await db.all(z.object({ period: z.string() }), "select distinct period from close_step order by period")).map(
    ({ period }) => period,
  );

beforeAll(async () => {
  source = await createTestDatabase();
  const { db } = source;
  for (const name of ["commission_matrices_2024.xlsx", "agent_volume_sales_targets_2024.xlsx"]) {
    await importWorkbook(deps(db, "ursula"), { name, bytes: await readFile(join(SAMPLES, name)) }, { dryRun: false });
  }
  await ingest(db, "contracts-2024-01.ndjson");
  const january = valueOf(await closePeriod(deps(db), "SE", month("2024-01")));
  valueOf(await approveClose(deps(db, "adam"), january.id));
  // With late contracts and cancellations of January among them.
  await ingest(db, "contracts-2024-02.ndjson");
});

afterAll(async () => {
  for (const made of [...copies, source]) await made.drop();
});

describe("a close in steps", () => {
  test("interrupted after each period, it is the close of one piece, and leaves no steps", async () => {
    const whole = valueOf(await closePeriod(deps(await copy()), "SE", month("2024-02")));
    const db = await copy();
    const neverTime = (): boolean => false;
    expect(await closeInSteps(deps(db), "SE", month("2024-02"), neverTime)).toBe("unfinished");
    expect(await steps(db)).toEqual(["2024-01"]);
    expect(await closeInSteps(deps(db), "SE", month("2024-02"), neverTime)).toBe("unfinished");
    expect(await steps(db)).toEqual(["2024-01", "2024-02"]);
    const stepped = await closeInSteps(deps(db), "SE", month("2024-02"), neverTime);
    if (stepped === "unfinished") throw new Error("every period is kept");
    const close = valueOf(stepped);
    expect(close.entryCount).toBeGreaterThan(50);
    expect([close.proposalHash, close.entryCount, close.statementCount]).toEqual([
      whole.proposalHash,
      whole.entryCount,
      whole.statementCount,
    ]);
    expect(await steps(db)).toEqual([]);
    expect((await approveClose(deps(db, "adam"), close.id)).ok).toBe(true);
  });

  test("what comes between two calls does not get into it", async () => {
    const whole = valueOf(await closePeriod(deps(await copy()), "SE", month("2024-02")));
    const db = await copy();
    await closeInSteps(deps(db), "SE", month("2024-02"), () => false);
    // With late contracts of February among them.
    await ingest(db, "contracts-2024-03.ndjson.gz");
    const stepped = await closeInSteps(deps(db), "SE", month("2024-02"), () => true);
    if (stepped === "unfinished") throw new Error("there was time");
    expect(valueOf(stepped).proposalHash).toBe(whole.proposalHash);
    const now = valueOf(await closePeriod(deps(db), "SE", month("2024-02")));
    expect(now.proposalHash).not.toBe(whole.proposalHash);
  });

  test("a period that is given up in its middle is not kept", async () => {
    const db = await copy();
    const givenUp = deps(db, "frida", () => {
      throw new Error("no time");
    });
    await expect(closeInSteps(givenUp, "SE", month("2024-02"), () => true)).rejects.toThrow("no time");
    expect(await steps(db)).toEqual([]);
  });

  test("a close of one piece drops the steps of one that was begun", async () => {
    const db = await copy();
    await closeInSteps(deps(db), "SE", month("2024-02"), () => false);
    valueOf(await closePeriod(deps(db), "SE", month("2024-02")));
    expect(await steps(db)).toEqual([]);
  });
});
