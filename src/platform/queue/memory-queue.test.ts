import { beforeEach, describe, expect, test } from "vitest";
import { createMemoryQueue, type MemoryQueue, type QueueWhims } from "./memory-queue.ts";
import { QUEUE_POLICY } from "./queue-policy.ts";

const DAY = 24 * 3_600_000;
const VISIBILITY = QUEUE_POLICY.visibilityMs;
let time: number;
const now = (): Date => new Date(time);

beforeEach(() => {
  time = Date.parse("2024-03-01T00:00:00Z");
});

function makeQueue(whims?: QueueWhims): { queue: MemoryQueue; dead: MemoryQueue } {
  const dead = createMemoryQueue({ now, retentionMs: QUEUE_POLICY.deadLetterRetentionMs, deadLetters: null });
  const deadLetters = { queue: dead, mostReceives: QUEUE_POLICY.mostReceives };
  const queue = createMemoryQueue({
    now,
    retentionMs: QUEUE_POLICY.retentionMs,
    deadLetters,
    ...(whims === undefined ? {} : { whims }),
  });
  return { queue, dead };
}

async function texts(queue: MemoryQueue, most = 10): Promise<string[]> {
  const messages = await queue.receive({ most, visibilityMs: VISIBILITY });
  return messages.map(({ body }) => Buffer.from(body).toString());
}

async function sendAll(queue: MemoryQueue, bodies: readonly string[]): Promise<void> {
  for (const body of bodies) await queue.send(Buffer.from(body));
}

describe("a queue in memory", () => {
  test("hands a message to one consumer at a time, and again when its time hidden is over (fault 9)", async () => {
    const { queue } = makeQueue();
    await sendAll(queue, ["a"]);
    expect([await texts(queue), await texts(queue)]).toEqual([["a"], []]);
    time += VISIBILITY;
    expect(await texts(queue)).toEqual(["a"]);
  });

  test("hands out ten at most", async () => {
    const { queue } = makeQueue();
    await sendAll(queue, "abcdefghijkl".split(""));
    expect(await texts(queue, 100)).toHaveLength(10);
  });

  test("lets go of what is deleted by its newest receipt, and of nothing by an old one", async () => {
    const { queue } = makeQueue();
    await sendAll(queue, ["a"]);
    const [first] = await queue.receive({ most: 1, visibilityMs: VISIBILITY });
    time += VISIBILITY;
    const [second] = await queue.receive({ most: 1, visibilityMs: VISIBILITY });
    expect([first?.receiveCount, second?.receiveCount]).toEqual([1, 2]);
    await queue.delete(first?.receipt ?? "");
    expect(queue.depth()).toBe(1);
    await queue.delete(second?.receipt ?? "");
    expect(queue.depth()).toBe(0);
  });

  test("gives a message back at once when it is told to", async () => {
    const { queue } = makeQueue();
    await sendAll(queue, ["a"]);
    const [message] = await queue.receive({ most: 1, visibilityMs: VISIBILITY });
    await queue.changeVisibility(message?.receipt ?? "", 0);
    expect(await texts(queue)).toEqual(["a"]);
  });

  test("makes a dead letter of what was taken too often, and gives it back by a redrive (fault 11)", async () => {
    const { queue, dead } = makeQueue();
    await sendAll(queue, ["a"]);
    for (let n = 0; n < QUEUE_POLICY.mostReceives; n += 1) {
      expect(await texts(queue)).toEqual(["a"]);
      time += VISIBILITY;
    }
    expect([await texts(queue), queue.depth(), dead.depth()]).toEqual([[], 0, 1]);
    expect(await dead.redrive(queue)).toBe(1);
    expect([await texts(queue), dead.depth()]).toEqual([["a"], 0]);
  });

  test("counts a dead letter's days from its first sending (fault 12)", async () => {
    const { queue, dead } = makeQueue();
    await sendAll(queue, ["a"]);
    time += 3 * DAY;
    for (let n = 0; n <= QUEUE_POLICY.mostReceives; n += 1) {
      await texts(queue);
      time += VISIBILITY;
    }
    time += 10 * DAY;
    expect(dead.depth()).toBe(1);
    time += DAY;
    expect([dead.depth(), dead.expired()]).toEqual([0, 1]);
  });

  test("delays, repeats and reorders as its whims have it (fault 4) (fault 5)", async () => {
    const { queue } = makeQueue({ delayMs: () => 1_000, repeatsMs: () => [2 * DAY], choose: (count) => count - 1 });
    await sendAll(queue, ["a", "b"]);
    expect(await texts(queue)).toEqual([]);
    time += 1_000;
    for (const text of ["b", "a"]) {
      const [message] = await queue.receive({ most: 1, visibilityMs: VISIBILITY });
      expect(Buffer.from(message?.body ?? "").toString()).toBe(text);
      await queue.delete(message?.receipt ?? "");
    }
    time += 2 * DAY;
    expect(await texts(queue)).toEqual(["b", "a"]);
  });
});
