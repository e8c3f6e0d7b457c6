/** debug: first seed that finds each guard */
import { startServer, withDatabase } from "./simulation-server.ts";
import { runSeed } from "./run-seed.ts";
import { GUARDS } from "./guards.ts";
const only = process.argv[2] === undefined || process.argv[2] === "all" ? null : process.argv[2].split(",");
const most = Number(process.argv[3] ?? 8);
const from = Number(process.argv[4] ?? 1);
const s = await startServer();
for (const guard of GUARDS) {
  if (only && !only.includes(guard.name)) continue;
  let found = null;
  for (let seed = from; seed < from + most && found === null; seed += 1) {
    const r = await withDatabase(s.address, `g_${seed}_${process.pid}`, (db) =>
      runSeed(db, { seed, steps: 40, guard }),
    );
    if ("invariant" in r) found = r;
  }
  console.log(guard.name, found ? `${found.seed} ${found.step} ${found.message.slice(0, 260)}` : "NOT FOUND");
}
await s.stop();
