import { expect, test } from "vitest";
import { targetMinor } from "./target.ts";

test.each([
  [{ unit: "minor", value: 100_000_000n }, 2, 100_000_000n],
  [{ unit: "minor", value: 1_000_000n }, 0, 1_000_000n],
  [{ unit: "whole", value: 1_000_000n }, 2, 100_000_000n],
  [{ unit: "whole", value: 1_000_000n }, 0, 1_000_000n],
  [{ unit: "whole", value: 1_000_000n }, 3, 1_000_000_000n],
] as const)("a target of %o with %d decimals is %s in minor units", (amount, exponent, minor) => {
  expect(targetMinor(amount, exponent)).toBe(minor);
});
