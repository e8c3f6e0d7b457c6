import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startS3Server, type S3Server } from "../../../test/support/s3-server.ts";
import { forgedBatch, sampleBatch } from "../../../test/support/sample-batches.ts";
import type { S3Delivery } from "../../domain/delivery-setting.ts";
import { createS3CoreView, createS3Drop } from "./s3.ts";

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a-secret-of-the-test" };
const BATCH = sampleBatch(1);
const PREFIX = "commission/";
const CSV = `${PREFIX}${BATCH.id}.csv`;
const MANIFEST = `${PREFIX}${BATCH.id}.manifest.json`;

let server: S3Server;
beforeAll(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey);
});
afterAll(() => vi.unstubAllEnvs());
beforeEach(async () => {
  server = await startS3Server(["core-view"], CREDENTIALS);
});
afterEach(() => server.close());

function open(): ReturnType<typeof createS3CoreView> {
  return createS3CoreView(setting());
}

function setting(): S3Delivery {
  return {
    adapter: "s3",
    bucket: "core-view",
    prefix: PREFIX,
    region: "eu-north-1",
    endpoint: `http://127.0.0.1:${server.port}`,
    acknowledgement: null,
    timeoutMs: 30_000,
  };
}

const held = (): string[] => [...(server.objects.get("core-view")?.keys() ?? [])].toSorted();

test("the objects are named by prefix and batch", async () => {
  const adapter = open();
  expect(adapter.destination).toBe(`s3://core-view/${PREFIX} at http://127.0.0.1:${server.port}`);
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  expect(held()).toEqual([CSV, MANIFEST]);
});

test("a listing of more than one page is read to its end", async () => {
  const ids = Array.from({ length: 1_203 }, (_, n) => `SE-2024-01-${String(n).padStart(16, "0")}`);
  for (const id of ids.toReversed()) {
    server.put("core-view", `${PREFIX}${id}.csv`, Buffer.from("a"));
    server.put("core-view", `${PREFIX}${id}.manifest.json`, Buffer.from("{}"));
  }
  expect(await open().list("SE")).toEqual({ state: "listed", ids });
});

describe("what the server answers to a put, and what becomes of the batch", () => {
  test.each([
    [403, "AccessDenied", "refused", /s3:PutObject/],
    [403, "InvalidAccessKeyId", "refused", /credentials/],
    [404, "NoSuchBucket", "refused", /no such bucket/],
    [301, "PermanentRedirect", "refused", /another region/],
    [501, "NotImplemented", "refused", /conditional writes/],
    [503, "SlowDown", "unavailable", /SlowDown/],
    [429, "TooManyRequests", "unavailable", /TooManyRequests/],
    [409, "ConditionalRequestConflict", "unavailable", /ConditionalRequestConflict/],
    [400, "BadDigest", "unavailable", /BadDigest/],
    [403, "RequestTimeTooSkewed", "unavailable", /RequestTimeTooSkewed/],
    // Of the CSV nobody knows, and without its manifest the batch is certainly not there.
    [500, "InternalError", "unavailable", /InternalError/],
  ])("%i %s of the CSV: %s", async (status, code, state, message) => {
    server.answerNext("PUT", status, code);
    const result = await open().send(BATCH);
    expect(result.state).toBe(state);
    expect("message" in result ? result.message : "").toMatch(message);
    expect(held()).toEqual([]);
    expect(await open().send(BATCH)).toEqual({ state: "accepted" });
  });

  test.each([true, false])(
    "500 of the manifest that was written (%s): nobody knows, and the same goes again",
    async (done) => {
      server.put("core-view", CSV, BATCH.csv);
      server.answerNext("PUT", 500, "InternalError", { done });
      expect(await open().send(BATCH)).toMatchObject({ state: "unknown", code: "core-view-unknown" });
      expect(held()).toEqual(done ? [CSV, MANIFEST] : [CSV]);
      expect(await open().send(BATCH)).toEqual({ state: "accepted" });
    },
  );

  test("a server that says when to come again is heard (fault 27)", async () => {
    server.answerNext("PUT", 503, "SlowDown", { retryAfter: "7" });
    expect(await open().send(BATCH)).toMatchObject({ state: "unavailable", retryAfterMs: 7_000 });
  });

  test("a put ends with the time of the whole, and nobody knows what it did (fault 28)", async () => {
    const drop = createS3Drop(setting());
    expect(await drop.put("a.csv", BATCH.csv, AbortSignal.abort())).toMatchObject({ state: "unknown" });
  });

  test("a put is tried once: whoever delivers repeats it", async () => {
    server.answerNext("PUT", 503, "SlowDown");
    server.answerNext("PUT", 503, "SlowDown");
    for (const _each of [1, 2]) expect(await open().send(BATCH)).toMatchObject({ state: "unavailable" });
    expect(await open().send(BATCH)).toEqual({ state: "accepted" });
  });
});

describe("an object that is there is never overwritten", () => {
  test.each([
    ["the CSV is another", CSV, "refused"],
    ["the manifest is another", MANIFEST, "refused"],
  ])("%s", async (_what, key, state) => {
    server.put("core-view", key, Buffer.from("other"));
    const result = await open().send(BATCH);
    expect(result).toMatchObject({ state, code: "core-view-conflict" });
    expect(held()).toEqual([key]);
  });

  test.each([
    ["the same", BATCH.csv, { state: "accepted" }],
    ["another", forgedBatch(BATCH).csv, { state: "refused", code: "core-view-conflict" }],
  ])("one that came between the look and the put: %s", async (_what, bytes, expected) => {
    // The look finds nothing, though it is there.
    server.put("core-view", CSV, bytes);
    server.answerNext("GET", 404, "NoSuchKey");
    expect(await open().send(BATCH)).toMatchObject(expected);
    expect(server.objects.get("core-view")?.get(CSV)?.equals(bytes)).toBe(true);
  });
});

test("a machine without credentials is told so", async () => {
  const nowhere = {
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: "no-such-file",
    AWS_CONFIG_FILE: "no-such-file",
  };
  const before = Object.keys(nowhere).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(nowhere)) vi.stubEnv(name, value);
  try {
    const result = await open().send(BATCH);
    expect(result).toMatchObject({ state: "refused", code: "core-view-denied" });
    expect("message" in result ? result.message : "").toContain("No credentials");
  } finally {
    for (const [name, value] of before) vi.stubEnv(name, value);
  }
});

test("a bucket that nobody answers for is not there now", async () => {
  const port = server.port;
  const adapter = open();
  await server.close();
  expect(await adapter.send(BATCH)).toMatchObject({ state: "unavailable" });
  expect(await adapter.list("SE")).toMatchObject({ state: "unavailable" });
  server = await startS3Server(["core-view"], CREDENTIALS);
  expect(server.port).not.toBe(port);
});
