/**
 * Where acts come from, on record: a database whose every transaction says so. In: a database, a text such as an address and the way in.
 * Out: the same database; what is recorded in its transactions carries the text (`audit_entry.origin`), whatever flow records it.
 * Said inside each transaction, so that nothing is left on a connection that another request gets next. Each request has one of its own, so
 * what is kept of a database is kept of the one behind it.
 */
import type { Database } from "./postgres/database.ts";

const BEHIND = new WeakMap<Database, Database>();

/** The database itself, without what a request says of itself. */
export function databaseBehind(db: Database): Database {
  return BEHIND.get(db) ?? db;
}

export function withOrigin(db: Database, origin: string): Database {
  const told: Database = {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        await tx.run("select set_config('opencommission.origin', $1, true)", [origin]);
        return work(tx);
      }),
  };
  BEHIND.set(told, databaseBehind(db));
  return told;
}
