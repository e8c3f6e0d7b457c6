/**
 * What caused the entries of one agent in one earlier period: the inputs of the close before are replaced by those of this one, one kind
 * after the other in a fixed order (ADR 0034), and after each the very same rules are asked what a close would post. What a step adds is
 * its share; so the shares add up to the entries, to the minor unit. Pure.
 */
import type { CountableContract } from "../domain/contract.ts";
import type { Minor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import type { ChangedPlace } from "../store/waterfall.sql.ts";
import { calculateAgent, type AgentResult } from "./calculate-period.ts";
import type { PeriodInputs } from "./load-inputs.ts";

/** In the order in which bars stand. */
export const WATERFALL_CAUSES = [
  /** The month's own contracts, in its first close. */
  "own-month",
  "settings",
  "matrix",
  "target",
  /** What the agent sold in other markets, which decides whether a target without a market is ambiguous. */
  "sold-elsewhere",
  /** Changed, or moved here or away. */
  "changed-contract",
  "late-contract",
  /** Cancelled, taken back, or a cancellation whose month has come. */
  "cancellation",
  /** A blocked statement was solved, or one was blocked, by whichever step. */
  "unblocked",
  "blocked",
  /** What this release gives otherwise than the one that posted, from the same inputs. */
  "rules",
] as const;
export type WaterfallCause = (typeof WATERFALL_CAUSES)[number];

export interface Share {
  readonly contractId: string;
  readonly cause: WaterfallCause;
  /** Never zero. */
  readonly amountMinor: Minor;
}

export interface Moments {
  readonly before: PeriodInputs;
  readonly after: PeriodInputs;
  /** The period that was closed before, and the one that is closed now. */
  readonly closedBefore: Period;
  readonly closing: Period;
}

/** How much of the contracts is of now. */
type Contracts = "before" | "changed" | "late" | "after";

/** @param recorded what the close posts, by contract */
export function attributeChanges(
  agentId: string,
  places: readonly ChangedPlace[],
  { before, after, closedBefore, closing }: Moments,
  recorded: ReadonlyMap<string, Minor>,
): Share[] {
  const shares: Share[] = [];
  const calculate = (inputs: PeriodInputs, contracts: Contracts): AgentResult => {
    const rows = places.map((p) => ({ ...p, standing: standingOf(p, contracts) }));
    return calculateAgent(agentId, rows, inputs, contracts === "after" ? closing : closedBefore);
  };
  const withSettings = { ...before, settings: after.settings };
  const withMatrix = { ...withSettings, matrix: after.matrix, matrixVersion: after.matrixVersion };
  const withTarget: PeriodInputs = { ...withMatrix, targetOf: (agent) => after.targetOf(agent) };
  const steps: readonly (readonly [WaterfallCause, PeriodInputs, Contracts])[] = [
    ["settings", withSettings, "before"],
    ["matrix", withMatrix, "before"],
    ["target", withTarget, "before"],
    ["sold-elsewhere", after, "before"],
    ["changed-contract", after, "changed"],
    ["late-contract", after, "late"],
    ["cancellation", after, "after"],
  ];
  let last = calculate(before, "before");
  addShares(shares, "rules", new Map(), amountsOf(last));
  for (const [cause, inputs, contracts] of steps) {
    const next = calculate(inputs, contracts);
    addShares(shares, turnOf(last, next) ?? cause, amountsOf(last), amountsOf(next));
    last = next;
  }
  addShares(shares, "rules", amountsOf(last), recorded);
  return shares;
}

function standingOf({ before, after, known }: ChangedPlace, contracts: Contracts): CountableContract | null {
  switch (contracts) {
    case "before":
      return before;
    case "changed":
      return known === null ? null : uncancelled(after, known.cancellation);
    case "late":
      return uncancelled(after, known?.cancellation ?? null);
    case "after":
      return after;
    default:
      return contracts satisfies never;
  }
}

function uncancelled(
  contract: CountableContract | null,
  cancellation: CountableContract["cancellation"],
): CountableContract | null {
  return contract === null ? null : { ...contract, cancellation };
}

function amountsOf({ entries }: AgentResult): ReadonlyMap<string, Minor> {
  return new Map(entries.map((e) => [e.contractId, e.amountMinor]));
}

/** A statement that a step blocks or solves is more to a person than the input that did it. */
function turnOf(from: AgentResult, to: AgentResult): "blocked" | "unblocked" | null {
  if (from.statement === null || to.statement === null) return null;
  const [was, is] = [from.statement.status === "blocked", to.statement.status === "blocked"];
  if (was === is) return null;
  return is ? "blocked" : "unblocked";
}

function addShares(
  shares: Share[],
  cause: WaterfallCause,
  from: ReadonlyMap<string, Minor>,
  to: ReadonlyMap<string, Minor>,
): void {
  for (const contractId of new Set([...from.keys(), ...to.keys()])) {
    const amountMinor = (to.get(contractId) ?? 0n) - (from.get(contractId) ?? 0n);
    if (amountMinor !== 0n) shares.push({ contractId, cause, amountMinor });
  }
}
