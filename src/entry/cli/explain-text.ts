/**
 * An explanation in words and figures for a controller at a terminal, from the facts to the ledger.
 * In: a document. Out: lines of about 100 columns; long names may run over.
 */
import { grouped } from "../../domain/grouped.ts";
import { boundText } from "../../domain/matrix.ts";
import { formatMinor } from "../../domain/money.ts";
import { percentText, ratioText } from "../../domain/rate.ts";
import { targetMinor } from "../../domain/target.ts";
import type { AxisWorking, ExplanationDocument, MissedThreshold, WorkbookRef } from "../../flows/explain-commission.ts";
import { blockedAdvice } from "./blocked-advice.ts";
import { completenessLine } from "./completeness-json.ts";
import { cancellationText, contractDetail } from "./explain-contract-text.ts";
import { ledgerLines } from "./explain-ledger-text.ts";
import { exactText } from "./exact-text.ts";
import { textTable } from "./text-table.ts";

export function explanationText(document: ExplanationDocument): string[] {
  const sections = [
    [title(document), ...state(document), ...completeness(document)],
    facts(document),
    target(document),
    matrix(document),
    axis(document, "PENETRATION RATE", document.explanation.penetration, "contracts"),
    axis(document, "TARGET ACHIEVEMENT", document.explanation.achievement, "money"),
    rate(document),
    document.contractId === null ? lines(document) : contractDetail(document),
    ledgerLines(document),
  ];
  return sections.filter((section) => section.length > 0).flatMap((section) => [...section, ""]);
}

function title(document: ExplanationDocument): string {
  const { agentId, market, period, contractId, statement, explanation, exponent, currency } = document;
  const money = (minor: bigint): string => `${grouped(formatMinor(minor, exponent))} ${currency}`;
  const who = contractId === null ? agentId : `contract ${contractId} of ${agentId}`;
  const where = `${period} in ${market}`;
  if (statement === null) return `Why ${who} earned nothing for ${where}`;
  if (statement.commissionMinor === null) return `Why ${who} has no commission yet for ${where}`;
  const earned = contractId === null ? statement.commissionMinor : (explanation.lines[0]?.commissionMinor ?? 0n);
  const kept = document.places.reduce((sum, place) => sum + place.targetMinor, 0n);
  const after = document.closing === null || kept === earned ? "" : `, and ${money(kept)} after clawbacks`;
  return `Why ${who} earned ${money(earned)} for ${where}${after}`;
}

function state(document: ExplanationDocument): string[] {
  const { statement, final, exponent, currency } = document;
  if (statement === null) return ["No contract counts here, so there is no statement."];
  const kind = final ? "final: the month is closed, and nothing waits to be posted" : "provisional";
  switch (statement.status) {
    case "payable":
      return [`The statement is payable and ${kind}.`];
    case "blocked":
      return [
        `The statement is blocked (${statement.reason}): nothing is posted until it is solved.`,
        blockedAdvice(document, statement.reason),
      ];
    case "below-threshold":
      return [
        `The statement is below the threshold and ${kind}.`,
        "A ratio is under its lowest band, so every line earns 0.",
        ...document.explanation.missed.map((m) => missedText(m, exponent, currency)),
      ];
    default:
      return statement satisfies never;
  }
}

/** Ratios of a market that lacks contracts may yet change. */
function completeness({ market, completeness: found }: ExplanationDocument): string[] {
  return found === null ? [] : [`${market} ${completenessLine(found)}`];
}

function missedText(missed: MissedThreshold, exponent: number, currency: string): string {
  if (missed.axis === "achievement") {
    const lacking = grouped(formatMinor(missed.volumeMinor, exponent));
    return `Target achievement misses its lowest bound ${boundText(missed.bound)} by ${lacking} ${currency} of financed volume.`;
  }
  const ways = [
    missed.newSales === null ? null : contractCount(missed.newSales, "more financed contract"),
    missed.conversions === null ? null : `${contractCount(missed.conversions, "cash sale")} financed instead`,
  ].filter((way) => way !== null);
  const by = ways.length === 0 ? "" : `; it lacks ${ways.join(", or ")}`;
  return `The penetration rate misses its lowest bound ${boundText(missed.bound)}${by}.`;
}

function contractCount(count: bigint, what: string): string {
  return `${count} ${what}${count === 1n ? "" : "s"}`;
}

function facts(document: ExplanationDocument): string[] {
  const { statement, explanation, exponent, currency, plan, contractId } = document;
  const summary =
    statement === null
      ? []
      : [
          `${statement.total} count, ${statement.financed} of them financed, with a volume of ` +
            `${grouped(formatMinor(statement.volumeMinor, exponent))} ${currency}. Eligible: ${plan.eligibleCategories.join(", ")}.`,
        ];
  if (contractId !== null) return ["CONTRACTS", ...summary];
  const rows = explanation.contracts.map(({ contract, counts, standing }) => [
    contract.contractId,
    contract.contractDate,
    contract.amountMinor === null ? "" : grouped(formatMinor(contract.amountMinor, exponent)),
    counts
      ? `${standing} ${contract.category}`
      : standing === "category-not-eligible"
        ? `no: ${contract.category}`
        : `no: cancelled ${contract.cancellation?.date ?? ""}`,
    document.events.get(contract.contractId)?.event.id ?? "",
  ]);
  if (rows.length === 0) return ["CONTRACTS", ...summary, "No contract stands here."];
  const columns = [
    { title: "contract" },
    { title: "date" },
    { title: `amount ${currency}`, right: true },
    { title: "counts as" },
    { title: "event" },
  ];
  return ["CONTRACTS", ...summary, ...textTable(columns, rows), ...lateCancellations(document)];
}

/** Of contracts that keep their line, since they were cancelled after their period's end. */
function lateCancellations({ explanation, plan }: ExplanationDocument): string[] {
  return explanation.contracts.flatMap(({ contract, counts, cancellation }) =>
    cancellation !== null && counts ? [`${contract.contractId}: ${cancellationText(cancellation, plan)}`] : [],
  );
}

function target({ target, exponent, currency }: ExplanationDocument): string[] {
  if (target === null || target.amount === null) return [];
  const amount = grouped(formatMinor(targetMinor(target.amount, exponent), exponent));
  const named = target.market === null ? "names no market" : `names ${target.market}`;
  return [
    `SALES TARGET ${amount} ${currency} (${named})`,
    `from ${target.workbook.fileName}, sheet "${target.sheet}", cell ${target.cell}, which shows "${target.shown}"`,
    uploadText(target.workbook),
  ];
}

function matrix({ matrix }: ExplanationDocument): string[] {
  if (matrix === null) return [];
  const { market, year, version, workbook, origin } = matrix;
  return [
    `COMMISSION MATRIX ${market} ${year}, version ${version}`,
    `from ${workbook.fileName}, sheet "${origin.sheet}"`,
    uploadText(workbook),
  ];
}

function uploadText({ uploadedBy, uploadedAt, sha256 }: WorkbookRef): string {
  return `uploaded by ${uploadedBy} at ${uploadedAt}; SHA-256 ${sha256.slice(0, 16)}…`;
}

function axis(
  { exponent, currency, matrix }: ExplanationDocument,
  name: string,
  working: AxisWorking | null,
  unit: "contracts" | "money",
): string[] {
  if (working === null || matrix === null) return [];
  const { ratio, bounds, band } = working;
  const shown = (n: bigint): string => (unit === "money" ? grouped(formatMinor(n, exponent)) : String(n));
  const unitText = unit === "money" ? ` ${currency}, in minor units` : " contracts";
  const rows = bounds.map(({ bound, origin, left, right, reached }, index) => [
    origin.cell,
    origin.text,
    grouped(String(left)),
    bound.exclusive ? (reached ? ">" : "≤") : reached ? "≥" : "<",
    grouped(String(right)),
    reached ? (index === band ? "yes: the band" : "yes") : "no",
  ]);
  const columns = [
    { title: "cell" },
    { title: "shows", right: true },
    { title: `${grouped(String(ratio.numerator))} × 1 000 000`, right: true },
    { title: "" },
    { title: `bound in ppm × ${grouped(String(ratio.denominator))}`, right: true },
    { title: "reached" },
  ];
  return [
    `${name} ${shown(ratio.numerator)} / ${shown(ratio.denominator)} = ${ratioText(ratio)}, rounded down`,
    `compared exactly with each bound (${unitText.trim()}):`,
    ...textTable(columns, rows),
  ];
}

function rate({ explanation: { cell }, matrix }: ExplanationDocument): string[] {
  if (cell === null || matrix === null) return [];
  return [
    `RATE ${percentText(cell.ratePpm)}`,
    `from ${matrix.workbook.fileName}, sheet "${matrix.origin.sheet}", cell ${cell.rate.cell}, which shows "${cell.rate.text}":`,
    `penetration band ${cell.penetrationBound.text} (${cell.penetrationBound.cell}), achievement band ` +
      `${cell.achievementBound.text} (${cell.achievementBound.cell})`,
  ];
}

function lines({ explanation, statement, exponent, currency }: ExplanationDocument): string[] {
  if (statement === null || statement.commissionMinor === null || explanation.lines.length === 0) return [];
  const money = (minor: bigint): string => grouped(formatMinor(minor, exponent));
  const rows = explanation.lines.map((line) => [
    line.contractId,
    money(line.amountMinor),
    percentText(line.ratePpm),
    grouped(exactText(line.product, exponent)),
    money(line.commissionMinor),
    ROUNDINGS[line.rounding],
  ]);
  const columns = [
    { title: "contract" },
    { title: `amount ${currency}`, right: true },
    { title: "× rate", right: true },
    { title: "= exactly", right: true },
    { title: `commission ${currency}`, right: true },
    { title: "rounded" },
  ];
  const sum = ["sum", money(statement.volumeMinor), "", "", money(statement.commissionMinor), ""];
  return [
    "COMMISSION each financed contract × rate, rounded once to the minor unit",
    ...textTable(columns, [...rows, sum]),
  ];
}

const ROUNDINGS = { exact: "", down: "down", up: "up", "half-away": "up, from exactly half" } as const;
