import { describe, expect, test } from "vitest";
import { isAlarming, nextAttemptAt, nextQuestionAt } from "./retry.ts";

const NOW = new Date("2024-06-10T08:00:00.000Z");
const secondsAfter = (at: Date): number => (at.getTime() - NOW.getTime()) / 1_000;
const HOUR = 3_600;

describe("the wait before the next attempt doubles from a second to a quarter of an hour, with full jitter (fault 27)", () => {
  test.each([
    // attempt, random, Retry-After in seconds, wait in seconds
    [1, 0, null, 0],
    [1, 0.5, null, 0.5],
    [1, 0.999, null, 0.999],
    [2, 0.5, null, 1],
    [5, 0.5, null, 8],
    [10, 0.5, null, 256],
    [11, 0.5, null, 450],
    [12, 0.5, null, 450],
    // There is no last attempt.
    [5_000, 0.5, null, 450],
    // What Core View asks for wins when it is longer, and never for more than a day.
    [1, 0.5, 30, 30],
    [12, 0.5, 30, 450],
    [1, 0.5, 7 * HOUR, 7 * HOUR],
    [1, 0.5, 1_000 * HOUR, 24 * HOUR],
    [3, 0.5, -5, 2],
  ])("attempt %i with random %d and Retry-After %s waits %d s", (attempt, random, retryAfter, wait) => {
    const retryAfterMs = retryAfter === null ? null : retryAfter * 1_000;
    expect(secondsAfter(nextAttemptAt({ attempt, random, retryAfterMs, now: NOW }))).toBe(wait);
  });

  test("an acknowledgement is asked for every minute", () => {
    expect(secondsAfter(nextQuestionAt(NOW))).toBe(60);
  });
});

describe("a batch that waits long is told as an alarm (fault 27)", () => {
  test.each([
    [1, 0, false],
    [9, 3.9, false],
    [10, 0, true],
    [1, 4, true],
    [0, null, false],
  ])("after %i attempts, the first %s hours ago: %s", (attempts, hoursAgo, alarming) => {
    const firstAttemptAt = hoursAgo === null ? null : new Date(NOW.getTime() - hoursAgo * HOUR * 1_000);
    expect(isAlarming({ attempts, firstAttemptAt, now: NOW })).toBe(alarming);
  });
});
