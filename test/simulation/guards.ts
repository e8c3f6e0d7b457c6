/**
 * The guards that a simulation can do without: each is taken away from outside, so that no code of the product knows of it.
 * In: a name. Out: what is done to statements, to the database or to a port. docs/guards.md lists them.
 */
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import type { ObjectStore } from "../../src/platform/object-store/object-store.ts";
import type { Queue } from "../../src/platform/queue/queue.ts";
import type { Invariant } from "./violation.ts";

export interface Guard {
  readonly name: string;
  /** What is not there any more. */
  readonly what: string;
  /** Of which the simulator finds one broken. */
  readonly breaks: readonly Invariant[];
  /** Seeds in which it does. */
  readonly seeds: readonly number[];
  /** What becomes of a statement's text. */
  readonly rewrite?: (sql: string) => string;
  /** Run on the seed's own database at the start. */
  readonly alter?: string;
  readonly queue?: (queue: Queue) => Queue;
  readonly objects?: (objects: ObjectStore) => ObjectStore;
  readonly coreView?: (coreView: CoreViewAdapter) => CoreViewAdapter;
  readonly noDeadLetters?: true;
  readonly noSweep?: true;
  /** Verification does without the guard too. */
  readonly verifies?: true;
  /** A batch with a failure counts as done. */
  readonly noPartialFailure?: true;
}

const NO_INDEX = {
  event: "alter table contract_event drop constraint contract_event_source_event_id_key",
  inForce: "drop index contract_version_in_force",
  ledger: `alter table delivery_entry drop constraint delivery_entry_entry_id_fkey;
           alter table ledger_entry drop constraint ledger_entry_id_key; alter table ledger_entry drop constraint ledger_entry_pkey; drop index if exists delivery_batch_seq`,
};

/** Puts another text in the place of one that the statement holds. */
function swap(part: string | RegExp, other: string): (sql: string) => string {
  return (sql) => sql.replace(part, other);
}

/** Does it to statements that hold a text, and leaves the others as they are. */
function within(holds: string, change: (sql: string) => string): (sql: string) => string {
  return (sql) => (sql.includes(holds) ? change(sql) : sql);
}

let resent = 0;

export const GUARDS: readonly Guard[] = [
  {
    name: "message-id",
    what: "the look-up of a message's id, and its unique index",
    breaks: ["I2"],
    seeds: [1],
    alter: NO_INDEX.event,
    rewrite: within("from contract_event e", swap("where e.source = n.source", "where false and e.source = n.source")),
  },
  {
    name: "input-lock",
    what: "the row lock behind which inputs commit one after the other, and the unique keys behind it",
    breaks: ["I1", "I2", "I4", "I6", "I7"],
    seeds: [1],
    alter: `${NO_INDEX.event}; ${NO_INDEX.inForce};
            alter table contract_version drop constraint contract_version_pkey, drop constraint contract_version_revision_fkey;
            alter table contract_event drop constraint contract_event_pkey;
            alter table workbook drop constraint workbook_revision_key`,
    rewrite: swap("select last from input_revision for update", "select last from input_revision"),
  },
  {
    name: "sequence",
    what: "the sequence of a contract's events: the last one to come wins",
    breaks: ["I7"],
    seeds: [1],
    rewrite: within(
      "from contract_version",
      swap("select contract_id, revision, sequence,", "select contract_id, revision, 0::bigint as sequence,"),
    ),
  },
  {
    name: "rejected-kept",
    what: "keeping what was rejected",
    breaks: ["I1"],
    seeds: [2],
    rewrite: within(
      "insert into rejected_message",
      swap("on conflict (raw_sha256)", "where false on conflict (raw_sha256)"),
    ),
  },
  {
    name: "ack-after-commit",
    what: "deleting a message only after the commit",
    breaks: ["I1"],
    seeds: [1],
    queue: (queue) => ({
      ...queue,
      async receive(options) {
        const messages = await queue.receive(options);
        for (const { receipt } of messages) await queue.delete(receipt);
        return messages;
      },
    }),
  },
  {
    name: "dead-letters",
    what: "the dead-letter queue: what failed too often is dropped",
    breaks: ["I1"],
    seeds: [1],
    noDeadLetters: true,
  },
  {
    name: "partial-failure",
    what: "telling which messages of a batch failed",
    breaks: ["I1"],
    seeds: [1],
    noPartialFailure: true,
  },
  {
    name: "upload-order",
    what: "the order of a key's uploads by sequencer",
    breaks: ["I7"],
    seeds: [1],
    rewrite: within("from upload where", swap("and status in ('imported', 'unchanged') order by id", "and false")),
  },
  {
    name: "version-read",
    what: "reading the very version that an event told of",
    breaks: ["I1", "I5"],
    seeds: [1],
    objects: (objects) => ({ ...objects, open: ({ bucket, key }) => objects.open({ bucket, key }) }),
  },
  { name: "sweep", what: "the sweep for versions that no event told of", breaks: ["I1"], seeds: [1], noSweep: true },
  {
    name: "upload-once",
    what: "looking up a version that is known, and its unique index",
    breaks: ["I2"],
    seeds: [1],
    alter: "alter table upload drop constraint upload_bucket_object_key_version_id_key",
    rewrite: within("from upload where", swap("and version_id = $3", "and version_id = $3 and false")),
  },
  {
    name: "market-lock",
    what: "one close or approval of a market at a time",
    breaks: ["I2", "I4", "I9", "I10"],
    seeds: [1],
    rewrite: swap(/select pg_try_advisory_xact_lock\(.*\) as got/, "select $1::text is not null as got"),
  },
  {
    name: "close-stale",
    what: "the look whether anything has changed since a close was calculated",
    breaks: ["I5"],
    seeds: [1],
    // An approval asks for the state of now: it is told the state of the market's waiting close.
    rewrite: swap(
      /^select last from input_revision$/,
      "select coalesce((select max(revision) from close where status = 'calculated'), last) as last from input_revision",
    ),
  },
  {
    name: "pinned-revision",
    what: "calculating as of one revision: no close can be repeated as it was",
    breaks: ["I4", "I6"],
    seeds: [1],
    verifies: true,
    rewrite: within("from contract_version", (sql) =>
      sql.replaceAll(/revision <= \d+ and \(superseded_by is null or superseded_by > \d+\)/g, "superseded_by is null"),
    ),
  },
  {
    name: "ledger-head",
    what: "the row lock on the ledger's head, and the unique keys behind it",
    breaks: ["I3", "I4", "I6", "I9"],
    seeds: [1],
    alter: NO_INDEX.ledger,
    rewrite: swap("select seq, hash from ledger_head for update", "select seq, hash from ledger_head"),
  },
  {
    name: "batch-lock",
    what: "one worker with a batch at a time, by its row lock",
    breaks: ["I2", "I3", "I9"],
    seeds: [1],
    rewrite: within("from delivery_batch", swap(" for no key update skip locked", "")),
  },
  {
    name: "four-eyes",
    what: "the look at who uploaded a workbook that the close uses, and the trigger behind it",
    breaks: ["I11"],
    seeds: [3],
    alter: "drop trigger four_eyes on close",
    rewrite: swap("select w.uploaded_by from workbook w where", "select w.uploaded_by from workbook w where false and"),
  },
  {
    name: "append-only",
    what: "the trigger that refuses to change a ledger entry",
    breaks: ["I3", "I4", "I6", "I10"],
    seeds: [1],
    alter: "drop trigger append_only on ledger_entry",
  },
  {
    name: "ask-first",
    what: "asking Core View for a batch before it is sent again",
    breaks: ["I2", "I3"],
    seeds: [1],
    coreView: (coreView) => ({ ...coreView, read: () => Promise.resolve({ state: "absent" }) }),
  },
  {
    name: "same-key",
    what: "sending a batch again under the same key",
    breaks: ["I2", "I3"],
    seeds: [1],
    coreView: (coreView) => ({
      ...coreView,
      read: () => Promise.resolve({ state: "absent" }),
      send: (batch) => coreView.send({ ...batch, id: `${batch.id}-${(resent += 1)}` }),
    }),
  },
];

export function guardNamed(name: string): Guard {
  const guard = GUARDS.find((one) => one.name === name);
  if (guard === undefined)
    throw new Error(`There is no guard ${name}. There are: ${GUARDS.map((one) => one.name).join(", ")}.`);
  return guard;
}
