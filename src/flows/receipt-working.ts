/**
 * What follows from a receipt's inputs by the rules: the statement with its working, and for each place what is booked, what it should
 * be and what waits. Issuing a receipt and checking one both go through here, and through the very functions that a close uses. Pure.
 */
import { explainStatement } from "../calculation/explanation.ts";
import { calculateStatement } from "../calculation/statement.ts";
import { compareCodePoints } from "../domain/code-point-order.ts";
import type { CountableContract } from "../domain/contract.ts";
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import type { CommissionMatrix, MatrixOrigin } from "../domain/matrix.ts";
import type { Plan } from "../domain/plan.ts";
import { targetMinor } from "../domain/target.ts";
import type { PlainJson } from "../ledger/canonical-json.ts";
import { settle, type PlaceToSettle } from "../ledger/settle.ts";
import { z } from "zod";
import type { ReceiptBody } from "./receipt-document.ts";

/** @throws an assertion where the inputs contradict themselves, such as a contract of another month */
export function receiptWorking(body: ReceiptBody): Record<string, PlainJson> {
  const { subject, inputs, ledger } = body;
  const { agentId, market, period } = subject;
  const { currency, target } = inputs;
  const plan: Plan = inputs.plan;
  const contracts: CountableContract[] = inputs.contracts;
  const matrix = matrixOf(body);
  const statement = calculateStatement({
    agentId,
    market,
    period,
    currency,
    plan,
    contracts,
    matrix,
    target:
      target === null
        ? null
        : {
            minor: targetMinor({ unit: target.unit, value: target.value }, inputs.exponent),
            namesMarket: target.market !== null,
          },
    soldElsewhere: inputs.soldElsewhere,
  });
  const explanation = explainStatement({ statement, contracts, matrix, plan });
  const places = placesOf(body);
  const { closing } = ledger;
  const scope = { market, period, agentId, currency, plan, statement, places };
  const waiting = closing === null ? [] : settle({ ...scope, closing });
  const booked = places.map(({ contractId, posted }) => {
    const waits = waiting.find((entry) => entry.contractId === contractId);
    const postedMinor = posted?.amountMinor ?? 0n;
    return {
      contractId,
      entries: posted?.count ?? 0,
      postedMinor,
      waitingMinor: waits?.amountMinor ?? 0n,
      waitingKind: waits?.kind ?? null,
      shouldBeMinor: postedMinor + (waits?.amountMinor ?? 0n),
    };
  });
  const sum = (of: (place: (typeof booked)[number]) => bigint): bigint => booked.reduce((all, p) => all + of(p), 0n);
  return plain({
    statement,
    contracts: explanation.contracts.map(({ contract, standing, counts, cancellation }) => ({
      contractId: contract.contractId,
      standing,
      counts,
      cancellation,
    })),
    penetration: explanation.penetration,
    achievement: explanation.achievement,
    cell: explanation.cell,
    missed: explanation.missed,
    lines: explanation.lines,
    places: booked,
    booked: { postedMinor: sum((p) => p.postedMinor), shouldBeMinor: sum((p) => p.shouldBeMinor) },
  });
}

function matrixOf({
  subject,
  inputs: { matrix },
}: ReceiptBody): { version: number; matrix: CommissionMatrix; origin: MatrixOrigin } | null {
  if (matrix === null) return null;
  const { penetrationBounds, achievementBounds, rates, sheet, version, year } = matrix;
  const ref = ({ cell, text }: { cell: string; text: string }) => ({ cell, text });
  const bound = ({ ppm, exclusive }: { ppm: number; exclusive: boolean }) => ({ ppm, exclusive });
  return {
    version,
    matrix: {
      market: subject.market,
      year,
      penetrationBounds: penetrationBounds.map(bound),
      achievementBounds: achievementBounds.map(bound),
      ratesPpm: rates.map((row) => row.map(({ ppm }) => ppm)),
    },
    origin: {
      sheet,
      penetrationCells: penetrationBounds.map(ref),
      achievementCells: achievementBounds.map(ref),
      rateCells: rates.map((row) => row.map(ref)),
    },
  };
}

function placesOf({ subject, inputs, ledger }: ReceiptBody): PlaceToSettle[] {
  const standing = new Map(inputs.contracts.map((c) => [c.contractId, c]));
  const names = [...new Set([...standing.keys(), ...ledger.left])].toSorted(compareCodePoints);
  return names
    .filter((id) => subject.contractId === null || id === subject.contractId)
    .map((contractId) => ({
      contractId,
      standing: standing.get(contractId) ?? null,
      posted: postedOf(ledger.entries.filter((e) => e.contractId === contractId)),
    }));
}

function postedOf(entries: readonly Pick<LedgerEntry, "amountMinor" | "ratePpm">[]): PlaceToSettle["posted"] {
  const last = entries.at(-1);
  if (last === undefined) return null;
  const amountMinor = entries.reduce((sum, e) => sum + e.amountMinor, 0n);
  return { amountMinor, count: entries.length, ratePpm: last.ratePpm };
}

function plain(value: object): Record<string, PlainJson> {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  return z.record(z.string(), z.json()).parse(JSON.parse(text));
}
