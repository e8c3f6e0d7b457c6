/**
 * Work in slices gives what it gives at once, lets others in between, and can be given up.
 */
import { expect, test } from "vitest";
import { atOnce, inSlices, type Work } from "./work.ts";

/** So many steps of some milliseconds each. */
function* count(steps: number, told: number[] = []): Work<number> {
  for (let i = 0; i < steps; i += 1) {
    const until = performance.now() + 4;
    while (performance.now() < until);
    told.push(i);
    yield;
  }
  return steps;
}

test("the result is the same at once and in slices", async () => {
  expect(atOnce(count(3))).toBe(3);
  expect(await inSlices(count(12), new AbortController().signal)).toEqual({ result: 12 });
});

test("others come in between", async () => {
  const told: number[] = [];
  const stepsAt = new Promise<number>((resolve) => {
    setTimeout(() => {
      resolve(told.length);
    });
  });
  await inSlices(count(12, told), new AbortController().signal);
  expect(told).toHaveLength(12);
  expect(await stepsAt).toBeLessThan(12);
});

test("what is given up ends at the next way out, without a result", async () => {
  const told: number[] = [];
  const gaveUp = new AbortController();
  const work = inSlices(count(1000, told), gaveUp.signal);
  gaveUp.abort();
  expect(await work).toBeNull();
  expect(told.length).toBeLessThan(1000);
});

test("what breaks in the work breaks the promise", async () => {
  function* broken(): Work<never> {
    yield;
    throw new Error("broken");
  }
  await expect(inSlices(broken(), new AbortController().signal)).rejects.toThrow("broken");
});
