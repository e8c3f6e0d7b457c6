/**
 * What an import found and did, as JSON.
 */
import { exponentOf } from "../../domain/currency.ts";
import { currencyAt, marketByCode } from "../../domain/market.ts";
import { formatMinor } from "../../domain/money.ts";
import type { Statement } from "../../domain/statement.ts";
import type { ImportedFile } from "../../flows/import-workbook.ts";
import type { Json } from "./output.ts";

export function importedFileJson(file: ImportedFile, annotatedAs: string | null): Json {
  return {
    file: file.file,
    kind: file.kind,
    year: file.year,
    status: file.status,
    problems: file.problems.map((p) => ({ ...p })),
    matrices: file.matrices.map(({ matrix, origin, version }) => ({
      market: matrix.market,
      year: matrix.year,
      version,
      sheet: origin.sheet,
      penetrationBounds: matrix.penetrationBounds.map((b) => ({ ppm: b.ppm, exclusive: b.exclusive })),
      achievementBounds: matrix.achievementBounds.map((b) => ({ ppm: b.ppm, exclusive: b.exclusive })),
      rates: matrix.ratesPpm,
    })),
    targets: file.targets.map((t) => ({
      agentId: t.agentId,
      market: t.market,
      period: t.period,
      amount: targetText(t),
    })),
    changes: file.changes.map((c) => ({ ...c })),
    effects: file.effects.map((e) => ({
      market: e.market,
      period: e.period,
      currency: e.currency,
      before: formatMinor(e.beforeMinor, e.exponent),
      after: formatMinor(e.afterMinor, e.exponent),
      difference: formatMinor(e.afterMinor - e.beforeMinor, e.exponent),
      statements: e.statements.map(({ before, after }) => ({
        agentId: before.agentId,
        before: outcome(before, e.exponent),
        after: outcome(after, e.exponent),
      })),
    })),
    annotated: annotatedAs,
  };
}

function outcome(statement: Statement, exponent: number): Json {
  return {
    status: statement.status,
    reason: statement.reason,
    ratePpm: statement.ratePpm,
    commission: statement.commissionMinor === null ? null : formatMinor(statement.commissionMinor, exponent),
  };
}

/** A target as a decimal string: with its market's decimals, or whole units where it names no market; null when taken away. */
export function targetText(target: ImportedFile["targets"][number]): string | null {
  const { amount, market, period } = target;
  if (amount === null) return null;
  const found = market === null ? null : marketByCode(market);
  if (amount.unit === "whole" || found === null) return String(amount.value);
  return formatMinor(amount.value, exponentOf(currencyAt(found, period)) ?? 0);
}
