/**
 * What to do when nothing is found under an agent's name: a slip of the name, or a name that is known and has nothing there.
 * In: the name as it was asked for, normalised. Out: one sentence or two for a person.
 */
import type { Queryable } from "../platform/database.ts";
import { knownAgents } from "../store/contracts.sql.ts";
import { closestNameAmong } from "../workbooks/closest-name.ts";

export async function nameAdvice(db: Queryable, agentId: string): Promise<string> {
  const known = await knownAgents(db);
  if (known.has(agentId)) return "The agent is known: check the month and the market.";
  const closest = closestNameAmong(known)(agentId);
  return closest === null
    ? "No contract was ever reported of an agent of this name: check the name."
    : `No contract was ever reported of an agent of this name. Did you mean "${closest}"?`;
}
