/**
 * The record of acts, read: the newest first, filtered, and only of the markets that the reader may see.
 */
import { z } from "zod";
import type { Queryable } from "../platform/postgres/database.ts";
import type { Page } from "./pages.sql.ts";

const Row = z.object({
  seq: z.bigint(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  origin: z.string().nullable(),
  market: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof Row>;

export interface AuditFilter {
  /** Null: all, and what belongs to no market. */
  readonly markets: readonly string[] | null;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Sign-ins, refusals and grants too. */
  readonly withAccess: boolean;
}

// An act says its market, or its subject begins with it: `SE-2024-01-1`, `SE 2024-01`, a batch.
const MARKET = `coalesce(detail ->> 'market', substring(subject from '^([A-Z]{2})[- ]\\d{4}-\\d{2}'))`;

export async function auditPage(db: Queryable, filter: AuditFilter, page: Page<bigint>): Promise<AuditEntry[]> {
  return db.all(
    Row,
    `select seq, at, actor, action, subject, origin, ${MARKET} as market, detail from audit_entry
      where ($1::text[] is null or ${MARKET} = any ($1)) and ($2::text is null or actor = $2) and ($3::text is null or action = $3)
        and ($4::text is null or subject = $4) and ($5 or action !~ '^(access|session|grant|person)\\.')
        and ($6::bigint is null or seq < $6)
      order by seq desc limit $7`,
    [
      filter.markets,
      filter.actor ?? null,
      filter.action ?? null,
      filter.subject ?? null,
      filter.withAccess,
      page.after,
      page.limit,
    ],
  );
}
