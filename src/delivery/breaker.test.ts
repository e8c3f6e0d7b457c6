import { describe, expect, test } from "vitest";
import { afterFailure, breakerGate, CLOSED, trialClaimed, type BreakerState } from "./breaker.ts";

const NOW = new Date("2024-06-10T08:00:00.000Z");
const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const openSeconds = ({ openUntil }: BreakerState): number | null =>
  openUntil === null ? null : (openUntil.getTime() - NOW.getTime()) / 1_000;

describe("a destination is left alone after five failures in a row, longer each time (fault 27)", () => {
  test.each([
    [0, null],
    [3, null],
    [4, 30],
    [5, 60],
    [6, 120],
    [9, 900],
    [40, 900],
  ])("after %i failures and one more: %s s", (failures, pause) => {
    const after = afterFailure({ ...CLOSED, failures }, NOW, null);
    expect(after.failures).toBe(failures + 1);
    expect(openSeconds(after)).toBe(pause);
  });

  test("what Core View asks for is kept, for a day at most", () => {
    expect(afterFailure(CLOSED, NOW, 60_000).retryAfter).toEqual(at(60));
    expect(afterFailure(CLOSED, NOW, 10 ** 12).retryAfter).toEqual(at(24 * 3_600));
    expect(afterFailure(CLOSED, NOW, null).retryAfter).toBeNull();
    expect(afterFailure({ ...CLOSED, retryAfter: at(60) }, NOW, null).retryAfter).toEqual(at(60));
    expect(afterFailure({ ...CLOSED, retryAfter: at(-1) }, NOW, null).retryAfter).toBeNull();
  });
});

const OPEN: BreakerState = { failures: 5, openUntil: at(30), retryAfter: null };
const ASKED_TO_WAIT: BreakerState = { failures: 1, openUntil: null, retryAfter: at(60) };

describe("who may go", () => {
  test.each<[what: string, state: BreakerState, seconds: number, mayTryNow: boolean, gate: object]>([
    ["closed: everyone", CLOSED, 0, false, { gate: "go" }],
    ["four failures: still everyone", { ...CLOSED, failures: 4 }, 0, false, { gate: "go" }],
    ["open: nobody", OPEN, 29, false, { gate: "wait", code: "breaker-open", until: at(30) }],
    ["open: a person, once", OPEN, 0, true, { gate: "trial" }],
    ["over: one trial", OPEN, 30, false, { gate: "trial" }],
    ["asked to wait: nobody", ASKED_TO_WAIT, 59, false, { gate: "wait", code: "retry-after", until: at(60) }],
    ["asked to wait: no person either", ASKED_TO_WAIT, 59, true, { gate: "wait", code: "retry-after", until: at(60) }],
    ["waited long enough", ASKED_TO_WAIT, 60, false, { gate: "go" }],
  ])("%s", (_what, state, seconds, mayTryNow, gate) => {
    expect(breakerGate(state, { now: at(seconds), mayTryNow })).toEqual(gate);
  });

  test("while one tries, the others wait; a trial that is never heard of again is over after one pause", () => {
    const claimed = trialClaimed(OPEN, at(30));
    expect(breakerGate(claimed, { now: at(59), mayTryNow: false })).toMatchObject({ gate: "wait" });
    expect(breakerGate(claimed, { now: at(60), mayTryNow: false })).toEqual({ gate: "trial" });
  });
});
