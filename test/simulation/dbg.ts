/** debug */
import { startServer, withDatabase } from "./simulation-server.ts";
import { runSeed } from "./run-seed.ts";
import { guardNamed } from "./guards.ts";
import { z } from "zod";
const seed = Number(process.argv[2]);
const steps = Number(process.argv[3] ?? 40);
const g = process.argv[4];
const s = await startServer();
await withDatabase(s.address, "dbg", async (db) => {
  const r = await runSeed(db, { seed, steps, guard: g && g !== "none" ? guardNamed(g) : null });
  console.log(r);
  const A = z.record(z.string(), z.unknown());
  for (const q of [
    "select status, count(*) n from upload group by 1",
    "select outcome, count(*) n from contract_event group by 1",
    "select status, reason, count(*) n from close_statement group by 1,2",
    "select market, period, status, entry_count, revision, started_by, decided_by from close order by started_at",
    "select market, period, count(*) n from contract_version where superseded_by is null group by 1,2 order by 1,2",
    ...process.argv.slice(5),
  ])
    console.table(await db.all(A, q));
});
await s.stop();
