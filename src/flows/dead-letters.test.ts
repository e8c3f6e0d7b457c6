import { expect, test } from "vitest";
import { createMemoryQueue } from "../platform/queue/memory-queue.ts";
import { listDeadLetters, redriveDeadLetters } from "./dead-letters.ts";

function queues(bodies: readonly string[]) {
  const make = () => createMemoryQueue({ now: () => new Date(0), retentionMs: 1_000_000, deadLetters: null });
  const [dead, live] = [make(), make()];
  return Promise.all(bodies.map((body) => dead.send(Buffer.from(body)))).then(() => ({ dead, live }));
}

test("listing takes nothing away and hides nothing", async () => {
  const { dead } = await queues(["a", "b", "c"]);
  expect((await listDeadLetters(dead, 10)).map(({ beginning }) => beginning).toSorted()).toEqual(["a", "b", "c"]);
  expect(await listDeadLetters(dead, 10)).toHaveLength(3);
});

test.each([
  ["all", 100, 12, 0],
  ["no more than asked for", 5, 5, 7],
])("redriven, a letter is in its queue again and no dead one: %s", async (_what, most, sent, left) => {
  const { dead, live } = await queues(Array.from({ length: 12 }, (_, n) => `message ${n}`));
  expect(await redriveDeadLetters(dead, live, most)).toBe(sent);
  expect(live.depth()).toBe(sent);
  expect(dead.depth()).toBe(left);
});

test("a redrive that is killed before it deletes leaves the letter where it was", async () => {
  const { dead, live } = await queues(["a"]);
  const dying = { ...live, send: () => Promise.reject(new Error("killed")) };
  await expect(redriveDeadLetters(dead, dying, 10)).rejects.toThrow("killed");
  expect(dead.depth()).toBe(1);
});
