/**
 * A random world translated twice: into the shapes of the product's rules, and into the decimal strings of the naive calculator.
 * In: a world. Out: facts, knowledge.
 */
import type { Contract } from "../../src/domain/contract.ts";
import type { CommissionMatrix } from "../../src/domain/matrix.ts";
import { parseCalendarDate, type CalendarDate } from "../../src/domain/period.ts";
import { DEFAULT_PLAN } from "../../src/domain/plan.ts";
import {
  cancellationDate,
  DECIMALS,
  EXEMPT,
  planIn,
  type World,
  type WorldBound,
  type WorldContract,
  type WorldMatrix,
} from "./commission-world.ts";
import type { Facts } from "./in-memory-closes.ts";
import type { NaiveEvent, NaiveKnowledge, NaiveMatrix, NaivePlan } from "./naive-calculator.ts";

const CURRENCIES: Readonly<Record<string, string>> = { SE: "SEK", JP: "JPY", KW: "KWD" };

/** The amount in minor units; what is beyond whole units is cut to what the currency has. */
export function minorOf(contract: Pick<WorldContract, "units" | "minor">, decimals: number): number {
  const scale = 10 ** decimals;
  return contract.units * scale + (contract.minor % scale);
}

/** `-1234` with two decimals is `-12.34`. */
export function decimalText(minor: bigint | number, decimals: number): string {
  const [, sign = "", digits = ""] = /^(-?)(\d+)$/.exec(String(minor)) ?? [];
  const padded = digits.padStart(decimals + 1, "0");
  const whole = padded.slice(0, padded.length - decimals);
  return sign + whole + (decimals === 0 ? "" : `.${padded.slice(padded.length - decimals)}`);
}

/** The bound as a cell of a workbook: `70.0000%`, `>115.0000%`. */
function boundCell({ ppm, exclusive }: WorldBound): string {
  return `${exclusive ? ">" : ""}${decimalText(ppm, 4)}%`;
}

export function naiveMatrixOf(matrix: WorldMatrix, version: number): NaiveMatrix {
  return {
    market: matrix.market,
    year: String(matrix.year),
    version,
    penetration: matrix.penetration.map(boundCell),
    achievement: matrix.achievement.map(boundCell),
    rates: matrix.ratesPpm.map((row) => row.map((ppm) => decimalText(ppm, 4))),
  };
}

function naiveEventOf(c: WorldContract): NaiveEvent {
  const decimals = DECIMALS[c.market] ?? 0;
  return {
    contract: c.contract,
    sequence: c.sequence,
    market: c.market,
    agent: c.agent,
    date: c.date,
    category: c.category,
    financed: c.financed,
    amount: decimalText(minorOf(c, decimals), decimals),
    cancelledOn: c.cancellation === null ? null : cancellationDate(c.date, c.cancellation),
    cancelReason: c.cancellation?.reason ?? null,
  };
}

function naivePlanOf(world: World, market: string): NaivePlan {
  const { clawbackMonths, exempt, staffCounts } = planIn(world, market);
  return {
    clawbackMonths,
    exemptReasons: exempt ? [EXEMPT] : [],
    eligible: staffCounts ? ["retail", "staff"] : ["retail"],
  };
}

/** The world as the naive calculator knows it. */
export function knowledgeOf(world: World): NaiveKnowledge {
  return {
    events: world.contracts.map(naiveEventOf),
    matrices: world.matrices.map((matrix, index) => naiveMatrixOf(matrix, index + 1)),
    targets: world.targets.map((t) => ({ ...t, amount: t.units === null ? null : String(t.units) })),
    plans: Object.fromEntries(Object.keys(DECIMALS).map((market) => [market, naivePlanOf(world, market)])),
    decimals: DECIMALS,
  };
}

function dateOf(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new Error(`assertion: ${text} is not a date`);
  return date;
}

export function matrixOf(matrix: WorldMatrix): CommissionMatrix {
  return {
    market: matrix.market,
    year: matrix.year,
    penetrationBounds: matrix.penetration,
    achievementBounds: matrix.achievement,
    ratesPpm: matrix.ratesPpm,
  };
}

function contractOf(c: WorldContract): Contract {
  return {
    contractId: c.contract,
    sequence: c.sequence,
    market: c.market,
    agentId: c.agent,
    contractDate: dateOf(c.date),
    category: c.category,
    financed: c.financed,
    amountMinor: BigInt(minorOf(c, DECIMALS[c.market] ?? 0)),
    currency: CURRENCIES[c.market] ?? "",
    brand: null,
    cancellation:
      c.cancellation === null
        ? null
        : { date: dateOf(cancellationDate(c.date, c.cancellation)), reason: c.cancellation.reason },
  };
}

/** The world as the product's rules are given it. */
export function factsOf(world: World): Facts {
  const newest = new Map<string, WorldContract>();
  for (const c of world.contracts) {
    if (c.sequence > (newest.get(c.contract)?.sequence ?? 0)) newest.set(c.contract, c);
  }
  const unitsOf = (who: string, where: string | null, at: string) =>
    world.targets.findLast((t) => t.agent === who && t.market === where && t.month === at)?.units ?? null;
  return {
    contracts: [...newest.values()].map(contractOf),
    planOf: (where) => {
      const { clawbackMonths, exempt, staffCounts } = planIn(world, where);
      return {
        ...DEFAULT_PLAN,
        clawbackMonths,
        exemptReasons: exempt ? [EXEMPT] : [],
        eligibleCategories: staffCounts ? ["retail", "staff"] : ["retail"],
      };
    },
    currencyOf: (where) => CURRENCIES[where] ?? "",
    matrixOf: (where, period) => {
      const index = world.matrices.findLastIndex((m) => m.market === where && m.year === Number(period.slice(0, 4)));
      const found = world.matrices[index];
      return found === undefined ? null : { version: index + 1, matrix: matrixOf(found) };
    },
    targetOf: (who, where, period) => {
      const named = unitsOf(who, where, period);
      const units = named ?? unitsOf(who, null, period);
      if (units === null) return null;
      return { minor: BigInt(units) * 10n ** BigInt(DECIMALS[where] ?? 0), namesMarket: named !== null };
    },
  };
}
