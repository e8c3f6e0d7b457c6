/**
 * The records of delivery against each other. In: the database. Out: differences: a batch, entry or close whose state no attempt gives,
 * a waiver that nobody is on record for. Whether Core View has what it accepted is the question of `reconcile`.
 */
import type { Database } from "../platform/postgres/database.ts";
import { strayDeliveries, strayWaivers } from "../store/delivery-checks.sql.ts";
import type { Difference } from "./difference.ts";

export async function checkDeliveries(db: Database, differences: Difference[]): Promise<void> {
  for (const stray of await strayDeliveries(db)) {
    const message = `The record of ${stray.subject} is not what the attempts on record give: one of them was changed in the database. Run reconcile: Core View says what it has.`;
    differences.push({ code: "delivery-differs", ...stray, message });
  }
  for (const stray of await strayWaivers(db)) {
    const message = `The ${stray.subject} of reconciliation is waived, and no act on record says so: it was changed in the database.`;
    differences.push({ code: "waiver-differs", ...stray, message });
  }
}
