/**
 * How far a ratio stands from a bound, in whole contracts and minor units: the smallest step that reaches it, or that loses it.
 * Exact in integers; each step moves one ratio and leaves the other as it is. Pure.
 */
import { reaches, type Bound } from "../domain/matrix.ts";
import type { Minor } from "../domain/money.ts";
import { PPM, type Ratio } from "../domain/rate.ts";

/** A penetration rate of 100 % is the most that there is. */
const WHOLE = PPM;

/** The smallest number of new financed sales k with (financed + k) / (total + k) at the bound; 0 when it is reached; null when none will do. */
export function newSalesToReach(penetration: Ratio, bound: Bound): bigint | null {
  if (reaches(penetration, bound)) return 0n;
  const eachAdds = WHOLE - BigInt(bound.ppm);
  if (eachAdds <= 0n) return null;
  return stepsOver(lackingOf(penetration, bound), eachAdds, bound.exclusive);
}

/** The smallest number of cash sales j that had to be financed: (financed + j) / total at the bound; null when there are not so many. */
export function conversionsToReach(penetration: Ratio, bound: Bound): bigint | null {
  if (reaches(penetration, bound)) return 0n;
  const steps = stepsOver(lackingOf(penetration, bound), WHOLE, bound.exclusive);
  return steps <= penetration.denominator - penetration.numerator ? steps : null;
}

/** The volume that is lacking, in minor units; 0 when the bound is reached. */
export function volumeToReach(achievement: Ratio, bound: Bound): Minor {
  return reaches(achievement, bound) ? 0n : lowestVolume(achievement.denominator, bound) - achievement.numerator;
}

/**
 * The smallest number of financed sales k whose loss leaves (financed - k) / (total - k) under the bound, at least one sale remaining;
 * null when the bound is not reached, or cannot be lost so.
 */
export function salesToLose(penetration: Ratio, bound: Bound): bigint | null {
  const eachTakes = WHOLE - BigInt(bound.ppm);
  if (!reaches(penetration, bound) || eachTakes <= 0n) return null;
  const steps = stepsOver(-lackingOf(penetration, bound), eachTakes, !bound.exclusive);
  return steps <= penetration.numerator && steps < penetration.denominator ? steps : null;
}

/** The smallest number of financed sales that, paid in cash instead, leave (financed - j) / total under the bound; null when none do. */
export function conversionsToLose(penetration: Ratio, bound: Bound): bigint | null {
  if (!reaches(penetration, bound)) return null;
  const steps = stepsOver(-lackingOf(penetration, bound), WHOLE, !bound.exclusive);
  return steps <= penetration.numerator ? steps : null;
}

/** The smallest loss of volume, in minor units, that leaves it under the bound; null when the bound is not reached or 0. */
export function volumeToLose(achievement: Ratio, bound: Bound): Minor | null {
  if (!reaches(achievement, bound)) return null;
  const loss = achievement.numerator - lowestVolume(achievement.denominator, bound) + 1n;
  return loss <= achievement.numerator ? loss : null;
}

/** bound x denominator - numerator x 1 000 000: above 0 when it is not reached. */
function lackingOf(ratio: Ratio, bound: Bound): bigint {
  return BigInt(bound.ppm) * ratio.denominator - ratio.numerator * PPM;
}

function lowestVolume(target: Minor, bound: Bound): Minor {
  return stepsOver(BigInt(bound.ppm) * target, PPM, bound.exclusive);
}

/** The smallest whole n with n x step >= distance, or > distance. `distance` is not negative. */
function stepsOver(distance: bigint, step: bigint, beyond: boolean): bigint {
  return beyond ? distance / step + 1n : (distance + step - 1n) / step;
}
