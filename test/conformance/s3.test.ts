import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import type { S3Delivery } from "../../src/domain/delivery-setting.ts";
import { createS3CoreView } from "../../src/platform/core-view/s3.ts";
import { describeCoreView } from "../support/core-view-conformance.ts";
import { startFaultyProxy } from "../support/faulty-proxy.ts";
import { startS3Server, type S3Server } from "../support/s3-server.ts";

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a-secret-of-the-test" };
let server: S3Server;
beforeAll(async () => {
  server = await startS3Server(["core-view"], CREDENTIALS);
});
afterAll(() => server.close());
beforeEach(() => useCredentials(CREDENTIALS.secretAccessKey));

/** The SDK's own chain reads them from the environment. */
function useCredentials(secret: string): void {
  vi.stubEnv("AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", secret);
}

let prefixes = 0;

describeCoreView("s3", async () => {
  prefixes += 1;
  const proxy = await startFaultyProxy(server.port);
  const setting: S3Delivery = {
    adapter: "s3",
    bucket: "core-view",
    prefix: `commission/${prefixes}/`,
    region: "eu-north-1",
    endpoint: `http://127.0.0.1:${proxy.port}`,
    acknowledgement: null,
    timeoutMs: 30_000,
  };
  const open = (changes: Partial<S3Delivery> = {}) => createS3CoreView({ ...setting, ...changes });
  const adapter = open();
  // It reads its credentials now and keeps them.
  await adapter.list("SE");
  return {
    adapter,
    restarted: () => open(),
    stop: async () => {
      proxy.away();
      return async () => proxy.pass();
    },
    cutAfter: async (bytes) => proxy.cutAfter(bytes),
    loseAnswer: async (nth) => proxy.loseAnswer(nth),
    slow: async () => {
      proxy.slow();
      return open({ timeoutMs: 500 });
    },
    stranger: () => {
      useCredentials("another-secret-of-the-test");
      return { adapter: open(), secrets: ["another-secret-of-the-test", CREDENTIALS.secretAccessKey] };
    },
    acknowledging: () => ({
      adapter: open({ acknowledgement: { withinHours: 24 } }),
      acknowledge: async (id, text) => server.put("core-view", `${setting.prefix}${id}.ack.json`, Buffer.from(text)),
    }),
    end: async () => proxy.close(),
  };
});
