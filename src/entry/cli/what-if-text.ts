/**
 * What if, in words: the statement before and after, and the distance to the next bands.
 */
import { grouped } from "../../domain/grouped.ts";
import { boundText } from "../../domain/matrix.ts";
import { formatMinor } from "../../domain/money.ts";
import { percentText, ratioText } from "../../domain/rate.ts";
import type { Statement } from "../../domain/statement.ts";
import type { Distance, WhatIfDocument } from "../../flows/what-if.ts";
import { blockedAdvice } from "./blocked-advice.ts";
import { signed, textTable } from "./text-table.ts";

export function whatIfText(document: WhatIfDocument): string[] {
  const { before, after, exponent } = document;
  const { agentId, market, period } = before;
  const columns = [{ title: "" }, { title: "now", right: true }, { title: "what if", right: true }];
  const shownBefore = figures(before, exponent);
  const shownAfter = figures(after, exponent);
  const rows = shownBefore.map(([label, figure], i) => [label, figure, shownAfter[i]?.[1] ?? ""]);
  return [
    `What if: ${agentId}, ${period} in ${market}. Nothing is stored.`,
    "",
    ...textTable(columns, rows),
    ...difference(document),
    "",
    ...(after.status === "blocked"
      ? [`Blocked (${after.reason}), so there are no distances.`, blockedAdvice(after, after.reason)]
      : distanceLines(document)),
  ];
}

function figures(statement: Statement, exponent: number): [label: string, figure: string][] {
  const money = (minor: bigint | null): string => (minor === null ? "–" : grouped(formatMinor(minor, exponent)));
  return [
    ["status", statement.status],
    ["contracts that count", String(statement.total)],
    ["of them financed", String(statement.financed)],
    ["penetration rate", ratioText(statement.penetration)],
    [`volume ${statement.currency}`, money(statement.volumeMinor)],
    [`target ${statement.currency}`, money(statement.targetMinor)],
    ["target achievement", statement.achievement === null ? "–" : ratioText(statement.achievement)],
    ["rate", statement.ratePpm === null ? "–" : percentText(statement.ratePpm)],
    [`commission ${statement.currency}`, money(statement.commissionMinor)],
  ];
}

function difference({ before, after, exponent }: WhatIfDocument): string[] {
  if (before.commissionMinor === null || after.commissionMinor === null) return [];
  const minor = after.commissionMinor - before.commissionMinor;
  return minor === 0n ? [] : [`Difference: ${signed(formatMinor(minor, exponent))} ${before.currency}`];
}

function distanceLines({ distances, after, exponent }: WhatIfDocument): string[] {
  const tell = (direction: Distance["direction"]): string[] =>
    distances.filter((d) => d.direction === direction).map((d) => `  ${distanceText(d, after, exponent)}`);
  const up = tell("up");
  // Where nothing is earned there is nothing to lose.
  const down = after.status === "below-threshold" ? [] : tell("down");
  return [
    "To the next bands; the money is that of the contracts already sold:",
    ...(up.length === 0 ? ["  The top bands are reached."] : up),
    ...(down.length === 0 ? [] : ["Down to the bands below:", ...down]),
  ];
}

/** `1 more financed contract lifts the rate to 2.30 %: +3 412.00 SEK (≥75% at 75.00 %)`. */
function distanceText(d: Distance, after: Statement, exponent: number): string {
  const step = stepText(d, exponent, after.currency);
  const reached = `(${d.direction === "up" ? "" : "under "}${boundText(d.bound)} at ${ratioText(d.ratio)})`;
  if (staysBelow(d, after)) return `${step}: still below the threshold, since the other ratio is ${reached}`;
  const effect = `${signed(formatMinor(d.effectMinor, exponent))} ${after.currency}`;
  return `${step} ${outcomeText(d, after)}: ${effect} ${reached}`;
}

function staysBelow(d: Distance, after: Statement): boolean {
  return after.status === "below-threshold" && (d.penetrationBand < 0 || d.achievementBand < 0);
}

function stepText({ direction, by, step }: Distance, exponent: number, currency: string): string {
  const up = direction === "up";
  const plural = step === 1n ? "" : "s";
  switch (by) {
    case "new-sales":
      return `${step} ${up ? "more" : "fewer"} financed contract${plural}`;
    case "conversions":
      return up
        ? `${step} cash sale${plural} financed instead`
        : `${step} financed contract${plural} paid in cash instead`;
    case "volume":
      return `${grouped(formatMinor(step, exponent))} ${currency} ${up ? "more" : "less"} financed volume`;
    default:
      return by satisfies never;
  }
}

function outcomeText(d: Distance, after: Statement): string {
  const verb = (stem: string): string => (d.by === "volume" || d.step === 1n ? `${stem}s` : stem);
  if (d.penetrationBand < 0 || d.achievementBand < 0) return `${verb("take")} the statement below the threshold`;
  if (d.ratePpm === after.ratePpm) return `${verb("keep")} the rate at ${percentText(d.ratePpm)}`;
  return `${verb(d.ratePpm > (after.ratePpm ?? 0) ? "lift" : "lower")} the rate to ${percentText(d.ratePpm)}`;
}
