/**
 * The database behind a server of the tests, for what no page can do: to hold a lock as another process would, to change what stands
 * written. In: the server's data folder. Out: the database, as the one who runs the machine.
 */
import { join } from "node:path";
import { expect } from "@playwright/test";
import { SUPERUSER } from "../../../src/platform/postgres/cluster.ts";
import type { Database } from "../../../src/platform/postgres/database.ts";
import { openDatabase } from "../../../src/platform/postgres/open-database.ts";
import { findRunningServer } from "../../../src/platform/postgres/postmaster-file.ts";
import { tryLockMarket } from "../../../src/store/closes.sql.ts";

export async function withDatabase(data: string, act: (db: Database) => Promise<void>): Promise<void> {
  const folder = (await findRunningServer(join(data, "postgres")))?.socketFolder ?? "";
  const db = await openDatabase({
    connectionString: `postgresql://${SUPERUSER}@/postgres?host=${encodeURIComponent(folder)}`,
  });
  try {
    await act(db);
  } finally {
    await db.close();
  }
}

/** Nobody else closes or approves the market meanwhile. */
export async function whileMarketIsTaken(data: string, market: string, act: () => Promise<void>): Promise<void> {
  await withDatabase(data, (db) =>
    db.transaction(async (tx) => {
      expect(await tryLockMarket(tx, market)).toBe(true);
      await act();
    }),
  );
}

/** With all triggers off, as somebody does who means it. */
export async function tamper(data: string, sql: string): Promise<void> {
  await withDatabase(data, (db) =>
    db.transaction(async (tx) => {
      await tx.run("set local session_replication_role = replica");
      expect(await tx.run(sql)).toBeGreaterThan(0);
    }),
  );
}
