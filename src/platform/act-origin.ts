/**
 * Where acts come from, on record: a database whose every transaction says so. In: a database, a text such as an address and the way in.
 * Out: the same database; what is recorded in its transactions carries the text (`audit_entry.origin`), whatever flow records it.
 * Said inside each transaction, so that nothing is left on a connection that another request gets next.
 */
import type { Database } from "./postgres/database.ts";

export function withOrigin(db: Database, origin: string): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        await tx.run("select set_config('opencommission.origin', $1, true)", [origin]);
        return work(tx);
      }),
  };
}
