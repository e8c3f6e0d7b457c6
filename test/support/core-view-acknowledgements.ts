/**
 * What every adapter keeps to with whom acknowledgement files are agreed (docs/adapters.md): it is believed when it is of these
 * very bytes, and told when it is not. In: a way to make an adapter over a Core View that can write one. Out: tests.
 */
import { expect, test } from "vitest";
import { renderBatch, type Batch } from "../../src/delivery/batch.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import { begin, closeAfterTest, messageOf, need, type MakeCoreView } from "./core-view-under-test.ts";
import { ledgerEntries } from "./ledger-entries.ts";

const BATCH: Batch = renderBatch(ledgerEntries(3, { agentId: 'a "quoted",\r\nname' }));
const OF_BATCH = { id: BATCH.id, sha256: BATCH.sha256 };
const REFUSED = { id: "entry-2", state: "refused", reason: "agent is blocked" };

const FORGED: readonly (readonly [string, string])[] = [
  ["cut in the middle", '{"id":'],
  ["empty", ""],
  ["no object", "[]"],
  ["a page of HTML", "<!doctype html><title>Sign in</title>"],
  ["of another batch", JSON.stringify({ ...OF_BATCH, id: "SE-2024-01-2", state: "accepted" })],
  ["of other bytes", JSON.stringify({ ...OF_BATCH, sha256: "0".repeat(64), state: "accepted" })],
  ["without a checksum", JSON.stringify({ id: BATCH.id, state: "accepted" })],
  ["of an unknown state", JSON.stringify({ ...OF_BATCH, state: "fine" })],
  ["with a part that nobody knows", JSON.stringify({ ...OF_BATCH, state: "accepted", but: "not entry-1" })],
  ["accepted, with an entry refused", JSON.stringify({ ...OF_BATCH, state: "accepted", entries: [REFUSED] })],
  ["partly accepted, with no entry", JSON.stringify({ ...OF_BATCH, state: "partly-accepted" })],
  ["an entry twice", JSON.stringify({ ...OF_BATCH, state: "partly-accepted", entries: [REFUSED, REFUSED] })],
  [
    "an entry of another batch",
    JSON.stringify({ ...OF_BATCH, state: "partly-accepted", entries: [{ ...REFUSED, id: "entry-9" }] }),
  ],
];

export function describeAcknowledgements(make: MakeCoreView): void {
  const agreed = async (
    context: Parameters<typeof need>[1],
  ): Promise<{ adapter: CoreViewAdapter; acknowledge: (text: string) => Promise<void> }> => {
    const { adapter, acknowledge } = need((await begin(make)).acknowledging, context, "acknowledge by file")();
    return { adapter: closeAfterTest(adapter), acknowledge: (text) => acknowledge(BATCH.id, text) };
  };

  test("a batch in place is awaited until it is acknowledged, and then accepted (fault 33)", async (context) => {
    const { adapter, acknowledge } = await agreed(context);
    for (const _again of [1, 2]) {
      expect(await adapter.send(BATCH)).toMatchObject({ state: "sent" });
      expect(await adapter.read(BATCH.id)).toMatchObject({ state: "held", batch: { booked: "awaited" } });
    }
    await acknowledge(JSON.stringify({ ...OF_BATCH, state: "accepted" }));
    expect(await adapter.read(BATCH.id)).toMatchObject({ state: "held", batch: { booked: "all" } });
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect(await adapter.list("SE")).toEqual({ state: "listed", ids: [BATCH.id] });
  });

  test("a batch is partly accepted: those that are named, with Core View's reasons (fault 29)", async (context) => {
    const { adapter, acknowledge } = await agreed(context);
    await adapter.send(BATCH);
    const entries = [REFUSED, { id: "entry-1", state: "accepted" }];
    await acknowledge(JSON.stringify({ ...OF_BATCH, state: "partly-accepted", entries }));
    const answers = [
      { entryId: "entry-2", state: "refused", reason: "agent is blocked" },
      { entryId: "entry-1", state: "accepted", reason: null },
    ];
    expect(await adapter.send(BATCH)).toMatchObject({ state: "partly-accepted", entries: answers });
    expect(await adapter.read(BATCH.id)).toMatchObject({ state: "held", batch: { booked: answers } });
  });

  test("a batch is refused: each of its entries is", async (context) => {
    const { adapter, acknowledge } = await agreed(context);
    await adapter.send(BATCH);
    await acknowledge(JSON.stringify({ ...OF_BATCH, state: "refused", entries: [REFUSED] }));
    expect(await adapter.send(BATCH)).toMatchObject({ state: "refused", code: "core-view-refused" });
    const read = await adapter.read(BATCH.id);
    const booked = read.state === "held" ? read.batch.booked : expect.fail(read.state);
    expect(booked).toMatchObject([
      { entryId: "entry-1", state: "refused" },
      { entryId: "entry-2", state: "refused", reason: "agent is blocked" },
      { entryId: "entry-3", state: "refused" },
    ]);
  });

  test("an acknowledgement that is not of this very batch, or cannot be read, is told and not believed (fault 30)", async (context) => {
    const { adapter, acknowledge } = await agreed(context);
    await adapter.send(BATCH);
    for (const [what, text] of FORGED) {
      await acknowledge(text);
      for (const told of [await adapter.send(BATCH), await adapter.read(BATCH.id)]) {
        expect(told, what).toMatchObject({ state: "refused", code: "acknowledgement-invalid" });
        expect(messageOf(told), what).toContain(`${BATCH.id}.ack.json`);
      }
    }
  });
}
