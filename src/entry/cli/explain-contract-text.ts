/**
 * One contract in full detail: the fact with its event, its cancellation, the multiplication step by step.
 * In: a document of one contract. Out: lines.
 */
import { grouped } from "../../domain/grouped.ts";
import { formatMinor } from "../../domain/money.ts";
import { percentText } from "../../domain/rate.ts";
import type { ContractStanding, ExplanationDocument, LineWorking } from "../../flows/explain-commission.ts";
import { exactText } from "./exact-text.ts";

export function contractDetail(document: ExplanationDocument): string[] {
  const [standing] = document.explanation.contracts;
  if (standing === undefined) return [];
  const [line] = document.explanation.lines;
  return [
    ...fact(standing, document),
    ...cancellation(standing, document),
    ...(line === undefined ? [] : ["", ...multiplication(line, document)]),
  ];
}

function fact(
  { contract, standing }: ContractStanding,
  { events, exponent, currency, plan, period }: ExplanationDocument,
) {
  const listed = events.get(contract.contractId);
  const amount =
    contract.amountMinor === null ? "no amount" : `${grouped(formatMinor(contract.amountMinor, exponent))} ${currency}`;
  const why = {
    financed: "It counts among all contracts, among the financed ones and in the volume.",
    cash: "It counts among all contracts, but not as financed: it has no commission of its own.",
    "category-not-eligible": `It counts nowhere: ${contract.category} is not eligible (eligible: ${plan.eligibleCategories.join(", ")}).`,
    "cancelled-in-period": `It counts nowhere: it was cancelled on or before the last day of ${period}.`,
  }[standing];
  return [
    `CONTRACT ${contract.contractId}`,
    `${contract.contractDate}, ${contract.category}, ${contract.financed ? "financed" : "cash"}, ${amount}`,
    why,
    ...(listed === undefined ? [] : eventLines(listed)),
  ];
}

function eventLines({ contract, event }: NonNullable<ReturnType<ExplanationDocument["events"]["get"]>>): string[] {
  const line = event.line === null ? "" : `, line ${event.line}`;
  return [
    `as reported by event ${event.id} of ${event.source} (sequence ${contract.sequence}),`,
    `received at ${event.receivedAt} from ${event.receivedFrom}${line}`,
  ];
}

function cancellation({ cancellation, standing }: ContractStanding, { plan }: ExplanationDocument): string[] {
  if (cancellation === null) return [];
  const reason = cancellation.reason === null ? [] : [`the reported reason: ${cancellation.reason}`];
  const still = standing === "cancelled-in-period" ? ["A contract cancelled in its own period earns nothing."] : [];
  return [cancellationText(cancellation, plan), ...reason, ...still];
}

/** When it was cancelled, whether that is inside the clawback window, and what follows. */
export function cancellationText(
  { date, lastDay, inside, exempt, clawedBackFrom }: NonNullable<ContractStanding["cancellation"]>,
  { clawbackMonths }: ExplanationDocument["plan"],
): string {
  const window = `the window of ${clawbackMonths} months that ends with ${lastDay}`;
  if (!inside) return `cancelled on ${date}, outside ${window}: kept`;
  if (exempt || clawedBackFrom === null)
    return `cancelled on ${date}, inside ${window}, but the reason is exempt: kept`;
  return `cancelled on ${date}, inside ${window}: clawed back from the close of ${clawedBackFrom} on`;
}

const ROUNDINGS = {
  exact: "nothing to round",
  down: "less than half remains: down",
  up: "more than half remains: up",
  "half-away": "exactly half remains: away from zero",
} as const;

function multiplication(line: LineWorking, { exponent, currency }: ExplanationDocument): string[] {
  const steps: [label: string, figure: string, note: string][] = [
    [
      "amount in minor units",
      grouped(String(line.amountMinor)),
      `${grouped(formatMinor(line.amountMinor, exponent))} ${currency}`,
    ],
    ["× rate in ppm", grouped(String(line.ratePpm)), percentText(line.ratePpm)],
    ["= product", grouped(String(line.product)), ""],
    ["/ 1 000 000", grouped(String(line.quotient)), `remainder ${grouped(String(line.remainder))}`],
    ["exactly", grouped(exactText(line.product, exponent)), currency],
    ["rounded once", grouped(formatMinor(line.commissionMinor, exponent)), `${currency}, ${ROUNDINGS[line.rounding]}`],
  ];
  const width = Math.max(...steps.map(([, figure]) => figure.length));
  return [
    "COMMISSION",
    ...steps.map(([label, figure, note]) => `${label.padEnd(22)} ${figure.padStart(width)}  ${note}`.trimEnd()),
  ];
}
