/**
 * How far a market is with a month: its six steps from facts to reconciled, each with a state and a code that says why.
 * In: what the API says of the market and month. Out: steps, in the order of the work. Pure; the words stand elsewhere.
 */
import type { Answer } from "../api/routes.ts";

export type MarketStatus = Answer<"get", "/status">["markets"][number];
export type Close = Answer<"get", "/closes">["closes"][number];
export type Totals = Answer<"get", "/totals">["totals"][number];

export type StepState = "done" | "next" | "trouble" | "later" | "none";
export interface Step<Code extends string> {
  readonly state: StepState;
  readonly code: Code;
}

/** A statement as far as it is looked at here. */
export interface CountedStatement {
  readonly total: number;
  readonly reason: string | null;
}

export interface MarketFacts {
  readonly market: string;
  readonly period: string;
  readonly status: MarketStatus;
  readonly statements: readonly CountedStatement[];
  /** The newest of the month that was not rejected. */
  readonly close: Close | null;
  /** Null when the source has sent none. */
  readonly totals: Totals | null;
}

export type FactsCode = "none" | "received" | "complete" | "missing" | "waived";
export type WorkbooksCode = "none" | "in-force" | "blocked";
export type CloseCode =
  | "proposed"
  | "posted"
  | "before-first"
  | "nothing"
  | "not-ended"
  | "earlier-first"
  | "gap"
  | "differences"
  | "ready";
export type ApprovalCode = "later" | "waits" | "approved";
export type DeliveryCode = "later" | "delivered" | "off" | "refused" | "due";
export type ReconciledCode = "later" | "differences" | "compared" | "to-compare";

export interface MarketStanding {
  readonly facts: Step<FactsCode>;
  readonly workbooks: Step<WorkbooksCode>;
  readonly close: Step<CloseCode>;
  readonly approval: Step<ApprovalCode>;
  readonly delivery: Step<DeliveryCode>;
  readonly reconciled: Step<ReconciledCode>;
}

export function standingOf(facts: MarketFacts): MarketStanding {
  return {
    facts: factsStep(facts),
    workbooks: workbooksStep(facts),
    close: closeStep(facts),
    approval: approvalStep(facts),
    delivery: deliveryStep(facts),
    reconciled: reconciledStep(facts),
  };
}

export function contractsOf({ statements }: Pick<MarketFacts, "statements">): number {
  return statements.reduce((sum, s) => sum + s.total, 0);
}

/** Blocked agents by reason, in the order of the reasons' precedence. */
export function blockedOf({ statements }: Pick<MarketFacts, "statements">): [string, number][] {
  return ["matrix-missing", "target-missing", "target-ambiguous"].flatMap((reason): [string, number][] => {
    const count = statements.filter((s) => s.reason === reason).length;
    return count === 0 ? [] : [[reason, count]];
  });
}

function factsStep({ totals, statements }: MarketFacts): Step<FactsCode> {
  if (totals === null)
    return statements.length === 0 ? { state: "none", code: "none" } : { state: "done", code: "received" };
  if (totals.state === "missing") return { state: "trouble", code: "missing" };
  return { state: "done", code: totals.state };
}

function workbooksStep({ statements }: MarketFacts): Step<WorkbooksCode> {
  if (statements.length === 0) return { state: "none", code: "none" };
  return statements.some((s) => s.reason !== null)
    ? { state: "trouble", code: "blocked" }
    : { state: "done", code: "in-force" };
}

function closeStep({ close, status, period, statements, totals }: MarketFacts): Step<CloseCode> {
  if (close !== null) return { state: "done", code: close.status === "calculated" ? "proposed" : "posted" };
  const { newestClosed, notClosed } = status;
  if (newestClosed !== null && period <= newestClosed) return { state: "none", code: "before-first" };
  const first = notClosed[0];
  if (newestClosed !== null && first !== undefined && first < period) return { state: "later", code: "earlier-first" };
  if (newestClosed === null && statements.length === 0) return { state: "none", code: "nothing" };
  if (!notClosed.includes(period)) return { state: "later", code: "not-ended" };
  if (totals?.state === "missing") return { state: "trouble", code: "gap" };
  if (status.differences !== null) return { state: "trouble", code: "differences" };
  return { state: "next", code: "ready" };
}

function approvalStep({ close }: MarketFacts): Step<ApprovalCode> {
  if (close === null) return { state: "later", code: "later" };
  return close.status === "calculated" ? { state: "next", code: "waits" } : { state: "done", code: "approved" };
}

function deliveryStep({ close, status }: MarketFacts): Step<DeliveryCode> {
  if (close === null || close.status === "calculated") return { state: "later", code: "later" };
  if (close.status === "delivered") return { state: "done", code: "delivered" };
  if (close.sums.some((s) => s.refused > 0)) return { state: "trouble", code: "refused" };
  return status.deliveryEnabled ? { state: "next", code: "due" } : { state: "trouble", code: "off" };
}

function reconciledStep({ close, status }: MarketFacts): Step<ReconciledCode> {
  const { comparedAt } = status;
  if (status.differences !== null) return { state: "trouble", code: "differences" };
  if (close?.status !== "delivered") return { state: "later", code: "later" };
  const compared = comparedAt !== null && close.decidedAt !== null && comparedAt > close.decidedAt;
  return compared ? { state: "done", code: "compared" } : { state: "next", code: "to-compare" };
}
