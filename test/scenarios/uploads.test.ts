/**
 * Workbooks that come through the object store: each version once, the newest of a key in force, and the result beside it.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { consumeUploads } from "../../src/flows/consume-uploads.ts";
import { sweepUploads } from "../../src/flows/sweep-uploads.ts";
import { createMemoryObjectStore, type PutNotice } from "../../src/platform/object-store/memory-object-store.ts";
import { ObjectStoreUnavailable, type ObjectStore } from "../../src/platform/object-store/object-store.ts";
import { copyTestDatabase, createTestDatabase, type TestDatabase } from "../support/database.ts";
import { readStep, type WorkbookStep } from "../support/flow-world.ts";

const LATER = new Date("2024-03-01T12:30:00Z");
let time = new Date("2024-03-01T12:00:00Z");
let empty: TestDatabase;
let world: TestDatabase;
let objects: ReturnType<typeof createMemoryObjectStore>;
let notices: PutNotice[];

beforeAll(async () => {
  empty = await createTestDatabase();
});
beforeEach(async () => {
  await world?.drop();
  world = await copyTestDatabase(empty);
  time = new Date("2024-03-01T12:00:00Z");
  notices = [];
  objects = createMemoryObjectStore({ now: () => time, onPut: (notice) => notices.push(notice) });
});
afterAll(async () => {
  await world.drop();
  await empty.drop();
});

const KEY = "2024/Ä +1/sales_targets_2024.xlsx";
const deps = () => ({ db: world.db, now: () => time, actor: "uploads", progress: () => undefined });

function target(units: number): Uint8Array {
  const step: WorkbookStep = { kind: "target", target: { agent: "A", market: "SE", month: "2024-01", units } };
  return Buffer.from(JSON.stringify(step));
}

/** Puts a version; gives its event. */
async function put(bytes: Uint8Array, { key = KEY, by = "ursula" }: { key?: string; by?: string | null } = {}) {
  await objects.put({ bucket: "uploads", key }, bytes, by === null ? {} : { "uploaded-by": by });
  return noticeOf(notices.at(-1) ?? expect.fail("nothing was put"));
}

function noticeOf({ bucket, key, versionId, sequencer }: PutNotice, over: Record<string, unknown> = {}): Uint8Array {
  const encoded = encodeURIComponent(key).replaceAll("%20", "+");
  const object = { key: encoded, versionId, sequencer, ...over };
  return Buffer.from(
    JSON.stringify({ Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: bucket }, object } }] }),
  );
}

async function receive(bodies: readonly Uint8Array[], over: { objects?: ObjectStore; read?: typeof readStep } = {}) {
  const messages = bodies.map((body, index) => ({ id: String(index), body }));
  const options = { from: "uploads", timeLeft: () => true };
  return consumeUploads(deps(), over.objects ?? objects, messages, options, over.read ?? readStep);
}

const statuses = (received: Awaited<ReturnType<typeof receive>>): string[] =>
  received.uploads.map(({ status, repeated }) => (repeated ? `${status} again` : status));

async function inForce(): Promise<string[]> {
  const Row = z.object({ amount: z.bigint().nullable(), uploaded_by: z.string() });
  const rows = await world.db.all(
    Row,
    "select t.amount, w.uploaded_by from target_version t join workbook w on w.id = t.workbook_id order by t.revision",
  );
  return rows.map((row) => `${row.amount} ${row.uploaded_by}`);
}

async function textOf(key: string): Promise<string> {
  const object = await objects.open({ bucket: "uploads", key });
  if (object.state !== "found") return object.state;
  const parts: Uint8Array[] = [];
  for await (const part of object.bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("an uploaded workbook", () => {
  test("is imported under the name of who put it, whatever its key (fault 16)", async () => {
    const received = await receive([await put(target(10))]);
    expect(statuses(received)).toEqual(["imported"]);
    expect(await inForce()).toEqual(["1000 ursula"]);
    const result: unknown = JSON.parse(await textOf(`${KEY}.result.json`));
    expect(result).toMatchObject({ file: KEY, status: "imported", uploadedBy: "ursula", changes: 1, annotated: null });
  });

  test("is imported once, however often and in whichever order its events come (fault 13)", async () => {
    const [first, second] = [await put(target(10)), await put(target(20))];
    expect(statuses(await receive([second, first, first, second]))).toEqual([
      "imported",
      "superseded",
      "superseded again",
      "imported again",
    ]);
    expect(await inForce()).toEqual(["2000 ursula"]);
  });

  test.each([
    ["0A", "0A1", "the longer is newer"],
    ["0A1", "0B", "the shorter is newer"],
    ["0a", "0B", "letters in either case"],
    ["62E99A88DC407460B", "62E99A88DC407460B0F", "padded on the right"],
  ])("orders the sequencers %s and %s: %s (fault 13)", async (older, newer) => {
    await put(target(10));
    await put(target(20));
    const [first, second] = notices.map((notice, index) =>
      noticeOf(notice, { sequencer: index === 0 ? older : newer }),
    );
    expect(statuses(await receive([second ?? target(0), first ?? target(0)]))).toEqual(["imported", "superseded"]);
  });

  test("that was refused stands in no older version's way", async () => {
    const [first, second] = [await put(target(10)), await put(Buffer.from("broken"))];
    const read: typeof readStep = async (request) => {
      if (request.bytes.length > 10) return readStep(request);
      const problem = {
        severity: "error" as const,
        code: "x",
        sheet: null,
        cell: null,
        found: "",
        expected: "",
        message: "",
      };
      return { named: null, content: null, problems: [problem] };
    };
    expect(statuses(await receive([second, first], { read }))).toEqual(["refused", "imported"]);
    // What is told is told of the newest version.
    expect(JSON.parse(await textOf(`${KEY}.result.json`))).toMatchObject({ status: "refused" });
  });

  test("is read in the version of its event, also when it is overwritten meanwhile (fault 14)", async () => {
    const notice = await put(target(10));
    let overwritten = false;
    const store: ObjectStore = {
      ...objects,
      async open(address) {
        if (!overwritten) await put(target(20));
        overwritten = true;
        return objects.open(address);
      },
    };
    await receive([notice], { objects: store });
    expect(await inForce()).toEqual(["1000 ursula"]);
  });

  test("whose event never comes is found by the sweep, and no late event takes it again (fault 15)", async () => {
    const [first, second] = [await put(target(10)), await put(target(20))];
    await receive([second]);
    expect(await sweepUploads(deps(), objects, { bucket: "uploads", prefix: "2024/" }, readStep)).toEqual([]);
    time = LATER;
    const swept = await sweepUploads(deps(), objects, { bucket: "uploads", prefix: "2024/" }, readStep);
    expect(swept.map(({ status }) => status)).toEqual(["superseded"]);
    const third = await put(target(30));
    time = new Date(LATER.getTime() + 3_600_000);
    expect(
      (await sweepUploads(deps(), objects, { bucket: "uploads", prefix: "" }, readStep)).map(({ status }) => status),
    ).toEqual(["imported"]);
    expect(statuses(await receive([first, third]))).toEqual(["superseded again", "imported again"]);
    // An event that comes after the sweep for a newer version knows its place by the bucket's own list.
    const [fourth, fifth] = [await put(target(40)), await put(target(50))];
    expect(statuses(await receive([fifth, fourth]))).toEqual(["imported", "superseded"]);
    expect(await inForce()).toEqual(["2000 ursula", "3000 ursula", "5000 ursula"]);
  });

  test("that is gone or denied has failed for good, with the reason (fault 17)", async () => {
    const gone = await put(target(10));
    objects.remove({ bucket: "uploads", key: KEY });
    const denied = await put(target(20));
    objects.deny({ bucket: "uploads", key: KEY });
    const received = await receive([gone, denied, gone]);
    expect(received.failed).toEqual([]);
    expect(statuses(received)).toEqual(["failed", "failed", "failed again"]);
    expect(received.uploads.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("gone from the bucket"),
      expect.stringContaining("may not be read"),
      expect.stringContaining("gone from the bucket"),
    ]);
  });

  test("by nobody is not imported; whom S3 names is somebody", async () => {
    const nobody = await put(target(10), { by: null });
    const [refused] = (await receive([nobody])).uploads;
    expect(refused?.status).toBe("failed");
    expect(refused?.reason).toContain("Nobody is known");
    await put(target(20), { by: null });
    const record = z
      .object({ Records: z.array(z.looseObject({})) })
      .parse(JSON.parse(Buffer.from(noticeOf(notices.at(-1) ?? expect.fail("none"))).toString()));
    const told = { Records: [{ ...record.Records[0], userIdentity: { principalId: "AWS:ulrik" } }] };
    await receive([Buffer.from(JSON.stringify(told))]);
    expect(await inForce()).toEqual(["2000 AWS:ulrik"]);
  });

  test("comes again when the object store does not answer", async () => {
    const notice = await put(target(10));
    const away: ObjectStore = { ...objects, open: () => Promise.reject(new ObjectStoreUnavailable("503")) };
    expect((await receive([notice], { objects: away })).failed).toHaveLength(1);
    expect(statuses(await receive([notice]))).toEqual(["imported"]);
  });

  test("whose result could not be written gets it with the repetition (fault 2)", async () => {
    const notice = await put(target(10));
    const away: ObjectStore = { ...objects, put: () => Promise.reject(new ObjectStoreUnavailable("503")) };
    expect((await receive([notice], { objects: away })).failed).toHaveLength(1);
    expect(await textOf(`${KEY}.result.json`)).toBe("absent");
    expect(statuses(await receive([notice]))).toEqual(["imported again"]);
    expect(JSON.parse(await textOf(`${KEY}.result.json`))).toMatchObject({ status: "imported" });
  });

  test("taken by two at once is imported once (fault 9)", async () => {
    const notice = await put(target(10));
    await Promise.all([receive([notice]), receive([notice])]);
    expect(await inForce()).toEqual(["1000 ursula"]);
    expect(await world.db.one(z.object({ n: z.bigint() }), "select count(*) as n from upload")).toEqual({ n: 1n });
  });

  test("has results whose own events are no uploads", async () => {
    await receive([await put(target(10))]);
    const own = noticeOf(notices.at(-1) ?? expect.fail("no result"));
    expect(statuses(await receive([own]))).toEqual(["ignored"]);
    time = LATER;
    expect(await sweepUploads(deps(), objects, { bucket: "uploads", prefix: "" }, readStep)).toEqual([]);
  });

  test.each([
    ["no notification", Buffer.from("{}")],
    [
      "a key that leads elsewhere",
      noticeOf({ bucket: "b", key: "../secret.xlsx", versionId: "v", sequencer: "1", size: 1 }),
    ],
    ["bytes", Buffer.from([0xff])],
  ])("is not made of %s: that is a rejected message (fault 7) (fault 16)", async (_, body) => {
    expect(await receive([body])).toEqual({ failed: [], uploads: [] });
    const rejected = await world.db.all(z.object({ state: z.string() }), "select state from rejected_message");
    expect(rejected).toEqual([{ state: "open" }]);
  });

  test("with mistakes comes back annotated, read as a real workbook", async () => {
    const bytes = await readFile(join(import.meta.dirname, "../../samples/broken/commission_matrices_2024.xlsx"));
    const key = "commission_matrices_2024.xlsx";
    await put(bytes, { key });
    const notice = noticeOf(notices.at(-1) ?? expect.fail("none"));
    const received = await consumeUploads(deps(), objects, [{ id: "1", body: notice }], {
      from: "u",
      timeLeft: () => true,
    });
    expect(received.uploads).toMatchObject([{ status: "refused" }]);
    expect(JSON.parse(await textOf(`${key}.result.json`))).toMatchObject({ annotated: `${key}.annotated.xlsx` });
    const copy = await objects.head({ bucket: "uploads", key: `${key}.annotated.xlsx` });
    expect(copy).toMatchObject({ state: "found" });
  });
});
