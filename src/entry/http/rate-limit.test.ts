import { expect, test } from "vitest";
import { createRateLimiter } from "./rate-limit.ts";

test("so many a minute, then seconds to wait, and as time goes by again one after another, each name for itself", () => {
  let at = 0;
  const limiter = createRateLimiter(() => new Date(at));
  const take = (name = "a"): number => limiter.take(name, 6);
  expect(Array.from({ length: 7 }, () => take())).toEqual([0, 0, 0, 0, 0, 0, 10]);
  expect(take("b")).toBe(0);
  at += 4_000;
  expect(take()).toBe(6);
  at += 6_000;
  expect([take(), take()]).toEqual([0, 10]);
  at += 600_000;
  expect(Array.from({ length: 7 }, () => take())).toEqual([0, 0, 0, 0, 0, 0, 10]);
});

test("a clock that jumps back gives nobody more", () => {
  let at = 1_000_000;
  const limiter = createRateLimiter(() => new Date(at));
  expect(limiter.take("a", 1)).toBe(0);
  at -= 500_000;
  expect(limiter.take("a", 1)).toBe(60);
});
