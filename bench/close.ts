/**
 * Close, approve and verify of one market's month, against the COPY out and in of as many rows without any rule.
 * `node bench/close.ts [CONTRACTS]`
 */
import { approveClose } from "../src/flows/approve-close.ts";
import { closePeriod } from "../src/flows/close-period.ts";
import { changeSetting } from "../src/flows/change-setting.ts";
import { parsePeriod } from "../src/domain/period.ts";
import { countFrom, measure, printTable, withBenchDatabase } from "./bench-database.ts";

const AGENTS = 500;
const count = countFrom(process.argv[2], 100_000);
const period = parsePeriod("2024-01");
if (period === null) throw new Error("assertion: a real period");

await withBenchDatabase(async (db) => {
  await db.run(`
    insert into contract_event (revision, source, event_id, outcome, contract_id, sequence, content_hash, received_at, received_from, raw)
    select 1000 + n, 'bench', 'm' || n, 'accepted', 'C' || n, 1, 'hash', now(), 'bench', '{}' from generate_series(1, ${count}) n;
    insert into contract_version (revision, contract_id, sequence, content_hash, market, period, agent_id, contract_date, category,
                                  financed, amount_minor, currency)
    select 1000 + n, 'C' || n, 1, 'hash', 'SE', '2024-01', 'Agent ' || n % ${AGENTS}, date '2024-01-16', 'retail', true, 10000000 + n, 'SEK'
      from generate_series(1, ${count}) n;
    insert into workbook (revision, file_name, kind, year, sha256, bytes, uploaded_by, uploaded_at)
    values (1, 'bench.xlsx', 'sales-targets', 2024, '', '', 'ursula', now());
    insert into target_version (agent_id, market, period, revision, amount_unit, amount, workbook_id, sheet, cell, shown)
    select 'Agent ' || n, 'SE', '2024-01', 1, 'minor', 1000000, 1, 'S', 'A1', '' from generate_series(0, ${AGENTS - 1}) n;
    insert into matrix_version (market, year, version, revision, workbook_id, matrix, origin)
    values ('SE', 2024, 1, 1, 1, '{"market": "SE", "year": 2024, "penetrationBounds": [{"ppm": 0, "exclusive": false}],
            "achievementBounds": [{"ppm": 0, "exclusive": false}], "ratesPpm": [[20000]]}',
            '{"sheet": "S", "penetrationCells": [], "achievementCells": [], "rateCells": []}');
    update input_revision set last = ${1_000 + count};
    analyze`);
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
