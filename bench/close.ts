/**
 * Close, approve and verify of one market's month, against the COPY out and in of as many rows without any rule.
 * `node bench/close.ts [CONTRACTS]`
 */
import { approveClose } from "../src/flows/approve-close.ts";
import { closePeriod } from "../src/flows/close-period.ts";
import { changeSetting } from "../src/flows/change-setting.ts";
import { parsePeriod } from "../src/domain/period.ts";
import { countFrom, fillMarket, measure, printTable, withBenchDatabase } from "./bench-database.ts";

const AGENTS = 500;
const count = countFrom(process.argv[2], 100_000);
const period = parsePeriod("2024-01");
if (period === null) throw new Error("assertion: a real period");

await withBenchDatabase(async (db) => {
  await fillMarket(db, { contracts: count, agents: AGENTS });
  const deps = { db, now: () => new Date(), actor: "frida", progress: () => undefined };
  await changeSetting(deps, "four-eyes", "false", null);
  const close = await measure("close: to a staged proposal", async () => {
    const closed = await closePeriod(deps, "SE", period);
    if (!closed.ok || closed.value.entryCount !== count) throw new Error("assertion: every contract earns something");
  });
  const approve = await measure("approve: chained, cut in batches, committed", async () => {
    const approved = await approveClose({ ...deps, actor: "adam" }, "SE-2024-01-1");
    if (!approved.ok) throw new Error(approved.refusal.message);
  });
  await db.run("create table raw_ledger (like ledger_entry including all)");
  const floor = await measure("COPY out and in of the entries, with indexes", () =>
    db.transaction((tx) => tx.copyIn("copy raw_ledger from stdin", db.copyOut("copy ledger_entry to stdout"))),
  );
  printTable(count, [floor, close, approve]);
});
