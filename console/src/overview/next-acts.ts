/**
 * What waits for a person, in the order of the work, and what of it waits for the one who looks. In: each market's facts, what belongs to
 * no market, who looks. Out: acts with their place; whether they are of the main line, which ends with the month delivered and compared.
 */
import { may, mayEverywhere, type Me } from "../app/session.ts";
import { blockedOf, standingOf, type Close, type MarketFacts } from "./market-standing.ts";

export type ActCode =
  | "upload-ready"
  | "upload-refused"
  | "rejected"
  | "gap"
  | "matrix-missing"
  | "target-missing"
  | "target-ambiguous"
  | "close"
  | "approve"
  | "deliver"
  | "refused"
  | "differences"
  | "compare"
  | "next-month";

export type Who = "uploader" | "approver" | "operator";

export interface Act {
  readonly code: ActCode;
  readonly who: Who;
  readonly mine: boolean;
  /** None: of no one market. */
  readonly markets: readonly string[];
  readonly count: number;
  /** To be approved. */
  readonly close?: Close;
  /** Started by who looks: somebody else approves it. */
  readonly startedByMe?: boolean;
  /** To go on with. */
  readonly period?: string;
}

/** The others can wait: the month can be closed without them, and the next close settles what they change. */
export const MAIN_LINE: readonly ActCode[] = ["close", "approve", "deliver", "compare", "next-month"];

/** Of who looks, whatever month they are of. */
export interface OwnUploads {
  readonly ready: number;
  readonly refused: number;
}

interface Looked {
  readonly me: Me;
  readonly markets: readonly MarketFacts[];
  /** Open rejected messages, where they may be seen. */
  readonly rejected: number;
  readonly uploads: OwnUploads;
}

export function nextActs({ me, markets, rejected, uploads }: Looked): Act[] {
  const acts = uploadActs(uploads);
  if (rejected > 0)
    acts.push({ code: "rejected", who: "uploader", mine: mayEverywhere(me, "upload"), markets: [], count: rejected });
  acts.push(
    ...together(
      "gap",
      "approver",
      markets.filter((m) => standingOf(m).close.code === "gap"),
      me,
    ),
  );
  for (const reason of ["matrix-missing", "target-missing", "target-ambiguous"] as const) {
    const where = markets.filter((m) => m.close?.status !== "delivered" && blockedOf(m).some(([r]) => r === reason));
    const count = (m: MarketFacts) => blockedOf(m).find(([r]) => r === reason)?.[1] ?? 0;
    acts.push(...together(reason, "uploader", where, me, count));
  }
  acts.push(
    ...together(
      "close",
      "uploader",
      markets.filter((m) => standingOf(m).close.code === "ready"),
      me,
    ),
  );
  for (const { market, close } of markets) if (close?.status === "calculated") acts.push(approval(close, market, me));
  const at = (code: string) => markets.filter((m) => standingOf(m).delivery.code === code);
  acts.push(...together("deliver", "operator", at("due"), me));
  acts.push(...together("refused", "operator", at("refused"), me));
  const differing = markets.filter((m) => m.status.differences !== null);
  acts.push(...together("differences", "approver", differing, me, (m) => m.status.differences?.open ?? 0));
  const uncompared = markets.filter((m) => standingOf(m).reconciled.code === "to-compare");
  if (uncompared.length > 0) {
    const mine = (mayEverywhere(me, "upload") || mayEverywhere(me, "approve")) && mayEverywhere(me, "view");
    acts.push({ code: "compare", who: "operator", mine, markets: uncompared.map((m) => m.market), count: 0 });
  }
  return [...acts, ...goOn(markets, acts)];
}

function uploadActs({ ready, refused }: OwnUploads): Act[] {
  const own = { who: "uploader", mine: true, markets: [] } as const;
  return [
    ...(ready > 0 ? [{ ...own, code: "upload-ready", count: ready } as const] : []),
    ...(refused > 0 ? [{ ...own, code: "upload-refused", count: refused } as const] : []),
  ];
}

function approval(close: Close, market: string, me: Me): Act {
  const startedByMe = close.startedBy === me.name;
  const mine = may(me, "approve", market) && !startedByMe;
  return { code: "approve", who: "approver", mine, markets: [market], count: close.entries, close, startedByMe };
}

function mayDo(me: Me, who: Who, market: string): boolean {
  if (who === "uploader") return may(me, "upload", market);
  if (who === "approver") return may(me, "approve", market);
  return may(me, "upload", market) || may(me, "approve", market);
}

/** One act for my markets, one for those that wait for others. */
function together(
  code: ActCode,
  who: Who,
  markets: readonly MarketFacts[],
  me: Me,
  countOf: (market: MarketFacts) => number = () => 0,
): Act[] {
  return [true, false].flatMap((mine) => {
    const some = markets.filter((m) => mayDo(me, who, m.market) === mine);
    if (some.length === 0) return [];
    const count = some.reduce((sum, m) => sum + countOf(m), 0);
    return [{ code, who, mine, markets: some.map((m) => m.market), count }];
  });
}

/** When nothing of the main line is left, the next month that waits. */
function goOn(markets: readonly MarketFacts[], acts: readonly Act[]): Act[] {
  if (markets.length === 0 || acts.some((act) => MAIN_LINE.includes(act.code))) return [];
  const [next] = markets.flatMap((m) => m.status.notClosed.filter((month) => month > m.period).slice(0, 1)).toSorted();
  if (next === undefined) return [];
  return [{ code: "next-month", who: "operator", mine: true, markets: [], count: 0, period: next }];
}
