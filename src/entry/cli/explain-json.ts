/**
 * An explanation as JSON. Money is a decimal string with the currency's decimals; the integers that are compared and multiplied are
 * decimal strings too, since they pass 2^53: bounds in ppm, amounts in minor units, products in millionths of the minor unit.
 * Keys are only ever added. `comparisons` is null where there is no matrix (or no target), `cell` unless the statement is payable.
 */
import { boundText, type Bound, type CellRef } from "../../domain/matrix.ts";
import { formatMinor } from "../../domain/money.ts";
import { percentText, PPM, ratioText } from "../../domain/rate.ts";
import { targetMinor } from "../../domain/target.ts";
import type {
  AxisWorking,
  ExplainedClose,
  ExplanationDocument,
  MissedThreshold,
  PlaceHistory,
} from "../../flows/explain-commission.ts";
import { blockedAdvice } from "./blocked-advice.ts";
import { completenessJson } from "./completeness-json.ts";
import { exactText } from "./exact-text.ts";
import { statementJson } from "./statement-json.ts";

export function explanationJson(document: ExplanationDocument) {
  const { statement, explanation, exponent, plan } = document;
  return {
    market: document.market,
    period: document.period,
    agentId: document.agentId,
    currency: document.currency,
    contractId: document.contractId,
    revision: String(document.revision),
    statement: statement === null ? null : statementJson(statement, exponent, document.final),
    blocked:
      statement?.status === "blocked"
        ? { reason: statement.reason, toDo: blockedAdvice(document, statement.reason) }
        : null,
    plan: {
      eligibleCategories: [...plan.eligibleCategories],
      clawbackMonths: plan.clawbackMonths,
      exemptReasons: [...plan.exemptReasons],
    },
    contracts: contractsJson(document),
    matrix: matrixJson(document),
    target: targetJson(document),
    comparisons: {
      penetration: axisJson(explanation.penetration, (n) => Number(n)),
      achievement: axisJson(explanation.achievement, (n) => formatMinor(n, exponent)),
    },
    cell: cellJson(document),
    missed: explanation.missed.map((missed) => missedJson(missed, exponent)),
    lines: linesJson(document),
    completeness: completenessJson(document.completeness),
    closing: document.closing,
    ledger: document.places.map((place) => placeJson(place, document)),
    closes: document.closes.map(closeJson),
  };
}

function contractsJson({ explanation, events, exponent }: ExplanationDocument) {
  return explanation.contracts.map(({ contract, standing, counts, cancellation }) => {
    const listed = events.get(contract.contractId);
    return {
      contractId: contract.contractId,
      contractDate: contract.contractDate,
      category: contract.category,
      financed: contract.financed,
      amount: contract.amountMinor === null ? null : formatMinor(contract.amountMinor, exponent),
      counts,
      standing,
      cancellation:
        cancellation === null
          ? null
          : {
              date: cancellation.date,
              reason: cancellation.reason,
              windowEnds: cancellation.lastDay,
              insideWindow: cancellation.inside,
              exempt: cancellation.exempt,
              clawedBackFrom: cancellation.clawedBackFrom,
            },
      sequence: listed?.contract.sequence ?? null,
      event:
        listed === undefined
          ? null
          : {
              source: listed.event.source,
              id: listed.event.id,
              receivedAt: listed.event.receivedAt,
              receivedFrom: listed.event.receivedFrom,
              line: listed.event.line,
            },
    };
  });
}

function fileJson({
  workbookId,
  fileName,
  sha256,
  uploadedBy,
  uploadedAt,
}: NonNullable<ExplanationDocument["matrix"]>["workbook"]) {
  return { workbookId: String(workbookId), file: fileName, sha256, uploadedBy, uploadedAt };
}

function matrixJson({ matrix }: ExplanationDocument) {
  if (matrix === null) return null;
  const { market, year, version, origin, workbook } = matrix;
  const { penetrationBounds, achievementBounds, ratesPpm } = matrix.matrix;
  return {
    market,
    year,
    version,
    ...fileJson(workbook),
    sheet: origin.sheet,
    penetrationBounds: boundsJson(penetrationBounds, origin.penetrationCells),
    achievementBounds: boundsJson(achievementBounds, origin.achievementCells),
    rates: ratesPpm.map((row, p) => row.map((ppm, a) => ({ ppm, ...cellAt(origin.rateCells[p]?.[a]) }))),
  };
}

function boundsJson(bounds: readonly Bound[], cells: readonly CellRef[]) {
  return bounds.map(({ ppm, exclusive }, index) => ({ ppm, exclusive, ...cellAt(cells[index]) }));
}

function cellAt(ref: CellRef | undefined): { cell: string; text: string } {
  if (ref === undefined) throw new Error("assertion: a matrix and its origin have the same shape");
  return { cell: ref.cell, text: ref.text };
}

function targetJson({ target, exponent }: ExplanationDocument) {
  if (target === null || target.amount === null) return null;
  return {
    amount: formatMinor(targetMinor(target.amount, exponent), exponent),
    market: target.market,
    ...fileJson(target.workbook),
    sheet: target.sheet,
    cell: target.cell,
    text: target.shown,
  };
}

function axisJson<T>(axis: AxisWorking | null, shown: (integer: bigint) => T) {
  if (axis === null) return null;
  const { ratio, bounds, band } = axis;
  return {
    numerator: shown(ratio.numerator),
    denominator: shown(ratio.denominator),
    text: ratioText(ratio),
    band,
    bounds: bounds.map(({ bound, origin, left, right, reached }) => ({
      ppm: bound.ppm,
      exclusive: bound.exclusive,
      cell: origin.cell,
      text: origin.text,
      left: String(left),
      operator: bound.exclusive ? (">" as const) : (">=" as const),
      right: String(right),
      reached,
    })),
  };
}

function cellJson({ matrix, explanation: { cell } }: ExplanationDocument) {
  if (cell === null || matrix === null) return null;
  return {
    ratePpm: cell.ratePpm,
    rate: percentText(cell.ratePpm),
    workbookId: String(matrix.workbook.workbookId),
    file: matrix.workbook.fileName,
    sheet: matrix.origin.sheet,
    ...cellAt(cell.rate),
    penetrationBand: cell.penetrationBand,
    achievementBand: cell.achievementBand,
    penetrationBound: cellAt(cell.penetrationBound),
    achievementBound: cellAt(cell.achievementBound),
  };
}

function missedJson(missed: MissedThreshold, exponent: number) {
  const { ppm, exclusive } = missed.bound;
  const bound = { ppm, exclusive, text: boundText(missed.bound) };
  if (missed.axis === "achievement")
    return { axis: missed.axis, bound, missingVolume: formatMinor(missed.volumeMinor, exponent) };
  const count = (n: bigint | null): number | null => (n === null ? null : Number(n));
  return {
    axis: missed.axis,
    bound,
    missingNewSales: count(missed.newSales),
    missingConversions: count(missed.conversions),
  };
}

function linesJson({ explanation, exponent }: ExplanationDocument) {
  return explanation.lines.map((line) => ({
    contractId: line.contractId,
    amount: formatMinor(line.amountMinor, exponent),
    amountMinor: String(line.amountMinor),
    ratePpm: line.ratePpm,
    product: String(line.product),
    divisor: String(PPM),
    quotient: String(line.quotient),
    remainder: String(line.remainder),
    exact: exactText(line.product, exponent),
    rounding: line.rounding,
    commission: formatMinor(line.commissionMinor, exponent),
  }));
}

function placeJson(place: PlaceHistory, { exponent }: ExplanationDocument) {
  const money = (minor: bigint): string => formatMinor(minor, exponent);
  const { waiting, movedTo } = place;
  return {
    contractId: place.contractId,
    movedTo: movedTo === null ? null : { agentId: movedTo.agentId, market: movedTo.market, period: movedTo.period },
    entries: place.entries.map((entry) => ({
      id: entry.id,
      seq: Number(entry.seq),
      kind: entry.kind,
      bookedIn: entry.bookedIn,
      ratePpm: entry.ratePpm,
      amount: money(entry.amountMinor),
      statementId: entry.statementId,
      closeId: entry.closeId,
      hash: entry.hash,
    })),
    posted: money(place.postedMinor),
    target: money(place.targetMinor),
    waiting:
      waiting === null ? null : { kind: waiting.kind, amount: money(waiting.amountMinor), ratePpm: waiting.ratePpm },
  };
}

function closeJson({ id, period, status, startedBy, startedAt, decidedBy, decidedAt }: ExplainedClose) {
  return { id, period, status, startedBy, startedAt, decidedBy, decidedAt };
}
