/**
 * How many requests a minute, per person and per address. In: who, what kind. Out: how many seconds to wait; 0: go on.
 * Counted in this process: where several run, each allows as much. Memory is bounded: whoever has not asked for a minute is forgotten.
 */
export interface Limits {
  /** A minute, each. */
  readonly perPerson: number;
  readonly perAddress: number;
  readonly signInsPerAddress: number;
  readonly uploadsPerPerson: number;
}

export const DEFAULT_LIMITS: Limits = {
  perPerson: 600,
  perAddress: 1_200,
  signInsPerAddress: 20,
  uploadsPerPerson: 20,
};

export interface RateLimiter {
  /** Takes one of `most` a minute; the seconds until there is one again, or 0. */
  take(name: string, most: number): number;
}

const MINUTE = 60_000;
const MOST_NAMES = 100_000;

/** A bucket that fills evenly over the minute. */
export function createRateLimiter(now: () => Date): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(name, most) {
      const at = now().getTime();
      const bucket = buckets.get(name) ?? { tokens: most, at };
      const tokens = Math.min(most, bucket.tokens + (Math.max(0, at - bucket.at) * most) / MINUTE);
      // Taken out and put back, so that the map is in the order of last use.
      buckets.delete(name);
      const allowed = tokens >= 1;
      buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at });
      for (const [oldest, { at: last }] of buckets) {
        if (buckets.size <= MOST_NAMES && at - last < MINUTE) break;
        buckets.delete(oldest);
      }
      return allowed ? 0 : Math.max(1, Math.ceil(((1 - tokens) * MINUTE) / most / 1000));
    },
  };
}
