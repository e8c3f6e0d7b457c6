import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlState } from "../../src/platform/postgres/database-failure.ts";
import { cliOn } from "../support/cli.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/** What docs/data-model.md says that nobody changes, each with a column that could be. */
const NEVER_CHANGED = [
  ["workbook", "uploaded_by"],
  ["matrix_version", "matrix"],
  ["target_version", "amount"],
  ["setting_version", "value"],
  ["contract_event", "raw"],
  ["ledger_entry", "amount_minor"],
  ["audit_entry", "actor"],
] as const;
const NEVER_REMOVED = [...NEVER_CHANGED.map(([table]) => table), "contract_version", "delivery_batch"];
const OF_A_BATCH = ["csv", "manifest", "sha256", "sum_minor", "entry_count", "booked_in"] as const;

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "opencommission-append-only-"));
  const cli = cliOn({ DATABASE_URL: database.connectionString, OPENCOMMISSION_DATA: folder });
  for (const args of [["settings", "set", "clawback-months", "7"], ["demo"]]) {
    const { code, stderr } = await cli.run(args);
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${stderr}`);
  }
}, 300_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** The SQLSTATE with which the statement is refused. */
async function refusal(sql: string): Promise<string | null> {
  try {
    await database.db.run(sql);
    return "nothing was refused";
  } catch (error) {
    return sqlState(error);
  }
}

describe("the database itself refuses, whoever asks", () => {
  test.each(NEVER_CHANGED)("an update of %s", async (table, column) => {
    expect(await refusal(`update ${table} set ${column} = ${column}`)).toBe("42501");
  });

  test.each(NEVER_REMOVED)("a delete and a truncate of %s", async (table) => {
    expect(await refusal(`delete from ${table}`)).toBe("42501");
    expect(await refusal(`truncate ${table} cascade`)).toBe("42501");
  });

  test.each(OF_A_BATCH)("another %s of a batch that was cut", async (column) => {
    const other = {
      csv: "'\\x00'",
      manifest: "'\\x00'",
      sha256: "'0'",
      sum_minor: "0",
      entry_count: "1",
      booked_in: "''",
    };
    expect(await refusal(`update delivery_batch set ${column} = ${other[column]}`)).toBe("42501");
  });

  test("but not another state of a batch", async () => {
    expect(await database.db.run("update delivery_batch set attempts = attempts + 1")).toBeGreaterThan(0);
  });
});
