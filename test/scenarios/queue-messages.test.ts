/**
 * The consumer of the events' queue: what is done stays done, what failed comes again, what is bad holds nobody up.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { consumeMessages, OUT_OF_TIME, type ConsumableMessage } from "../../src/flows/consume-messages.ts";
import { drainOnce } from "../../src/flows/drain-queue.ts";
import { DatabaseUnavailable } from "../../src/platform/postgres/database-failure.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { createMemoryObjectStore } from "../../src/platform/object-store/memory-object-store.ts";
import { createMemoryQueue } from "../../src/platform/queue/memory-queue.ts";
import { ObjectStoreUnavailable, type ObjectStore } from "../../src/platform/object-store/object-store.ts";
import { eventLine } from "../support/contract-event.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";

const NOW = new Date("2024-03-01T12:00:00Z");
let empty: TestDatabase;
let world: TestDatabase;
let objects: ReturnType<typeof createMemoryObjectStore>;

beforeAll(async () => {
  empty = await createTestDatabase();
});
beforeEach(async () => {
  await world?.drop();
  world = await copyTestDatabase(empty);
  objects = createMemoryObjectStore({ now: () => NOW });
});
afterAll(async () => {
  await world.drop();
  await empty.drop();
});

const deps = (db: Database) => ({ db, now: () => NOW, actor: "queue", progress: () => undefined });
const message = (id: string, body: string | Uint8Array): ConsumableMessage => ({ id, body: Buffer.from(body) });
const event = (contractId: string, sequence = 1): string => eventLine({ contractId, sequence });

async function consume(
  messages: readonly ConsumableMessage[],
  over: { db?: Database; objects?: ObjectStore; timeLeft?: () => boolean } = {},
) {
  const options = { from: "events", timeLeft: over.timeLeft ?? (() => true) };
  return consumeMessages(deps(over.db ?? world.db), over.objects ?? objects, messages, options);
}

async function stored(): Promise<string[]> {
  const Row = z.object({ event_id: z.string(), outcome: z.string() });
  const rows = await world.db.all(Row, "select event_id, outcome from contract_event order by event_id");
  return rows.map((row) => `${row.event_id} ${row.outcome}`);
}

/** A database whose transaction fails when one of the events is among those that it copies in. */
function failingFor(db: Database, contractId: string, error: Error): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          ...tx,
          copyIn: async (sql, rows) => {
            const copied = [];
            for await (const row of rows) copied.push(row);
            if (JSON.stringify(copied).includes(contractId)) throw error;
            return tx.copyIn(sql, copied);
          },
        }),
      ),
  };
}

async function claim(key: string, lines: readonly string[]): Promise<string> {
  const versionId = await objects.put(
    { bucket: "claims", key },
    Buffer.from(lines.map((line) => `${line}\n`).join("")),
  );
  const object = { key: encodeURIComponent(key), versionId, sequencer: "1" };
  return JSON.stringify({ Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "claims" }, object } }] });
}

describe("a batch of messages", () => {
  test("holds single events, arrays and claim checks, and all of them are stored", async () => {
    const notice = await claim("a b.ndjson", [event("C4"), event("C5")]);
    const { failed, counts } = await consume([
      message("1", event("C1")),
      message("2", `[${event("C2")},${event("C3")}]`),
      message("3", notice),
    ]);
    expect(failed).toEqual([]);
    expect(counts).toEqual({ received: 5, accepted: 5, duplicate: 0, stale: 0, rejected: 0 });
    expect(await stored()).toHaveLength(5);
  });

  test("taken again, in any order, changes nothing (fault 4) (fault 5)", async () => {
    const messages = [message("1", event("C1", 1)), message("2", event("C1", 3)), message("3", event("C1", 2))];
    await consume(messages.toReversed());
    const before = await stored();
    const { counts } = await consume(messages);
    expect(counts).toMatchObject({ duplicate: 3, accepted: 0 });
    expect(await stored()).toEqual(before);
    expect(before).toContain("C1-3 accepted");
  });

  test("with poison in it stores the others, and keeps the poison with its reasons (fault 7)", async () => {
    const poison = [
      Buffer.from([0xff, 0xfe]),
      Buffer.from("{"),
      Buffer.from('{"id":"\\u0000"}'),
      Buffer.from("[".repeat(500)),
    ];
    const { failed, counts } = await consume([
      ...poison.map((bytes, index) => message(`p${index}`, bytes)),
      message("1", event("C1")),
    ]);
    expect(failed).toEqual([]);
    expect(counts).toMatchObject({ accepted: 1, rejected: poison.length });
    const Row = z.object({ n: z.bigint() });
    expect(await world.db.one(Row, "select count(*) as n from rejected_message where problems <> '[]'")).toEqual({
      n: BigInt(poison.length),
    });
  });

  test("of which one cannot be stored gives back that one alone (fault 8)", async () => {
    const error = new Error("this one cannot be stored");
    const { failed } = await consume(
      ["C1", "C2", "C3"].map((id) => message(id, event(id))),
      { db: failingFor(world.db, "C2", error) },
    );
    expect(failed).toEqual([{ id: "C2", reason: error }]);
    expect(await stored()).toEqual(["C1-1 accepted", "C3-1 accepted"]);
  });

  test("is given back whole while there is no database, without trying each (fault 21)", async () => {
    let tries = 0;
    const gone = new DatabaseUnavailable("database-unreachable", "gone");
    const db: Database = {
      ...world.db,
      transaction: () => {
        tries += 1;
        return Promise.reject(gone);
      },
    };
    const { failed } = await consume([message("1", event("C1")), message("2", event("C2"))], { db });
    expect(failed.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(tries).toBe(1);
  });

  test("gives back what there is no time for, and keeps what is done (fault 10)", async () => {
    const claims = [await claim("1.ndjson", [event("C2")]), await claim("2.ndjson", [event("C3")])];
    let pieces = 2;
    const { failed } = await consume(
      [message("1", event("C1")), ...claims.map((text, index) => message(`claim ${index}`, text))],
      { timeLeft: () => (pieces -= 1) >= 0 },
    );
    expect(failed).toEqual([{ id: "claim 1", reason: OUT_OF_TIME }]);
    expect(await stored()).toEqual(["C1-1 accepted", "C2-1 accepted"]);
  });

  test("comes again when the object store does not answer, and is rejected when the object is gone or denied (fault 17)", async () => {
    const [gone, denied, well] = [
      await claim("gone.ndjson", [event("C1")]),
      await claim("denied.ndjson", [event("C2")]),
      await claim("well.ndjson", [event("C3")]),
    ];
    objects.remove({ bucket: "claims", key: "gone.ndjson" });
    objects.deny({ bucket: "claims", key: "denied.ndjson" });
    const away = new ObjectStoreUnavailable("503");
    const first = await consume([message("1", well)], { objects: { ...objects, open: () => Promise.reject(away) } });
    expect(first.failed).toEqual([{ id: "1", reason: away }]);
    const second = await consume([message("1", well), message("2", gone), message("3", denied)]);
    expect(second.failed).toEqual([]);
    expect(second.counts).toMatchObject({ accepted: 1, rejected: 2 });
  });

  test("reads the version of the object that it was told of (fault 14)", async () => {
    const notice = await claim("over.ndjson", [event("C1")]);
    await objects.put({ bucket: "claims", key: "over.ndjson" }, Buffer.from("something else\n"));
    const { counts } = await consume([message("1", notice)]);
    expect(counts).toMatchObject({ accepted: 1, rejected: 0 });
  });
});

describe("a queue that is drained", () => {
  const queue = () => createMemoryQueue({ now: () => NOW, retentionMs: 1e9, deadLetters: null });

  test("is rid of what is done, and keeps what failed", async () => {
    const events = queue();
    for (const id of ["C1", "C2"]) await events.send(Buffer.from(event(id)));
    const db = failingFor(world.db, "C2", new Error("not this one"));
    const result = await drainOnce(events, 1_000, (messages) => consume(messages, { db }));
    expect(result.failed).toHaveLength(1);
    expect(events.depth()).toBe(1);
    expect(await stored()).toEqual(["C1-1 accepted"]);
  });

  test("keeps everything when the consumer dies (fault 1)", async () => {
    const events = queue();
    await events.send(Buffer.from(event("C1")));
    await expect(drainOnce(events, 1_000, () => Promise.reject(new Error("killed")))).rejects.toThrow("killed");
    expect(events.depth()).toBe(1);
  });

  test("gives a message twice to two consumers at once, and it counts once (fault 2) (fault 9)", async () => {
    const body = event("C1");
    const both = await Promise.all([consume([message("1", body)]), consume([message("1", body)])]);
    expect(both.map(({ failed }) => failed)).toEqual([[], []]);
    expect(both.reduce((sum, { counts }) => sum + counts.accepted, 0)).toBe(1);
    expect(await stored()).toEqual(["C1-1 accepted"]);
  });
});
