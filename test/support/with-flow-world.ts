/**
 * A small world of its own, on a database of its own, for as long as some work lasts.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { createFlowWorld, type FlowWorld } from "./flow-world.ts";

export async function withFlowWorld<T>(work: (world: FlowWorld) => Promise<T>): Promise<T> {
  return withEmptyDatabase(async ({ db }, folder) => work(await createFlowWorld(db, folder)));
}

/** @param work is given an empty folder as well */
export async function withEmptyDatabase<T>(work: (database: TestDatabase, folder: string) => Promise<T>): Promise<T> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "opencommission-flows-"));
  try {
    return await work(database, folder);
  } finally {
    await database.drop();
    await rm(folder, { recursive: true });
  }
}
