/**
 * A program: plays a history in a process of its own, so that time zone and language can be others.
 * In: JSON on standard input: address, folder, steps. Out: JSON on standard output: what stands then.
 */
import { text } from "node:stream/consumers";
import { z } from "zod";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import type { WorldStep } from "./commission-world.ts";
import { createFlowWorld } from "./flow-world.ts";
import { inBatchesOf, outcomeOf } from "./play-history.ts";

const HistoryToPlay = z.object({
  connectionString: z.string(),
  folder: z.string(),
  steps: z.custom<readonly WorldStep[]>((value) => Array.isArray(value)),
});

const told = HistoryToPlay.parse(JSON.parse(await text(process.stdin)));
const db = await openDatabase({ connectionString: told.connectionString });
const outcome = await outcomeOf(await createFlowWorld(db, told.folder), told.steps, inBatchesOf(50));
process.stdout.write(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, outcome }));
await db.close();
