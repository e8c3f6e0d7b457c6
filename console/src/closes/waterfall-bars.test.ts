import { expect, test } from "vitest";
import { waterfallBars } from "./waterfall-bars.ts";

test("each bar begins where the one before ended, and the total reaches from nothing to the last end", () => {
  const { bars, total, zeroPercent } = waterfallBars(["60.00", "40.00", "-25.00"]);
  expect(bars).toEqual([
    { startPercent: 0, widthPercent: 60, falls: false },
    { startPercent: 60, widthPercent: 40, falls: false },
    { startPercent: 75, widthPercent: 25, falls: true },
  ]);
  expect([zeroPercent, total]).toEqual([0, { startPercent: 0, widthPercent: 75, falls: false }]);
});

test("a sum below nothing moves the line of nothing to the right", () => {
  const { bars, zeroPercent } = waterfallBars(["-10.00", "5.00"]);
  expect(zeroPercent).toBe(100);
  expect(bars).toEqual([
    { startPercent: 0, widthPercent: 100, falls: true },
    { startPercent: 0, widthPercent: 50, falls: false },
  ]);
});

test("no difference draws nothing", () => {
  expect(waterfallBars([]).total).toEqual({ startPercent: 0, widthPercent: 0, falls: false });
});
