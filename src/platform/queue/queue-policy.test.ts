import { expect, test } from "vitest";
import { QUEUE_POLICY } from "./queue-policy.ts";

const DAY = 24 * 3_600_000;
const { functionTimeoutMs, reserveMs, visibilityMs, retentionMs, deadLetterRetentionMs, mostReceives } = QUEUE_POLICY;

test.each([
  ["a message stays hidden for six times its consumer's time at least", visibilityMs >= 6 * functionTimeoutMs],
  ["a consumer stops before its time is over", reserveMs > 0 && reserveMs < functionTimeoutMs],
  ["the queue keeps a message for four days at most", retentionMs <= 4 * DAY],
  ["the dead-letter queue keeps it for fourteen days", deadLetterRetentionMs === 14 * DAY],
  ["ten days are left for a person, also after all days in the queue", deadLetterRetentionMs - retentionMs >= 10 * DAY],
  ["all tries of a message fit into the queue's days", mostReceives * visibilityMs < retentionMs],
])("%s (fault 12)", (_, holds) => {
  expect(holds).toBe(true);
});
