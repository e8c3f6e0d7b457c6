import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { HttpDelivery } from "../../src/domain/delivery-setting.ts";
import { createHttpCoreView } from "../../src/platform/core-view/http.ts";
import { startStandIn } from "../../src/stand-in/start-stand-in.ts";
import { makeCertificates, type Certificates } from "../support/certificates.ts";
import { describeCoreView } from "../support/core-view-conformance.ts";
import { startFaultyProxy } from "../support/faulty-proxy.ts";
import { httpSetting } from "../support/http-core-views.ts";

let folder: string;
let made: Certificates;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-http-"));
  made = await makeCertificates(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeCoreView("http", async () => {
  const standIn = await startStandIn({ folder: await mkdtemp(join(folder, "stand-in-")) });
  const proxy = await startFaultyProxy(Number(new URL(standIn.url).port));
  const url = `http://127.0.0.1:${proxy.port}`;
  const open = (timeoutMs = 10_000) => createHttpCoreView(httpSetting(url, { timeoutMs }), { env: {} });
  return {
    adapter: open(),
    restarted: () => open(),
    stop: async () => {
      proxy.away();
      return async () => proxy.pass();
    },
    cutAfter: async (bytes) => proxy.cutAfter(bytes),
    loseAnswer: async (nth) => proxy.loseAnswer(nth),
    slow: async () => {
      proxy.slow();
      return open(400);
    },
    end: async () => {
      proxy.close();
      await standIn.stop();
    },
  };
});

// The same over TLS with a token, a pinned certificate and a certificate of ours: strangers, and another server.
describeCoreView("https with a token and certificates", async () => {
  const client = { id: "us", secret: "s3cret-of-ours" };
  const tls = { ...made.good, clientCa: made.authority.cert };
  const standIn = await startStandIn({ folder: await mkdtemp(join(folder, "stand-in-")), client, tls });
  const setting: HttpDelivery = httpSetting(standIn.url, {
    oauth: { tokenUrl: standIn.tokenUrl, clientId: client.id, clientSecret: "env:SECRET", scope: null },
    tls: {
      caFile: made.authority.certFile,
      certificateSha256: made.good.sha256,
      clientCertificateFile: made.client.certFile,
      clientKey: `file:${made.client.keyFile}`,
    },
  });
  const open = (changes: Partial<HttpDelivery["tls"]> = {}, secret = client.secret) =>
    createHttpCoreView({ ...setting, tls: { ...setting.tls, ...changes } }, { env: { SECRET: secret } });
  return {
    adapter: open(),
    restarted: () => open(),
    stranger: () => ({ adapter: open({}, "a-strangers-secret"), secrets: ["a-strangers-secret", client.secret] }),
    otherServer: () => open({ certificateSha256: made.renewed.sha256 }),
    end: () => standIn.stop(),
  };
});
