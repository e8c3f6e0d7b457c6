/**
 * What was done and what waits, as tables to be taken out: acts, roles, batches, rejected messages, targets.
 */
import { reaches, type Reach } from "../domain/access.ts";
import { exponentOf } from "../domain/currency.ts";
import { currencyAt, marketByCode } from "../domain/market.ts";
import { formatMinor } from "../domain/money.ts";
import type { FlowDeps } from "./deps.ts";
import { allPages, columnsOf, type ExportRow, type ExportTable } from "./export-table.ts";
import {
  readAuditPage,
  readBatchPage,
  readRejectedPage,
  type AuditFilter,
  type Page,
  type RejectedSummary,
} from "./read-pages.ts";
import { readGrants, readPeople } from "./grant-roles.ts";
import { readTargets } from "./read-workbooks.ts";

type Db = Pick<FlowDeps, "db">;

/** @param withOrigin whether the reader may know from where people came */
export function auditTable(deps: Db, filter: AuditFilter, withOrigin: boolean): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    const found = allPages(
      (page: Page<bigint>) => readAuditPage(deps, filter, page),
      (row) => row.seq,
    );
    for await (const a of found) {
      const origin = withOrigin ? a.origin : null;
      yield [String(a.seq), a.at, a.actor, a.action, a.subject, a.market, origin, JSON.stringify(a.detail)];
    }
  }
  return { columns: columnsOf("seq:count at actor action subject market origin detail"), rows: rows() };
}

/** Who holds which role where, by whose word, revoked ones too: what a review of access looks through. */
export function accessTable(deps: Db, admin: Reach): ExportTable {
  const isSeen = (market: string | null): boolean => (market === null ? admin === "all" : reaches(admin, market));
  async function* rows(): AsyncGenerator<ExportRow> {
    const people = allPages(
      ({ after, limit }: Page<bigint>) => readPeople(deps, { after: after ?? 0n, limit }),
      (row) => row.id,
    );
    for await (const { id, name, issuer, subject, claimed } of people)
      for (const { role, market } of claimed?.roles ?? [])
        if (isSeen(market))
          yield [String(id), name, issuer, subject, role, market, "issuer", claimed?.at ?? null, null, null, null];
    const grants = allPages(
      ({ after, limit }: Page<bigint>) => readGrants(deps, { after: after ?? 0n, limit }),
      (row) => row.id,
    );
    for await (const g of grants)
      if (isSeen(g.market))
        yield [
          String(g.personId),
          g.person,
          null,
          null,
          g.role,
          g.market,
          "grant",
          g.grantedAt,
          g.grantedBy,
          g.revokedAt,
          g.revokedBy,
        ];
  }
  const columns = "person:count name issuer subject role market from since by revoked_at revoked_by";
  return { columns: columnsOf(columns), rows: rows() };
}

export function batchTable(deps: Db, filter: Parameters<typeof readBatchPage>[1]): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    // Each comes with its file: not many at a time.
    const found = allPages(
      (page: Page<bigint>) => readBatchPage(deps, filter, page),
      (row) => row.firstSeq,
      200,
    );
    for await (const b of found)
      yield [
        b.id,
        b.market,
        b.bookedIn,
        b.closeId,
        String(b.entryCount),
        formatMinor(b.sumMinor, exponentOf(b.currency) ?? 0),
        b.currency,
        b.state,
        String(b.attempts),
        b.lastProblemCode,
        b.lastProblem,
        b.sentAt,
        b.nextAttemptAt,
      ];
  }
  const what = "batch market booked_in close entries:count sum:money currency state attempts:count";
  return { columns: columnsOf(`${what} code problem sent_at next_attempt_at`), rows: rows() };
}

/** A row for each problem of a message: that is what somebody mends. Messages name no market: they are for who sees all. */
export function rejectedTable(deps: Db, view: Reach, state: RejectedSummary["state"] | undefined): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    if (view !== "all") return;
    const found = allPages(
      (page: Page<bigint>) => readRejectedPage(deps, state, page),
      (row) => row.id,
    );
    for await (const m of found)
      for (const p of m.problems)
        yield [
          String(m.id),
          m.receivedAt,
          m.receivedFrom,
          m.line === null ? null : String(m.line),
          m.state,
          p.field,
          p.code,
          p.found,
          p.expected,
          m.reason,
          m.decidedBy,
          m.decidedAt,
        ];
  }
  const what = "message:count received_at source line:count state field code found expected";
  return { columns: columnsOf(`${what} reason decided_by decided_at`), rows: rows() };
}

export function targetTable(deps: Db, view: Reach, filter: Parameters<typeof readTargets>[2]): ExportTable {
  async function* rows(): AsyncGenerator<ExportRow> {
    for (const t of await readTargets(deps, view, filter)) {
      const market = t.market === null ? null : marketByCode(t.market);
      const currency = market === null ? null : currencyAt(market, filter.period);
      const isMinor = t.amount !== null && t.amount.unit === "minor" && currency !== null;
      const amount = isMinor && t.amount !== null ? formatMinor(t.amount.value, exponentOf(currency) ?? 0) : t.amount;
      yield [
        t.agentId,
        t.market,
        filter.period,
        typeof amount === "string" ? amount : String(amount?.value ?? ""),
        currency,
        t.workbook.fileName,
        t.sheet,
        t.cell,
        t.shown,
      ];
    }
  }
  return { columns: columnsOf("agent_id market period amount:money currency workbook sheet cell shown"), rows: rows() };
}
