/**
 * Reads a cell of the agents' column.
 * In: a cell. Out: the agent, that the row is one of totals, or why the cell names nobody.
 */
import { isAgentName, normaliseName } from "../domain/name.ts";
import type { GridCell } from "./grid.ts";
import { lostValue } from "./lost-value.ts";
import type { TargetProblemCode } from "./target-problems.ts";
import { isTotalLabel } from "./total-label.ts";

export type AgentReading =
  /** Normalised. */
  | { readonly kind: "agent"; readonly agentId: string }
  | { readonly kind: "refused"; readonly code: TargetProblemCode; readonly message: string };

const WHOLE_NUMBER = /^\d+$/;

/** A whole number that shows as it is stored (a dealer's number) is a name too. */
export function readAgent(cell: GridCell): AgentReading {
  const { value, shown } = cell;
  const lost = lostValue(value);
  if (lost) return { kind: "refused", ...lost };
  if (value.kind === "text") return readName(value.text);
  return value.kind === "number" && WHOLE_NUMBER.test(shown) && shown === value.digits ? readName(shown) : notName();
}

function readName(text: string): AgentReading {
  const agentId = normaliseName(text);
  if (!isAgentName(agentId)) return notName();
  if (isTotalLabel(agentId)) {
    return refused("total-row", "A total is no target of an agent. Delete the row of totals and upload again.");
  }
  return { kind: "agent", agentId };
}

function notName(): AgentReading {
  return refused("agent-name", "The cell cannot be an agent's name. Type the name anew as plain text.");
}

function refused(code: TargetProblemCode, message: string): AgentReading {
  return { kind: "refused", code, message };
}

/** Begins as a formula does: a spreadsheet that opens an export would run it. */
export function looksLikeFormula(agentId: string): boolean {
  return /^[=+\-@]/.test(agentId);
}

const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u];

/** Letters of these alphabets look alike: two names that a person cannot tell apart may be two agents. */
export function mixesAlphabets(agentId: string): boolean {
  return ALPHABETS.filter((alphabet) => alphabet.test(agentId)).length > 1;
}
