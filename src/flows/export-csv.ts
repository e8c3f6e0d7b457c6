/**
 * Lists taken out as CSV, safe to open in a spreadsheet. In: a month, the markets that may be seen. Out: the file, and its rows on record
 * with who took them out, before anything is handed over.
 */
import { marketList, reaches, type Reach } from "../domain/access.ts";
import { exponentOf } from "../domain/currency.ts";
import { formatMinor, type Minor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import { percentText, ratioText } from "../domain/rate.ts";
import { csvRow, numberCell, textCell } from "../delivery/csv.ts";
import { recordAct } from "../store/audit.sql.ts";
import { ledgerPage } from "../store/pages.sql.ts";
import { currentRevision } from "../store/revision.sql.ts";
import { marketsWithContracts } from "../store/places.sql.ts";
import type { FlowDeps } from "./deps.ts";
import { readStatements } from "./read-statements.ts";

export interface ExportScope {
  readonly period: Period;
  readonly market: string | undefined;
}

const PAGE = 5_000;

export async function exportLedger(deps: FlowDeps, view: Reach, { period, market }: ExportScope): Promise<Uint8Array> {
  const titles = ["seq", "entry_id", "agent_id", "market", "contract_id", "period", "booked_in", "kind", "rate"];
  const rows = [csvRow([...titles, "amount", "currency", "close", "hash"])];
  const seen = marketList(view);
  const markets = market === undefined ? seen : reaches(view, market) ? [market] : [];
  let after: bigint | null = null;
  for (;;) {
    const page = await ledgerPage(deps.db, { markets, bookedIn: period }, { after, limit: PAGE });
    for (const e of page) {
      const texts = [e.id, e.agentId, e.market, e.contractId, e.period, e.bookedIn, e.kind, percentText(e.ratePpm)];
      const amount = numberCell(formatMinor(e.amountMinor, exponentOf(e.currency) ?? 0));
      const rest = [e.currency, e.closeId, e.hash].map(textCell);
      rows.push(csvRow([numberCell(String(e.seq)), ...texts.map(textCell), amount, ...rest]));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.seq;
  }
  return finish(deps, "ledger", { period, market }, rows);
}

export async function exportStatements(deps: FlowDeps, view: Reach, scope: ExportScope): Promise<Uint8Array> {
  const titles = ["market", "agent_id", "period", "status", "reason", "contracts", "financed", "volume", "target"];
  const rows = [csvRow([...titles, "penetration", "achievement", "rate", "commission", "currency", "final"])];
  const { period, market } = scope;
  const asOf = await currentRevision(deps.db);
  for (const one of await marketsWithContracts(deps.db, { period, asOf })) {
    if (!reaches(view, one) || (market !== undefined && one !== market)) continue;
    for await (const { statement: s, exponent, final } of readStatements(deps, { period, market: one })) {
      const money = (minor: Minor | null): string => (minor === null ? "" : numberCell(formatMinor(minor, exponent)));
      rows.push(
        csvRow([
          ...[s.market, s.agentId, s.period, s.status, s.reason ?? ""].map(textCell),
          numberCell(String(s.total)),
          numberCell(String(s.financed)),
          money(s.volumeMinor),
          money(s.targetMinor),
          textCell(ratioText(s.penetration)),
          textCell(s.achievement === null ? "" : ratioText(s.achievement)),
          textCell(s.ratePpm === null ? "" : percentText(s.ratePpm)),
          money(s.commissionMinor),
          textCell(s.currency),
          final ? "final" : "provisional",
        ]),
      );
    }
  }
  return finish(deps, "statements", scope, rows);
}

async function finish(deps: FlowDeps, what: string, scope: ExportScope, rows: readonly string[]): Promise<Uint8Array> {
  const { period, market } = scope;
  const detail = { period, market: market ?? null, rows: rows.length - 1 };
  await deps.db.transaction((tx) =>
    recordAct(tx, { at: deps.now(), actor: deps.actor, action: "data.exported", subject: `${what} ${period}`, detail }),
  );
  return Buffer.from(rows.join(""), "utf8");
}
