/**
 * The database's users, one for each function, and what each may do: read all, write what its own work writes, own nothing.
 * Out: the SQL that makes them so, to be run by the owner of the schema after each migration.
 */
import { literal, type Database } from "./database.ts";

const INPUTS = ["input_revision"];
const EVENTS = ["contract_event", "contract_version", "agent", "rejected_message", "control_total", ...INPUTS];
const UPLOADS = ["workbook", "matrix_version", "target_version", "upload", "audit_entry", ...EVENTS];
const DELIVERY = [
  "delivery_batch",
  "delivery_attempt",
  "delivery_entry",
  "delivery_breaker",
  "close",
  "audit_entry",
  "reconciliation_difference",
];

const CLOSES = ["close", "close_entry", "close_statement", "close_step", "audit_entry"];
/** What the API keeps for a while and forgets. */
const PASSING = ["session", "sign_in", "workbook_upload", "idempotency_key"];

/** What people do. */
const PEOPLE = {
  writes: [
    ...UPLOADS,
    ...DELIVERY,
    ...CLOSES,
    ...PASSING,
    "person",
    "role_grant",
    "setting_version",
    "ledger_entry",
    "ledger_head",
    "gap_waiver",
  ],
  deletes: [...PASSING, "close_entry", "close_statement", "close_step", "delivery_entry"],
} as const;

/** Tables in which a function's user may insert and update, and those in which it may delete as well. */
const WRITES = {
  "parse-workbook": { writes: UPLOADS, deletes: [] },
  "sweep-uploads": { writes: UPLOADS, deletes: PASSING },
  "ingest-contracts": { writes: EVENTS, deletes: [] },
  "close-period": {
    writes: CLOSES,
    deletes: ["close_entry", "close_statement", "close_step"],
  },
  deliver: { writes: DELIVERY, deletes: ["delivery_entry", "delivery_breaker"] },
  reconcile: { writes: DELIVERY, deletes: ["delivery_entry"] },
  "export-audit": { writes: ["audit_export", "audit_exported"], deletes: [] },
  watch: { writes: [], deletes: [] },
  /** What a person may do who signed in: the only function that posts to the ledger, at a person's approval. */
  http: PEOPLE,
  /** A person at the command line in an emergency: the same rights, by another door that rings. */
  "break-glass": PEOPLE,
} as const satisfies Readonly<Record<string, { writes: readonly string[]; deletes: readonly string[] }>>;

export type DatabaseUserOf = keyof typeof WRITES;

export const FUNCTIONS_WITH_USERS = [
  "parse-workbook",
  "sweep-uploads",
  "ingest-contracts",
  "close-period",
  "deliver",
  "reconcile",
  "export-audit",
  "watch",
  "http",
] as const satisfies readonly DatabaseUserOf[];

/** All that sign in by token: the functions, and people in an emergency. */
export const DATABASE_USERS = [...FUNCTIONS_WITH_USERS, "break-glass"] as const satisfies readonly DatabaseUserOf[];

const READERS = "opencommission_readers";

export function databaseUser(name: DatabaseUserOf): string {
  return `opencommission_${name.replaceAll("-", "_")}`;
}

/** Makes the users and gives them their rights; repeated, it changes nothing. On RDS they sign in by token alone. */
export async function grantUsers(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(ensureRole(READERS, "nologin"));
    await tx.run("revoke create on schema public from public");
    await tx.run(`grant usage on schema public to ${READERS}`);
    await tx.run(`grant select on all tables in schema public to ${READERS}`);
    for (const name of DATABASE_USERS) {
      const user = databaseUser(name);
      await tx.run(ensureRole(user, "login"));
      await tx.run(`grant ${READERS} to ${user}`);
      await tx.run(
        `do $$ begin if exists (select from pg_roles where rolname = 'rds_iam') then grant rds_iam to ${user}; end if; end $$`,
      );
      await tx.run(`revoke insert, update, delete on all tables in schema public from ${user}`);
      const { writes, deletes } = WRITES[name];
      if (writes.length > 0) await tx.run(`grant insert, update on ${writes.join(", ")} to ${user}`);
      if (deletes.length > 0) await tx.run(`grant delete on ${deletes.join(", ")} to ${user}`);
    }
  });
}

function ensureRole(role: string, kind: "login" | "nologin"): string {
  const exists = `exists (select from pg_roles where rolname = ${literal(role)})`;
  return `do $$ begin if not ${exists} then create role ${role} ${kind}; end if; end $$`;
}
