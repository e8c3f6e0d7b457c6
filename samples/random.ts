/**
 * A small random number generator whose whole sequence follows from its seed, on every machine and Node version:
 * Marsaglia's xorshift with 32 bits of state (shifts 13, 17, 5), on integers only.
 * In: a seed. Out: whole numbers. Not for secrets.
 */

export interface Random {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `digits` hexadecimal digits. */
  hex(digits: number): string;
}

/** @param seed a whole number above 0 and below 2^32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  if (state === 0) throw new Error("assertion: the seed of xorshift is never 0");
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state;
  };
  const between = (low: number, high: number): number => low + (next() % (high - low + 1));
  return {
    between,
    chance: (percent) => between(1, 100) <= percent,
    pick: (list) => {
      const item = list[between(0, list.length - 1)];
      if (item === undefined) throw new Error("assertion: nothing to pick from");
      return item;
    },
    hex: (digits) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join(""),
  };
}
