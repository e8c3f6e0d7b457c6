/**
 * An independent, naive calculator: the auditor of the tests. Written from the rules of commission alone; it shares no code, no types and no
 * representation with the product: decimal strings and fractions instead of minor units and ppm, bounds as the text in a cell,
 * dates counted with plain loops. Simple over fast.
 * In: what was known at each close (every event, matrix, target and setting). Out: statements and the whole ledger.
 */
import {
  dividedBy,
  fraction,
  isLess,
  isMore,
  minus,
  percentShown,
  plus,
  roundTo,
  times,
  type Fraction,
} from "./naive-fraction.ts";
import { lastDay, laterByMonths, nextMonth } from "./naive-calendar.ts";

export interface NaiveEvent {
  readonly contract: string;
  readonly sequence: number;
  readonly market: string;
  readonly agent: string;
  readonly date: string;
  readonly category: string;
  readonly financed: boolean;
  /** Whole currency units as a decimal string. */
  readonly amount: string | null;
  readonly cancelledOn: string | null;
  readonly cancelReason: string | null;
}

/** Bounds as in a cell: `70%` or `>115%`. Rates in percent: `2.10`. The last one of a market and year is in force. */
export interface NaiveMatrix {
  readonly market: string;
  readonly year: string;
  readonly version: number;
  readonly penetration: readonly string[];
  readonly achievement: readonly string[];
  readonly rates: readonly (readonly string[])[];
}

/** The last one of an agent, market and month is in force; an amount of null takes it away. */
export interface NaiveTarget {
  readonly agent: string;
  readonly market: string | null;
  readonly month: string;
  readonly amount: string | null;
}

export interface NaivePlan {
  readonly clawbackMonths: number;
  readonly exemptReasons: readonly string[];
  readonly eligible: readonly string[];
}

export interface NaiveKnowledge {
  readonly events: readonly NaiveEvent[];
  readonly matrices: readonly NaiveMatrix[];
  readonly targets: readonly NaiveTarget[];
  /** By market. */
  readonly plans: Readonly<Record<string, NaivePlan>>;
  /** Decimals of each market's currency. */
  readonly decimals: Readonly<Record<string, number>>;
}

export interface NaiveStatement {
  readonly agent: string;
  readonly market: string;
  readonly month: string;
  readonly status: string;
  readonly reason: string | null;
  readonly total: number;
  readonly financed: number;
  readonly volume: string;
  readonly target: string | null;
  readonly penetration: string;
  readonly achievement: string | null;
  /** Percent, four decimals. */
  readonly rate: string | null;
  readonly commission: string | null;
  readonly lines: readonly { readonly contract: string; readonly amount: string; readonly commission: string | null }[];
}

export interface NaiveEntry {
  readonly agent: string;
  readonly market: string;
  readonly month: string;
  readonly contract: string;
  readonly bookedIn: string;
  readonly kind: string;
  readonly rate: string;
  readonly amount: string;
}

export interface NaiveClose {
  readonly market: string;
  readonly month: string;
  readonly known: NaiveKnowledge;
}

/** Of each contract the event with the highest sequence; of several with the same one, the first. */
export function newestEvents(known: NaiveKnowledge): NaiveEvent[] {
  const newest: NaiveEvent[] = [];
  for (const event of known.events) {
    const at = newest.findIndex((other) => other.contract === event.contract);
    const other = newest[at];
    if (other === undefined) newest.push(event);
    else if (event.sequence > other.sequence) newest[at] = event;
  }
  return newest;
}

function planFor(known: NaiveKnowledge, market: string): NaivePlan {
  const plan = known.plans[market];
  if (plan === undefined) throw new Error(`assertion: no plan of ${market}`);
  return plan;
}

function countsInItsMonth(known: NaiveKnowledge, event: NaiveEvent): boolean {
  if (!planFor(known, event.market).eligible.includes(event.category)) return false;
  if (event.cancelledOn === null) return true;
  return event.cancelledOn > lastDay(event.date.slice(0, 7));
}

function highestReached(bounds: readonly string[], top: Fraction): number {
  let found = -1;
  bounds.forEach((text, index) => {
    const bound = fraction(text.replace(">", "").replace("%", ""));
    const hundredfold = times(top, fraction("100"));
    const reached = text.startsWith(">") ? isMore(hundredfold, bound) : !isLess(hundredfold, bound);
    if (reached) found = index;
  });
  return found;
}

function targetInForce(known: NaiveKnowledge, agent: string, market: string | null, month: string): string | null {
  return known.targets.findLast((t) => t.agent === agent && t.market === market && t.month === month)?.amount ?? null;
}

function compareByCodePoint(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The statement as it stands with what is known, or null. */
export function naiveStatement(
  known: NaiveKnowledge,
  agent: string,
  market: string,
  month: string,
): NaiveStatement | null {
  const decimals = known.decimals[market] ?? 0;
  const sold = newestEvents(known).filter(
    (e) => e.agent === agent && e.date.startsWith(month) && countsInItsMonth(known, e),
  );
  const here = sold.filter((e) => e.market === market);
  if (here.length === 0) return null;
  const financed = here.filter((e) => e.financed).sort((a, b) => compareByCodePoint(a.contract, b.contract));
  let volume = fraction("0");
  for (const event of financed) volume = plus(volume, fraction(event.amount ?? "0"));

  const matrix = known.matrices.findLast((m) => m.market === market && m.year === month.slice(0, 4));
  const named = targetInForce(known, agent, market, month);
  const unnamed = targetInForce(known, agent, null, month);
  const target = named ?? unnamed;
  const severalMarkets = sold.some((e) => e.market !== market);
  const ambiguous = named === null && unnamed !== null && severalMarkets;
  const usable = target === null || ambiguous ? null : target;

  let reason: string | null = null;
  if (ambiguous) reason = "target-ambiguous";
  if (target === null) reason = "target-missing";
  if (matrix === undefined) reason = "matrix-missing";

  const penetration = { top: BigInt(financed.length), bottom: BigInt(here.length) };
  const achievement = usable === null ? null : dividedBy(volume, fraction(usable));
  let status = "blocked";
  let rate: Fraction | null = null;
  if (reason === null && matrix !== undefined && achievement !== null) {
    const row = highestReached(matrix.penetration, penetration);
    const column = highestReached(matrix.achievement, achievement);
    status = row < 0 || column < 0 ? "below-threshold" : "payable";
    rate = fraction(status === "payable" ? (matrix.rates[row]?.[column] ?? "missing") : "0");
  }

  let commission = fraction("0");
  const lines = financed.map((event) => {
    const amount = fraction(event.amount ?? "0");
    if (rate === null) return { contract: event.contract, amount: roundTo(amount, decimals), commission: null };
    const earned = roundTo(times(times(amount, rate), fraction("0.01")), decimals);
    commission = plus(commission, fraction(earned));
    return { contract: event.contract, amount: roundTo(amount, decimals), commission: earned };
  });

  return {
    agent,
    market,
    month,
    status,
    reason,
    total: here.length,
    financed: financed.length,
    volume: roundTo(volume, decimals),
    target: usable === null ? null : roundTo(fraction(usable), decimals),
    penetration: percentShown(penetration),
    achievement: achievement === null ? null : percentShown(achievement),
    rate: rate === null ? null : roundTo(rate, 4),
    commission: rate === null ? null : roundTo(commission, decimals),
    lines,
  };
}

/** What a place should have earned: null stands for "what was posted stays". */
function shouldHaveEarned(
  close: NaiveClose,
  event: NaiveEvent | null,
  statement: NaiveStatement | null,
): { amount: string | null; cancelled: boolean; rate: string | null } {
  const nothing = { amount: "0", cancelled: false, rate: null };
  if (event === null) return nothing;
  const { known, month } = close;
  if (event.cancelledOn !== null && event.cancelledOn <= lastDay(month)) {
    const plan = planFor(known, close.market);
    const exempt = event.cancelReason !== null && plan.exemptReasons.includes(event.cancelReason);
    const inside = event.cancelledOn <= laterByMonths(event.date, plan.clawbackMonths);
    if (inside && !exempt) return { ...nothing, cancelled: true };
  }
  if (statement?.status === "blocked") return { amount: null, cancelled: false, rate: null };
  const line = statement?.lines.find((l) => l.contract === event.contract);
  if (line !== undefined) return { amount: line.commission, cancelled: false, rate: statement?.rate ?? null };
  return { ...nothing, cancelled: event.cancelledOn?.startsWith(event.date.slice(0, 7)) ?? false };
}

/** What every contract that stands in a month of the close's market should have earned there by then; null: what was posted stays. */
export function naiveEarned(
  close: NaiveClose,
  month: string,
): { readonly agent: string; readonly contract: string; readonly amount: string | null }[] {
  const { market, known } = close;
  const standing = newestEvents(known).filter((e) => e.market === market && e.date.startsWith(month));
  return standing.map((event) => {
    const statement = naiveStatement(known, event.agent, market, month);
    return { agent: event.agent, contract: event.contract, amount: shouldHaveEarned(close, event, statement).amount };
  });
}

/** The entries of one close, on top of the ledger before it. */
function entriesOf(close: NaiveClose, month: string, ledger: readonly NaiveEntry[]): NaiveEntry[] {
  const { market, known } = close;
  const standing = newestEvents(known).filter((e) => e.market === market && e.date.startsWith(month));
  const postedHere = ledger.filter((e) => e.market === market && e.month === month);
  const places = new Map<string, { agent: string; contract: string }>();
  for (const { agent, contract } of [...standing, ...postedHere]) {
    places.set(JSON.stringify([agent, contract]), { agent, contract });
  }
  const entries: NaiveEntry[] = [];
  for (const { agent, contract } of places.values()) {
    const event = standing.find((e) => e.agent === agent && e.contract === contract) ?? null;
    const posted = postedHere.filter((e) => e.agent === agent && e.contract === contract);
    const target = shouldHaveEarned(close, event, naiveStatement(known, agent, market, month));
    if (target.amount === null) continue;
    let difference = fraction(target.amount);
    for (const entry of posted) difference = minus(difference, fraction(entry.amount));
    if (difference.top === 0n) continue;
    let kind = "correction";
    if (posted.length === 0 && month === close.month) kind = "commission";
    if (target.cancelled) kind = "clawback";
    entries.push({
      agent,
      market,
      month,
      contract,
      bookedIn: close.month,
      kind,
      rate: target.rate ?? posted.at(-1)?.rate ?? "none",
      amount: roundTo(difference, known.decimals[market] ?? 0),
    });
  }
  return entries;
}

/** The entries of each close. A market's months run without a gap from its first close on. */
export function naiveLedger(closes: readonly NaiveClose[]): NaiveEntry[][] {
  const byClose: NaiveEntry[][] = [];
  for (const close of closes) {
    const first = closes.find((c) => c.market === close.market)?.month ?? close.month;
    const ledger = byClose.flat();
    const added: NaiveEntry[] = [];
    for (let month = first; month <= close.month; month = nextMonth(month)) {
      added.push(...entriesOf(close, month, ledger));
    }
    byClose.push(added);
  }
  return byClose;
}
