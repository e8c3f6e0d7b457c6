/**
 * What every adapter to Core View keeps to while Core View and the way to it fail: nothing is thrown, nothing is half there,
 * and the same batch goes once as soon as it can. In: a way to make an adapter over a Core View that can be made to fail.
 */
import { expect, test } from "vitest";
import type { Batch } from "../../src/delivery/batch.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import {
  begin,
  closeAfterTest,
  isWhole,
  messageOf,
  need,
  sendUntilAccepted,
  type CoreViewUnderTest,
  type MakeCoreView,
} from "./core-view-under-test.ts";
import { heldBy } from "./held-batches.ts";
import { longBatch, sampleBatch } from "./sample-batches.ts";

/** From the greeting of any protocol to the last bytes of a long batch, and after them. */
const CUTS = [0, 1, 50, 500, 1_000, 1_800, 2_500, 3_500, 5_000, 8_000, 13_000, 20_000, 28_000, 36_000, 50_000];
/** Far more than any adapter needs for a batch; every other one is lost. */
const MOST_ANSWERS = 200;

export function describeFaults(make: MakeCoreView): void {
  test("away: it is told, and the same batch goes once when it is back (fault 27)", async (context) => {
    const coreView = await begin(make);
    const stop = need(coreView.stop, context, "go away");
    const [before, batch] = [sampleBatch(1), sampleBatch(2)];
    expect(await coreView.adapter.send(before)).toEqual({ state: "accepted" });
    const start = await stop();
    for (const adapter of [coreView.adapter, coreView.restarted()]) {
      const result = await adapter.send(batch);
      expect(["unavailable", "unknown"]).toContain(result.state);
      expect(messageOf(result)).toMatch(/\w/);
      expect(await adapter.read(batch.id)).toMatchObject({ state: "unavailable" });
      expect(await adapter.list("SE")).toMatchObject({ state: "unavailable" });
    }
    await start();
    expect(isWhole(await sendUntilAccepted(coreView.adapter, batch), batch)).toBe(true);
    expect(await heldBy(coreView.adapter)).toHaveLength(2);
  });

  test("cut after any number of bytes: never half there, and once in the end (fault 32)", async (context) => {
    const coreView = await begin(make);
    const cutAfter = need(coreView.cutAfter, context, "be cut off");
    let cuts = 0;
    for (const [nth, bytes] of CUTS.entries()) {
      const happened = await cutAfter(bytes);
      await expectOnceInTheEnd(coreView, longBatch(nth), happened, `cut after ${bytes} bytes`);
      if (happened()) cuts += 1;
    }
    expect(cuts).toBeGreaterThan(CUTS.length / 2);
    expect(await heldBy(coreView.adapter)).toHaveLength(CUTS.length);
  });

  test(
    "any answer lost: whole or not at all, and once in the end (fault 32)",
    { timeout: 180_000 },
    async (context) => {
      const coreView = await begin(make);
      const loseAnswer = need(coreView.loseAnswer, context, "lose an answer");
      const batches: Batch[] = [];
      let isEnd = false;
      for (let nth = 1; !isEnd && nth <= MOST_ANSWERS; nth += 2) {
        const batch = sampleBatch(nth);
        const happened = await loseAnswer(nth);
        await expectOnceInTheEnd(coreView, batch, happened, `answer ${nth} lost`);
        batches.push(batch);
        isEnd = !happened();
      }
      expect(isEnd).toBe(true);
      expect(batches.length).toBeGreaterThan(1);
      expect(await heldBy(coreView.adapter)).toHaveLength(batches.length);
    },
  );

  test("slow for ever: sending, reading and listing end by the total deadline (fault 28)", async (context) => {
    const coreView = await begin(make);
    const adapter = closeAfterTest(await need(coreView.slow, context, "be slow")());
    expect(["unavailable", "unknown"]).toContain((await adapter.send(sampleBatch(1))).state);
    expect(await adapter.read(sampleBatch(1).id)).toMatchObject({ state: "unavailable" });
    expect(await adapter.list("SE")).toMatchObject({ state: "unavailable" });
  });

  test("strangers are refused, without a secret in the message", async (context) => {
    const coreView = await begin(make);
    const { adapter, secrets } = need(coreView.stranger, context, "refuse strangers")();
    await expectRefused(closeAfterTest(adapter), /./, secrets);
    expect(await heldBy(coreView.adapter)).toEqual([]);
  });

  test("another server than the one that is known is refused, and nothing is sent (fault 34)", async (context) => {
    const coreView = await begin(make);
    const other = need(coreView.otherServer, context, "show another key");
    await expectRefused(closeAfterTest(other()), /(?:key|certificate)/i, []);
    expect(await heldBy(coreView.adapter)).toEqual([]);
  });
}

async function expectOnceInTheEnd(
  { restarted }: CoreViewUnderTest,
  batch: Batch,
  happened: () => boolean,
  when: string,
): Promise<void> {
  // A connection of its own meets the fault.
  const sender = restarted();
  const result = await sender.send(batch);
  if (happened()) expect(["unavailable", "unknown", "accepted"], when).toContain(result.state);
  else expect(result, when).toEqual({ state: "accepted" });
  // A fault that is still to come meets the first of the readings.
  const first = await sender.read(batch.id);
  const read = first.state === "unavailable" ? await sender.read(batch.id) : first;
  if (result.state === "accepted") expect(read.state, when).toBe("held");
  // What was certainly not taken is not there; what may have been is there whole or not at all.
  if (result.state === "unavailable") expect(read.state, when).toBe("absent");
  else expect(["held", "absent"], when).toContain(read.state);
  if (read.state === "held") expect(isWhole(read.batch, batch), when).toBe(true);
  expect(isWhole(await sendUntilAccepted(sender, batch), batch), when).toBe(true);
}

async function expectRefused(adapter: CoreViewAdapter, message: RegExp, secrets: readonly string[]): Promise<void> {
  const results = [await adapter.send(sampleBatch(1)), await adapter.read("SE-2024-01-1"), await adapter.list("SE")];
  for (const result of results) {
    expect(result).toMatchObject({ state: "refused" });
    expect(messageOf(result)).toMatch(message);
    for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret);
  }
}
