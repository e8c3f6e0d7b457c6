/**
 * Judges the agents of a whole workbook against each other and against those that the system knows.
 * In: every sheet's rows, the known agents. Out: problems.
 */
import type { WorkbookProblem } from "../domain/problem.ts";
import { looksLikeFormula, mixesAlphabets } from "./agent-cell.ts";
import { closestNameAmong } from "./closest-name.ts";
import { targetProblem, type Place } from "./target-problems.ts";
import type { AgentRow } from "./target-rows.ts";

// More new names than these are a new market and no slips of the pen; looking for each one's neighbour would only take time.
const MOST_SUGGESTIONS = 500;

export function judgeAgents(rows: readonly AgentRow[], knownAgents: ReadonlySet<string>): WorkbookProblem[] {
  const firstRows = new Map<string, AgentRow>();
  for (const row of rows) if (!firstRows.has(row.agentId)) firstRows.set(row.agentId, row);
  const agents = [...firstRows.values()];
  const withTargets = new Set(rows.filter(({ targets }) => targets.length > 0).map(({ agentId }) => agentId));
  const unknown = agents.filter(({ agentId }) => withTargets.has(agentId) && !knownAgents.has(agentId));
  return [...twice(rows), ...byCase(agents), ...oddNames(agents), ...newAgents(unknown, knownAgents)];
}

function twice(rows: readonly AgentRow[]): WorkbookProblem[] {
  const first = new Map<string, AgentRow>();
  return rows.flatMap((row) => {
    // No code of a market holds a line break, and no name does.
    const key = `${row.market ?? ""}\n${row.agentId}`;
    const other = first.get(key);
    if (!other) {
      first.set(key, row);
      return [];
    }
    const where = row.market === null ? "without a market" : `in ${row.market}`;
    return targetProblem("agent-twice", placeOf(row), {
      found: row.agentId,
      expected: "one row for each agent and market",
      message: `The agent already has a row ${where}, at ${spot(other)}. Join the two rows.`,
    });
  });
}

function byCase(agents: readonly AgentRow[]): WorkbookProblem[] {
  const first = new Map<string, AgentRow>();
  return agents.flatMap((row) => {
    const key = row.agentId.toLowerCase();
    const other = first.get(key);
    if (!other) {
      first.set(key, row);
      return [];
    }
    return targetProblem("agent-case", placeOf(row), {
      found: row.agentId,
      expected: `one spelling of ${other.agentId}, as at ${spot(other)}`,
      message: "The two names differ by case only and were read as two agents. Write both alike if they are one.",
    });
  });
}

function oddNames(agents: readonly AgentRow[]): WorkbookProblem[] {
  return agents.flatMap((row) => [
    ...(looksLikeFormula(row.agentId)
      ? [
          targetProblem("agent-formula", placeOf(row), {
            found: row.agentId,
            expected: "a name that does not begin with = + - or @",
            message: "A spreadsheet may take such a name for a formula. Check that the name is right.",
          }),
        ]
      : []),
    ...(mixesAlphabets(row.agentId)
      ? [
          targetProblem("agent-alphabets", placeOf(row), {
            found: row.agentId,
            expected: "letters of one alphabet",
            message:
              "The name mixes Latin, Greek or Cyrillic letters, which look alike. Type it anew if that is not meant.",
          }),
        ]
      : []),
  ]);
}

function newAgents(agents: readonly AgentRow[], knownAgents: ReadonlySet<string>): WorkbookProblem[] {
  if (agents.length === 0) return [];
  const closestName = agents.length > MOST_SUGGESTIONS ? () => null : closestNameAmong(knownAgents);
  return agents.map((row) => {
    const closest = closestName(row.agentId);
    return targetProblem("agent-new", placeOf(row), {
      found: row.agentId,
      expected: closest === null ? "an agent seen before" : `an agent seen before; the closest is ${closest}`,
      message: "The agent has neither targets nor contracts yet. Correct the name if it is misspelt.",
    });
  });
}

function placeOf({ sheet, cell }: AgentRow): Place {
  return { sheet, cell };
}

function spot({ sheet, cell }: AgentRow): string {
  return `${sheet}!${cell}`;
}
