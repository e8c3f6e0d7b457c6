/**
 * An agent's statement as the texts of a sheet of paper, in a language. In: the explanation of the month, the entries that were booked in it
 * for the agent. Out: what the template sets, every figure as it is shown. Pure: it shows and decides nothing.
 */
import type { LedgerEntry } from "../domain/ledger-entry.ts";
import { formatMinor, type Minor } from "../domain/money.ts";
import type { Period } from "../domain/period.ts";
import { percentText, ratioText } from "../domain/rate.ts";
import type { Bound } from "../domain/matrix.ts";
import type { ExplanationDocument } from "./explain-commission.ts";
import { marketName } from "./market-names.ts";
import { figure, monthName, percent, WORDS, type Language, type StatementWords } from "./statement-words.ts";

export interface SheetInput {
  readonly market: string;
  readonly period: Period;
  readonly agentId: string;
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  /** Null: the agent has no contract in the month, but entries were booked in it. */
  readonly document: ExplanationDocument | null;
  /** The agent's entries that the close of this month has posted, in ledger order. */
  readonly booked: readonly LedgerEntry[];
}

export type StatementSheet = ReturnType<typeof statementSheet>;

export function statementSheet(input: SheetInput, language: Language) {
  const words = WORDS[language];
  const { labels } = words;
  const { document, market, period, agentId } = input;
  const shown = showing(input, language);
  const statement = document?.statement ?? null;
  const isFinal = document === null || document.final;
  const month = monthName(period, language);
  const place = marketName(market, language);
  return {
    lang: language,
    title: words.title,
    description: `${agentId}, ${place}, ${month}`,
    agent: agentId,
    market: `${place} (${market})`,
    month,
    commissionLabel: labels.commission,
    commission: shown.amount(statement === null ? 0n : statement.commissionMinor),
    provisional: isFinal ? null : words.provisional,
    banner: bannerOf(words, statement, isFinal),
    footer: `${words.title} · ${agentId.length > 60 ? `${agentId.slice(0, 60).toWellFormed()}…` : agentId} · ${market} ${period}`,
    page: words.page,
    of: words.of,
    facts: factsOf(input, words, shown, isFinal),
    matrix: matrixOf(document, words, shown),
    lines: linesOf(document, words, shown),
    changes: {
      caption: labels.changes,
      none: labels.noChanges,
      titles: [labels.contract, labels.earnedIn, labels.kind, labels.commission, labels.entry],
      rows: input.booked
        .filter((e) => e.kind !== "commission")
        .map((e) => [e.contractId, e.period, words.kinds[e.kind], shown.amount(e.amountMinor), entryText(e)]),
    },
    booked: bookedOf(input, words, shown),
    basis: { caption: labels.basis, rows: basisOf(input, words) },
    objection: { caption: labels.objectionTitle, text: words.objection },
  };
}

interface Showing {
  readonly amount: (minor: Minor | null) => string;
  readonly percent: (text: string) => string;
}

function showing({ exponent, currency }: SheetInput, language: Language): Showing {
  return {
    amount: (minor) => (minor === null ? "–" : `${figure(formatMinor(minor, exponent), language)}\u00a0${currency}`),
    percent: (text) => percent(text, language),
  };
}

type ShownStatement = ExplanationDocument["statement"];

function bannerOf(words: StatementWords, statement: ShownStatement, isFinal: boolean): string | null {
  const reason =
    statement?.status === "blocked" ? [`${words.status.blocked}: ${words.reasons[statement.reason]}.`] : [];
  const told = isFinal ? reason : [words.provisionalMeans, ...reason];
  return told.length === 0 ? null : told.join(" ");
}

function factsOf({ document }: SheetInput, words: StatementWords, shown: Showing, isFinal: boolean) {
  const { labels } = words;
  const s = document?.statement ?? null;
  const status = { label: labels.status, value: isFinal ? words.final : words.provisional };
  if (s === null) return [{ ...status, note: labels.noContracts }];
  const achievement = s.achievement === null ? "–" : shown.percent(ratioText(s.achievement));
  return [
    { label: labels.contracts, value: String(s.total), note: `${labels.financed}: ${s.financed}` },
    { label: labels.penetration, value: shown.percent(ratioText(s.penetration)), note: `${s.financed} / ${s.total}` },
    { label: labels.volume, value: shown.amount(s.volumeMinor), note: "" },
    { label: labels.target, value: shown.amount(s.targetMinor), note: "" },
    { label: labels.achievement, value: achievement, note: "" },
    { label: labels.rate, value: s.ratePpm === null ? "–" : shown.percent(percentText(s.ratePpm)), note: "" },
    { label: labels.commission, value: shown.amount(s.commissionMinor), note: "" },
    { ...status, note: words.status[s.status] },
  ];
}

function matrixOf(document: ExplanationDocument | null, words: StatementWords, shown: Showing) {
  if (document === null || document.matrix === null) return null;
  const { matrix } = document.matrix;
  const { penetration, achievement } = document.explanation;
  const bound = ({ ppm, exclusive }: Bound): string =>
    `${exclusive ? words.over : words.from}\u00a0${shown.percent(percentText(ppm))}`;
  // The best row first, as the workbook is usually written.
  const order = matrix.penetrationBounds.map((_, index) => index).toReversed();
  return {
    caption: words.labels.matrix,
    corner: words.labels.penetration,
    columns: matrix.achievementBounds.map(bound),
    rows: order.map((index) => ({
      bound: boundAt(matrix.penetrationBounds, index, bound),
      cells: (matrix.ratesPpm[index] ?? []).map((ppm) => shown.percent(percentText(ppm))),
    })),
    penetration: penetration === null || penetration.band < 0 ? -1 : order.indexOf(penetration.band),
    achievement: achievement === null ? -1 : achievement.band,
  };
}

function boundAt(bounds: readonly Bound[], index: number, show: (bound: Bound) => string): string {
  const bound = bounds[index];
  if (bound === undefined) throw new Error("assertion: a matrix has a bound for each row");
  return show(bound);
}

function linesOf(document: ExplanationDocument | null, words: StatementWords, shown: Showing) {
  const { labels } = words;
  const s = document?.statement ?? null;
  const entries = new Map((document?.places ?? []).map((place) => [place.contractId, place.entries.at(-1) ?? null]));
  const rate = s === null || s.ratePpm === null ? "–" : shown.percent(percentText(s.ratePpm));
  const rows = (s?.lines ?? []).map((line) => {
    const entry = entries.get(line.contractId) ?? null;
    const amounts = [shown.amount(line.amountMinor), rate, shown.amount(line.commissionMinor)];
    return [line.contractId, ...amounts, entry === null ? "–" : entryText(entry)];
  });
  return {
    caption: labels.lines,
    none: labels.noContracts,
    titles: [labels.contract, labels.amount, labels.rate, labels.commission, labels.entry],
    rows,
    total: s === null ? [] : [labels.total, shown.amount(s.volumeMinor), rate, shown.amount(s.commissionMinor), ""],
  };
}

/** Enough to find the entry and to see that it is the same: its number, and how its hash begins. */
function entryText(entry: LedgerEntry): string {
  return `${entry.seq} · ${entry.hash.slice(0, 12)}`;
}

function bookedOf({ booked }: SheetInput, words: StatementWords, shown: Showing): string[][] {
  if (booked.length === 0) return [];
  const sum = (entries: readonly LedgerEntry[]): Minor => entries.reduce((total, e) => total + e.amountMinor, 0n);
  const kinds = (["commission", "correction", "clawback"] as const)
    .map((kind) => ({ kind, entries: booked.filter((e) => e.kind === kind) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ kind, entries }) => [`${words.kinds[kind]} (${entries.length})`, shown.amount(sum(entries))]);
  return [...kinds, [words.labels.booked, shown.amount(sum(booked))]];
}

function basisOf({ document, booked }: SheetInput, { labels }: StatementWords): string[][] {
  const matrix = document?.matrix ?? null;
  const target = document?.target ?? null;
  const first = booked[0];
  const last = booked.at(-1);
  const range = (from: LedgerEntry, to: LedgerEntry): string =>
    from.seq === to.seq ? String(from.seq) : `${from.seq}–${to.seq} (${booked.length})`;
  return [
    ...(matrix === null
      ? []
      : [
          [labels.matrixFile, `${matrix.market} ${matrix.year}, v${matrix.version}: ${matrix.workbook.fileName}`],
          ["", `SHA-256 ${matrix.workbook.sha256}`],
        ]),
    ...(target === null
      ? []
      : [
          [labels.targetFile, `${target.workbook.fileName}: ${target.sheet}!${target.cell}`],
          ["", `SHA-256 ${target.workbook.sha256}`],
        ]),
    ...(first === undefined || last === undefined
      ? [[labels.ledger, labels.notPosted]]
      : [
          [labels.ledger, `${range(first, last)}: ${first.closeId}`],
          ["", `SHA-256 ${last.hash}`],
        ]),
  ];
}
