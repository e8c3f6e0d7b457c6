/**
 * What the records of delivery say of each other, for verification: states against attempts, entries, closes and acts.
 */
import { z } from "zod";
import type { Queryable } from "../platform/postgres/database.ts";

const MOST = 1_000;

const Stray = z.object({ subject: z.string(), found: z.string(), expected: z.string() });
export type StrayRecord = z.infer<typeof Stray>;

/** Batches, entries and closes whose state the attempts on record do not give. */
export async function strayDeliveries(db: Queryable): Promise<StrayRecord[]> {
  return db.all(
    Stray,
    `with tried as (
       select batch_id, max(number) filter (where ended_at is not null) as ended, bool_or(outcome = 'accepted') as accepted
         from delivery_attempt group by batch_id
     )
     select 'batch ' || b.id as subject, b.attempts || ' attempts' as found, coalesce(t.ended, 0) || ' attempts' as expected
       from delivery_batch b join tried t on t.batch_id = b.id where b.attempts <> coalesce(t.ended, 0)
     union all
     select 'batch ' || b.id, 'accepted', 'an attempt that was accepted'
       from delivery_batch b join tried t on t.batch_id = b.id where b.state = 'accepted' and t.accepted is not true
     union all
     select 'batch ' || b.id, b.state, 'accepted, as an attempt was'
       from delivery_batch b join tried t on t.batch_id = b.id where b.state <> 'accepted' and t.accepted
     union all
     select 'batch ' || id, state, case when accepted_at is null then 'a time of acceptance' else 'accepted' end
       from delivery_batch where (state = 'accepted') <> (accepted_at is not null)
     union all
     select 'entry ' || e.entry_id, 'a state in batch ' || b.id || ', ' || b.state, 'an entry of a batch that was taken in part or refused'
       from delivery_entry e join delivery_batch b on b.id = e.batch_id left join ledger_entry l on l.id = e.entry_id
      where b.state not in ('partly-accepted', 'refused') or l.seq is null or l.seq not between b.first_seq and b.last_seq
     union all
     select 'close ' || c.id, 'delivered', 'approved: batch ' || b.id || ' is ' || b.state
       from close c join delivery_batch b on b.close_id = c.id where c.status = 'delivered' and b.state <> 'accepted'
     order by 1 limit ${MOST}`,
  );
}

/** Differences that are waived, and of which no act says that this person waived them at that moment with that reason. */
export async function strayWaivers(db: Queryable): Promise<StrayRecord[]> {
  return db.all(
    Stray,
    `select 'difference ' || d.id as subject, 'waived by ' || coalesce(d.decided_by, 'nobody') || ': ' || d.reason as found,
            'an act on record' as expected
       from reconciliation_difference d
      where d.state = 'waived' and not exists (
        select from audit_entry a where a.action = 'difference.waived' and a.subject = d.id::text and a.actor = d.decided_by
           and a.at = d.decided_at and a.detail ->> 'reason' = d.reason)
      order by d.id limit ${MOST}`,
  );
}
