/**
 * The report's first table: per market and period the statements, what they earn and what the ledger holds of it.
 */
import { exponentOf } from "../../domain/currency.ts";
import { grouped } from "../../domain/grouped.ts";
import { formatMinor } from "../../domain/money.ts";
import type { Statement } from "../../domain/statement.ts";
import type { FlowDeps } from "../../flows/deps.ts";
import type { Close } from "../../flows/read-closes.ts";
import { readLedger } from "../../flows/read-ledger.ts";
import { textTable } from "./text-table.ts";

const money = (minor: bigint, currency: string): string => formatMinor(minor, exponentOf(currency) ?? 0);

/** Ledger sums of a market and period: what was posted for good, and what was clawed back of it. */
type Posted = ReadonlyMap<string, { readonly kept: bigint; readonly clawedBack: bigint }>;

export async function postedByPeriod(deps: FlowDeps): Promise<Posted> {
  const sums = new Map<string, { kept: bigint; clawedBack: bigint }>();
  for await (const { market, period, kind, amountMinor } of readLedger(deps, {})) {
    const { kept, clawedBack } = sums.get(`${market} ${period}`) ?? { kept: 0n, clawedBack: 0n };
    sums.set(
      `${market} ${period}`,
      kind === "clawback" ? { kept, clawedBack: clawedBack + amountMinor } : { kept: kept + amountMinor, clawedBack },
    );
  }
  return sums;
}

export function* earnedByPeriod(
  closes: readonly Close[],
  statements: ReadonlyMap<string, readonly Statement[]>,
  posted: Posted,
): Generator<string> {
  yield "STATEMENTS, COMMISSION EARNED AND POSTED";
  const titles = ["market", "period", "payable", "below threshold", "blocked", "earned", "posted", "clawed back", ""];
  const rows: string[][] = [];
  for (const [market, ofMarket] of Map.groupBy(closes, (close) => close.market)) {
    const periods = [...new Set(ofMarket.map((close) => close.period))].toSorted();
    const sums = periods.map((period) =>
      periodSums(statements.get(`${market} ${period}`) ?? [], posted.get(`${market} ${period}`)),
    );
    for (const [index, period] of periods.entries()) rows.push(sumsRow(market, period, sums[index] ?? NO_SUMS));
    rows.push(sumsRow(market, "total", sums.reduce(addSums, NO_SUMS)), []);
  }
  yield* textTable(
    titles.map((title, index) => ({ title, right: index >= 2 && title !== "" })),
    rows,
  );
  yield "Posted and earned differ by what the next close will settle, and by what was posted before a clawback.";
  yield "";
}

interface PeriodSums {
  readonly payable: number;
  readonly belowThreshold: number;
  readonly blocked: number;
  readonly earned: bigint;
  readonly kept: bigint;
  readonly clawedBack: bigint;
  readonly currency: string;
}

const NO_SUMS: PeriodSums = {
  payable: 0,
  belowThreshold: 0,
  blocked: 0,
  earned: 0n,
  kept: 0n,
  clawedBack: 0n,
  currency: "",
};

function periodSums(statements: readonly Statement[], posted = { kept: 0n, clawedBack: 0n }): PeriodSums {
  const count = (wanted: Statement["status"]): number => statements.filter((s) => s.status === wanted).length;
  return {
    payable: count("payable"),
    belowThreshold: count("below-threshold"),
    blocked: count("blocked"),
    earned: statements.reduce((total, s) => total + (s.commissionMinor ?? 0n), 0n),
    ...posted,
    currency: statements[0]?.currency ?? "",
  };
}

function addSums(a: PeriodSums, b: PeriodSums): PeriodSums {
  return {
    payable: a.payable + b.payable,
    belowThreshold: a.belowThreshold + b.belowThreshold,
    blocked: a.blocked + b.blocked,
    earned: a.earned + b.earned,
    kept: a.kept + b.kept,
    clawedBack: a.clawedBack + b.clawedBack,
    currency: b.currency,
  };
}

function sumsRow(market: string, period: string, s: PeriodSums): string[] {
  const counts = [s.payable, s.belowThreshold, s.blocked].map(String);
  const sums = [s.earned, s.kept, s.clawedBack].map((minor) => grouped(money(minor, s.currency)));
  return [market, period, ...counts, ...sums, s.currency];
}
