/**
 * What was earned and posted, as tables to be taken out: contracts, statements, their lines, a close's entries, the ledger.
 * In: the filters of the lists. Out: the same rows as those show.
 */
import { counts } from "../domain/contract.ts";
import { exponentOf } from "../domain/currency.ts";
import { formatMinor, type Minor } from "../domain/money.ts";
import { periodOf } from "../domain/period.ts";
import { ratioText } from "../domain/rate.ts";
import type { FlowDeps } from "./deps.ts";
import { allPages, columnsOf, type ExportRow, type ExportTable } from "./export-table.ts";
import { readCloseEntryPage, readContractPage, readLedgerPage, type Close, type Page } from "./read-pages.ts";
import { readStatements, type StatementOnRequest } from "./read-statements.ts";
import { marketsWithContracts } from "../store/places.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import type { StatementPageScope } from "./read-statement-page.ts";

type Db = Pick<FlowDeps, "db">;

function money(minor: Minor | null, currency: string): string | null {
  return minor === null ? null : formatMinor(minor, exponentOf(currency) ?? 0);
}

export function contractTable(deps: Db, filter: Parameters<typeof readContractPage>[1]): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    const { settingsOf } = await readContractPage(deps, filter, { after: null, limit: 0 });
    const found = allPages(
      async (page: Page<string>) => (await readContractPage(deps, filter, page)).contracts,
      (row) => row.contract.contractId,
    );
    for await (const { contract: c, event } of found)
      yield [
        c.contractId,
        c.market,
        c.agentId,
        periodOf(c.contractDate),
        c.contractDate,
        c.category,
        c.financed ? "financed" : "cash",
        money(c.amountMinor, c.currency),
        c.currency,
        c.brand,
        c.cancellation?.date ?? null,
        c.cancellation?.reason ?? null,
        counts(c, settingsOf(c.market)) ? "counts" : "does not count",
        String(c.sequence),
        event.source,
        event.id,
        event.receivedAt,
        event.receivedFrom,
      ];
  }
  const what = "contract_id market agent_id period contract_date category financed amount:money currency brand";
  const more = "cancelled_on cancellation_reason counts sequence:count source event_id received_at received_from";
  return { columns: columnsOf(`${what} ${more}`), rows: rows() };
}

/** The statements of a list, read through once. */
async function* statementsOf(
  deps: Db,
  { period, markets, agentId }: StatementPageScope,
): AsyncGenerator<StatementOnRequest> {
  const asOf = await currentRevision(deps.db);
  for (const market of await marketsWithContracts(deps.db, { period, asOf, agentId }))
    if (markets === null || markets.includes(market)) yield* readStatements(deps, { period, market, agentId });
}

export function statementTable(deps: Db, scope: StatementPageScope): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    for await (const { statement: s, final } of statementsOf(deps, scope))
      yield [
        s.market,
        s.agentId,
        s.period,
        s.status,
        s.reason,
        String(s.total),
        String(s.financed),
        money(s.volumeMinor, s.currency),
        money(s.targetMinor, s.currency),
        ratioText(s.penetration),
        s.achievement === null ? null : ratioText(s.achievement),
        s.ratePpm === null ? null : String(s.ratePpm),
        money(s.commissionMinor, s.currency),
        s.currency,
        final ? "final" : "provisional",
      ];
  }
  const what = "market agent_id period status reason contracts:count financed:count volume:money target:money";
  const columns = columnsOf(`${what} penetration achievement rate:rate commission:money currency final`);
  return { columns, rows: rows() };
}

export function statementLineTable(deps: Db, scope: StatementPageScope): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    for await (const { statement: s, final } of statementsOf(deps, scope))
      for (const line of s.lines)
        yield [
          s.market,
          s.agentId,
          s.period,
          line.contractId,
          money(line.amountMinor, s.currency),
          s.ratePpm === null ? null : String(s.ratePpm),
          money(line.commissionMinor, s.currency),
          s.currency,
          s.status,
          final ? "final" : "provisional",
        ];
  }
  const columns = "market agent_id period contract_id amount:money rate:rate commission:money currency status final";
  return { columns: columnsOf(columns), rows: rows() };
}

export function closeEntryTable(deps: Db, close: Close): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    const found = allPages(
      (page: Page<bigint>) => readCloseEntryPage(deps, close, page),
      (row) => row.place,
    );
    for await (const e of found)
      yield [
        String(e.place),
        e.id,
        e.agentId,
        close.market,
        e.contractId,
        e.period,
        close.period,
        e.kind,
        String(e.ratePpm),
        money(e.amountMinor, e.currency),
        e.currency,
      ];
  }
  const columns =
    "place:count entry_id agent_id market contract_id period booked_in kind rate:rate amount:money currency";
  return { columns: columnsOf(columns), rows: rows() };
}

export function ledgerTable(deps: Db, filter: Parameters<typeof readLedgerPage>[1]): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    const found = allPages(
      (page: Page<bigint>) => readLedgerPage(deps, filter, page),
      (row) => row.seq,
    );
    for await (const e of found)
      yield [
        String(e.seq),
        e.id,
        e.agentId,
        e.market,
        e.contractId,
        e.period,
        e.bookedIn,
        e.kind,
        String(e.ratePpm),
        money(e.amountMinor, e.currency),
        e.currency,
        e.closeId,
        e.hash,
      ];
  }
  const what = "seq:count entry_id agent_id market contract_id period booked_in kind rate:rate";
  return { columns: columnsOf(`${what} amount:money currency close hash`), rows: rows() };
}
