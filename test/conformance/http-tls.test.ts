import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpDelivery } from "../../src/domain/delivery-setting.ts";
import { renderBatch } from "../../src/delivery/batch.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import type { StandIn } from "../../src/stand-in/start-stand-in.ts";
import { makeCertificates, type Certificates } from "../support/certificates.ts";
import { httpCoreView, httpSetting, standInForTest } from "../support/http-core-views.ts";
import { ledgerEntry } from "../support/ledger-entries.ts";

const BATCH = renderBatch([ledgerEntry(1)]);
const CLIENT = { id: "us", secret: "s3cret" };

let folder: string;
let made: Certificates;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-certificates-"));
  made = await makeCertificates(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Tls = Partial<HttpDelivery["tls"]>;

async function expectNothingSent(standIn: StandIn, adapter: CoreViewAdapter, code: string): Promise<void> {
  for (const result of [await adapter.send(BATCH), await adapter.read(BATCH.id), await adapter.list("SE")]) {
    expect(result).toMatchObject({ state: "refused", code });
  }
  expect([standIn.batches(), standIn.recent()]).toEqual([[], []]);
}

describe("the server's certificate is trusted, or nothing is sent (fault 34)", () => {
  test.each<[string, keyof Certificates, () => Tls]>([
    ["of the private authority", "good", () => ({ caFile: made.authority.certFile })],
    [
      "of the private authority, and the pinned one",
      "good",
      () => ({ caFile: made.authority.certFile, certificateSha256: made.good.sha256 }),
    ],
  ])("%s: it is sent", async (_what, shown, tls) => {
    const standIn = await standInForTest({ tls: made[shown] });
    const adapter = httpCoreView(httpSetting(standIn.url, { tls: tls() }));
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect(await adapter.list("SE")).toEqual({ state: "listed", ids: [BATCH.id] });
  });

  test.each<[string, keyof Certificates, () => Tls]>([
    ["of an authority that is not public", "good", () => ({})],
    ["of an authority that nobody knows", "strangers", () => ({ caFile: made.authority.certFile })],
    ["expired", "expired", () => ({ caFile: made.authority.certFile })],
    ["of another name", "otherName", () => ({ caFile: made.authority.certFile })],
    [
      "good, but not the pinned one",
      "renewed",
      () => ({ caFile: made.authority.certFile, certificateSha256: made.good.sha256 }),
    ],
    [
      "the pinned one, of an authority that nobody knows",
      "strangers",
      () => ({ caFile: made.authority.certFile, certificateSha256: made.strangers.sha256 }),
    ],
    [
      "the pinned one, of another name",
      "otherName",
      () => ({ caFile: made.authority.certFile, certificateSha256: made.otherName.sha256 }),
    ],
    [
      "the pinned one, expired",
      "expired",
      () => ({ caFile: made.authority.certFile, certificateSha256: made.expired.sha256 }),
    ],
  ])("%s: a person has to look", async (_what, shown, tls) => {
    const standIn = await standInForTest({ tls: made[shown] });
    await expectNothingSent(standIn, httpCoreView(httpSetting(standIn.url, { tls: tls() })), "certificate-refused");
  });

  test("the message says which certificate was found and which is expected", async () => {
    const standIn = await standInForTest({ tls: made.renewed });
    const tls = { caFile: made.authority.certFile, certificateSha256: made.good.sha256 };
    const result = await httpCoreView(httpSetting(standIn.url, { tls })).send(BATCH);
    expect(JSON.stringify(result)).toContain(
      `(CN=renewed) has the SHA-256 ${made.renewed.sha256}, expected ${made.good.sha256}`,
    );
  });

  test("the pin is Core View's alone; the token server's certificate is vouched for by its authority", async () => {
    const login = await standInForTest({ tls: made.renewed, client: CLIENT });
    const coreView = await standInForTest({ tls: made.good });
    const oauth = { tokenUrl: login.tokenUrl, clientId: "us", clientSecret: "env:SECRET" as const, scope: null };
    const pinned = (certificateSha256: string): CoreViewAdapter =>
      httpCoreView(httpSetting(coreView.url, { oauth, tls: { caFile: made.authority.certFile, certificateSha256 } }), {
        env: { SECRET: CLIENT.secret },
      });
    expect(await pinned(made.good.sha256).send(BATCH)).toEqual({ state: "accepted" });
    expect(await pinned(made.renewed.sha256).send(BATCH)).toMatchObject({ code: "certificate-refused" });
  });

  test("a token server with a wrong certificate gets no secret", async () => {
    const login = await standInForTest({ tls: made.strangers, client: CLIENT });
    const coreView = await standInForTest({ tls: made.good });
    const oauth = { tokenUrl: login.tokenUrl, clientId: "us", clientSecret: "env:SECRET" as const, scope: null };
    const setting = httpSetting(coreView.url, { oauth, tls: { caFile: made.authority.certFile } });
    await expectNothingSent(coreView, httpCoreView(setting, { env: { SECRET: CLIENT.secret } }), "certificate-refused");
    expect(login.recent()).toEqual([]);
  });
});

describe("a Core View that demands our certificate", () => {
  const demanding = (): Promise<StandIn> => standInForTest({ tls: { ...made.good, clientCa: made.authority.cert } });

  test("gets it, with its key by reference", async () => {
    const standIn = await demanding();
    const tls = { caFile: made.authority.certFile, clientCertificateFile: made.client.certFile };
    for (const clientKey of [`file:${made.client.keyFile}`, "env:CLIENT_KEY"] as const) {
      const setting = httpSetting(standIn.url, { tls: { ...tls, clientKey } });
      expect(await httpCoreView(setting, { env: { CLIENT_KEY: made.client.key } }).send(BATCH)).toEqual({
        state: "accepted",
      });
    }
  });

  test.each<[string, () => Tls]>([
    ["none", () => ({})],
    [
      "one of another authority",
      () => ({ clientCertificateFile: made.strangers.certFile, clientKey: `file:${made.strangers.keyFile}` }),
    ],
  ])("takes nothing from us without it: %s", async (_what, tls) => {
    const standIn = await demanding();
    const adapter = httpCoreView(httpSetting(standIn.url, { tls: { caFile: made.authority.certFile, ...tls() } }));
    const result = await adapter.send(BATCH);
    // TLS 1.3 tells of it after our first bytes: the alert may be lost with the connection, and then it is not known.
    expect(["refused client-certificate-refused", "unknown core-view-unknown"]).toContain(
      "code" in result ? `${result.state} ${result.code}` : result.state,
    );
    expect(standIn.recent()).toEqual([]);
  });
});

describe("what the setting names and is not there", () => {
  test.each<[string, () => Tls, string]>([
    ["no authority's file", () => ({ caFile: join(folder, "missing.pem") }), "tls-file-unreadable"],
    ["an authority's file without a certificate", () => ({ caFile: made.client.keyFile }), "tls-file-unreadable"],
    ["an authority's file that is cut", () => ({ caFile: join(folder, "cut.pem") }), "tls-file-unreadable"],
    [
      "no certificate of ours",
      () => ({ clientCertificateFile: folder, clientKey: `file:${made.client.keyFile}` }),
      "tls-file-unreadable",
    ],
    [
      "another key",
      () => ({ clientCertificateFile: made.client.certFile, clientKey: `file:${made.good.keyFile}` }),
      "tls-file-unreadable",
    ],
    ["no key", () => ({ clientCertificateFile: made.client.certFile, clientKey: "env:NO_KEY" }), "secret-missing"],
  ])("%s: nothing is sent, and no key is told", async (_what, tls, code) => {
    await writeFile(join(folder, "cut.pem"), made.authority.cert.slice(0, 200));
    const standIn = await standInForTest({ tls: made.good });
    const adapter = httpCoreView(httpSetting(standIn.url, { tls: tls() }));
    await expectNothingSent(standIn, adapter, code);
    expect(JSON.stringify(await adapter.send(BATCH))).not.toContain("PRIVATE KEY");
  });

  test("it is looked for again at the next sending", async () => {
    const standIn = await standInForTest({ tls: made.good });
    const caFile = join(folder, "later.pem");
    const adapter = httpCoreView(httpSetting(standIn.url, { tls: { caFile } }));
    expect(await adapter.send(BATCH)).toMatchObject({ code: "tls-file-unreadable" });
    await writeFile(caFile, made.authority.cert);
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  });
});
