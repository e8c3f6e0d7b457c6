/**
 * The waterfall of a second close: a dearer matrix after the first close changes every contract of the month before, so the close
 * has as many entries as there are contracts. Told, told again for the next page, and of one agent, against the COPY out of the entries.
 * `node bench/waterfall.ts [CONTRACTS]`
 */
import { approveClose } from "../src/flows/approve-close.ts";
import { changeSetting } from "../src/flows/change-setting.ts";
import { closePeriod } from "../src/flows/close-period.ts";
import { keptWaterfall } from "../src/flows/kept-waterfall.ts";
import { readWaterfall } from "../src/flows/read-waterfall.ts";
import { findClose } from "../src/store/closes.sql.ts";
import { parsePeriod } from "../src/domain/period.ts";
import type { Database } from "../src/platform/postgres/database.ts";
import { countFrom, fillMarket, measure, printTable, withBenchDatabase } from "./bench-database.ts";

const count = countFrom(process.argv[2], 100_000);
const agents = Math.ceil(count / 10);
const [january, february] = [parsePeriod("2024-01"), parsePeriod("2024-02")];
if (january === null || february === null) throw new Error("assertion: real periods");

/** 2 % become 2.1 % for the whole year. */
async function payMore(db: Database): Promise<void> {
  await db.run(`
    update input_revision set last = last + 1;
    insert into matrix_version (market, year, version, revision, workbook_id, matrix, origin)
    select market, year, 2, (select last from input_revision), workbook_id,
           jsonb_set(matrix, '{ratesPpm}', '[[21000]]'), origin from matrix_version;
    analyze`);
}

async function drain(rows: AsyncIterable<unknown>): Promise<number> {
  let drained = 0;
  for await (const row of rows) drained += row === null ? 0 : 1;
  return drained;
}

await withBenchDatabase(async (db) => {
  await fillMarket(db, { contracts: count, agents });
  const deps = { db, now: () => new Date(), actor: "frida", progress: () => undefined };
  await changeSetting(deps, "four-eyes", "false", null);
  for (const period of [january, february]) {
    const closed = await closePeriod(deps, "SE", period);
    if (!closed.ok) throw new Error(closed.refusal.message);
    if (closed.value.entryCount !== count) throw new Error("assertion: every contract has an entry");
    const approved = await approveClose({ ...deps, actor: "adam" }, closed.value.id);
    if (!approved.ok) throw new Error(approved.refusal.message);
    if (period === january) await payMore(db);
  }
  const close = await findClose(db, "SE-2024-02-1");
  if (close === null) throw new Error("assertion: closed");
  const measured = [
    await measure("COPY out of the close's entries", () =>
      drain(db.copyOut("copy (select * from ledger_entry where booked_in = '2024-02') to stdout")),
    ),
    await measure("waterfall, the first time", () => keptWaterfall({ db }, close)),
    await measure("waterfall, of the next page", () => keptWaterfall({ db }, close)),
    await measure("waterfall of one agent", () => readWaterfall({ db }, close, "Agent 7")),
  ];
  printTable(count, measured);
});
