/**
 * What if, as JSON: `{ "before": statement, "after": statement, "distances": [ … ] }`.
 * A distance's `contracts` is null where the step is a volume, and `volume` null where it is contracts; `effect` is what the contracts that
 * stand would earn more (or less) at the rate of the band, without what the step itself would earn.
 */
import { boundText } from "../../domain/matrix.ts";
import { formatMinor } from "../../domain/money.ts";
import { ratioText } from "../../domain/rate.ts";
import type { Distance, WhatIfDocument } from "../../flows/what-if.ts";
import { statementJson } from "./statement-json.ts";

export function whatIfJson({ before, after, distances, exponent, final }: WhatIfDocument) {
  return {
    before: statementJson(before, exponent, final),
    after: statementJson(after, exponent, false),
    distances: distances.map((d) => distanceJson(d, exponent)),
  };
}

export function distanceJson(d: Distance, exponent: number) {
  const money = (minor: bigint): string => formatMinor(minor, exponent);
  return {
    direction: d.direction,
    axis: d.axis,
    by: d.by,
    contracts: d.by === "volume" ? null : Number(d.step),
    volume: d.by === "volume" ? money(d.step) : null,
    bound: { ppm: d.bound.ppm, exclusive: d.bound.exclusive, text: boundText(d.bound) },
    ratio: ratioText(d.ratio),
    penetrationBand: d.penetrationBand,
    achievementBand: d.achievementBand,
    ratePpm: d.ratePpm,
    commission: money(d.commissionMinor),
    effect: money(d.effectMinor),
  };
}
