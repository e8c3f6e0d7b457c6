/**
 * What to do when nothing is found under an agent's name: a slip of the name, or a name that is known and has nothing there.
 * In: the name as it was asked for, normalised. Out: one sentence or two for a person.
 */
import { periodOf } from "../domain/period.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import { knownAgents, listContracts } from "../store/contracts.sql.ts";
import { closestNameAmong } from "../workbooks/closest-name.ts";

export async function nameAdvice(db: Queryable, asOf: bigint, agentId: string): Promise<string> {
  const known = await knownAgents(db);
  if (known.has(agentId))
    return `The agent is known: check the month and the market. ${await whereItSold(db, asOf, agentId)}`;
  const closest = closestNameAmong(known)(agentId);
  return closest === null
    ? "No contract was ever reported of an agent of this name: check the name."
    : `No contract was ever reported of an agent of this name. Did you mean "${closest}"?`;
}

async function whereItSold(db: Queryable, asOf: bigint, agentId: string): Promise<string> {
  const contracts = await listContracts(db, asOf, { agentId });
  const places = [...new Set(contracts.map(({ contract }) => `${contract.market} ${periodOf(contract.contractDate)}`))];
  if (places.length === 0) return "No contract stands with it now.";
  const newest = places.slice(-6);
  return `Its contracts stand in ${places.length > newest.length ? "…, " : ""}${newest.join(", ")}.`;
}
