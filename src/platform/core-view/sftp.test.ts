import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startFaultyProxy } from "../../../test/support/faulty-proxy.ts";
import { startPlainSftpServer } from "../../../test/support/plain-sftp-server.ts";
import { forgedBatch, longBatch, sampleBatch } from "../../../test/support/sample-batches.ts";
import { startSftpServer, type SftpServer } from "../../../test/support/sftp-server.ts";
import type { SftpDelivery } from "../../domain/delivery-setting.ts";
import { createSftpCoreView, createSftpDrop } from "./sftp.ts";
import type { CoreViewAdapter, ReadResult, SendResult } from "./core-view.ts";

const BATCH = sampleBatch(1);
const CSV = `${BATCH.id}.csv`;
const MANIFEST = `${BATCH.id}.manifest.json`;

let server: SftpServer;
beforeAll(async () => {
  server = await startSftpServer();
});
afterAll(() => server.stop());

function open(setting: SftpDelivery, env: NodeJS.ProcessEnv = {}): CoreViewAdapter {
  const adapter = createSftpCoreView(setting, env);
  onTestFinished(() => adapter.close());
  return adapter;
}

const messageOf = (result: SendResult | ReadResult): string => ("message" in result ? result.message : "");

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}

test("a batch is two files in the folder, and nothing beside them", async () => {
  const folder = await server.newFolder();
  const adapter = open(server.settingFor(folder, server.port));
  expect(adapter.destination).toMatch(/^sftp:\/\/\w+@127\.0\.0\.1:\d+\/\S+\/folder-\d+$/);
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  expect(await namesIn(folder)).toEqual([CSV, MANIFEST]);
});

describe("a file that is there is never overwritten", () => {
  test.each([
    ["the CSV is another", CSV],
    ["the manifest is another", MANIFEST],
  ])("%s", async (_what, name) => {
    const folder = await server.newFolder();
    await writeFile(join(folder, name), "other");
    const result = await open(server.settingFor(folder, server.port)).send(BATCH);
    expect(result).toMatchObject({ state: "refused", code: "core-view-conflict" });
    expect(messageOf(result)).toContain(join(folder, name));
    expect(await namesIn(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), "utf8")).toBe("other");
  });

  test("one that came between the look and the rename", async () => {
    const folder = await server.newFolder();
    const drop = createSftpDrop(server.settingFor(folder, server.port), {});
    onTestFinished(() => drop.close());
    await writeFile(join(folder, CSV), forgedBatch(BATCH).csv);
    expect(await drop.put(CSV, BATCH.csv, new AbortController().signal)).toEqual({ state: "taken" });
    expect((await readFile(join(folder, CSV))).equals(forgedBatch(BATCH).csv)).toBe(true);
    expect(await namesIn(folder)).toEqual([CSV]);
  });
});

describe("the answer to a rename is lost (fault 32)", () => {
  test.each([
    ["of the CSV: without its manifest the batch is certainly not there", CSV, "unavailable"],
    ["of the manifest: the batch may be there", MANIFEST, "unknown"],
  ])("%s; the same goes once in the end", async (_what, name, state) => {
    const proxy = await startFaultyProxy(server.port);
    onTestFinished(() => proxy.close());
    const folder = await server.newFolder();
    const adapter = open(server.settingFor(folder, proxy.port));
    proxy.loseAnswerOnce(() => existsSync(join(folder, name)));
    expect(await adapter.send(BATCH)).toMatchObject({ state });
    expect(await namesIn(folder)).toContain(name);
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect(await namesIn(folder)).toEqual([CSV, MANIFEST]);
    expect((await readFile(join(folder, CSV))).equals(BATCH.csv)).toBe(true);
  });
});

test("a connection that falls silent ends by the total deadline, and the next sending has one of its own (fault 28)", async () => {
  const proxy = await startFaultyProxy(server.port);
  onTestFinished(() => proxy.close());
  const folder = await server.newFolder();
  const adapter = open({ ...server.settingFor(folder, proxy.port), timeoutMs: 3_000 });
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
  proxy.stall();
  expect(await adapter.send(sampleBatch(2))).toMatchObject({ state: "unavailable" });
  proxy.pass();
  expect(await adapter.send(sampleBatch(2))).toEqual({ state: "accepted" });
});

test("a full disk or quota: nothing half is there, no rest of it, and what fits goes (fault 32)", async () => {
  const limited = await startSftpServer(16 * 1_024);
  onTestFinished(() => limited.stop());
  const folder = await limited.newFolder();
  const adapter = open(limited.settingFor(folder, limited.port));
  const result = await adapter.send(longBatch(1));
  expect(result).toMatchObject({ state: "unavailable" });
  expect(messageOf(result)).toContain("quota");
  expect(await namesIn(folder)).toEqual([]);
  expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
});

test("temporary files of a sending that was cut go with the next; old ones of ours go, others stay", async () => {
  const folder = await server.newFolder();
  const part = (name: string, n: number): string => `${name}.00000000-0000-4000-8000-00000000000${n}.part`;
  const [old, young, foreign] = [part(CSV, 1), part(MANIFEST, 2), "upload.part"];
  for (const name of [old, young, foreign]) await writeFile(join(folder, name), "half");
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1_000);
  for (const name of [old, foreign]) await utimes(join(folder, name), yesterday, yesterday);
  const proxy = await startFaultyProxy(server.port);
  onTestFinished(() => proxy.close());
  const adapter = open(server.settingFor(folder, proxy.port));
  await chmod(folder, 0o777);
  for (const file of [old, foreign]) await chmod(join(folder, file), 0o666);
  proxy.cutAfter(20_000);
  const batch = longBatch(1);
  expect(await adapter.send(batch)).toMatchObject({ state: "unavailable" });
  expect(await namesIn(folder)).toContain(young);
  expect(await adapter.send(batch)).toEqual({ state: "accepted" });
  expect(await namesIn(folder)).toEqual([`${batch.id}.csv`, `${batch.id}.manifest.json`, young, foreign].toSorted());
});

describe("what a person has to put right", () => {
  test("another host key: both are told, and not even the user's name goes out (fault 34)", async () => {
    const stranger = await startPlainSftpServer("a-password");
    onTestFinished(() => stranger.close());
    const expected = `SHA256:${createHash("sha256").update("the key that is known").digest("base64").slice(0, 43)}`;
    const setting = { ...server.settingFor("/", stranger.port), hostKey: expected };
    const result = await open(setting).send(BATCH);
    expect(result).toMatchObject({ state: "refused", code: "host-key-changed" });
    expect(messageOf(result)).toContain(`showed the host key ${stranger.hostKey}, expected ${expected}`);
    expect(stranger.users).toEqual([]);
    expect(await open(setting).read(BATCH.id)).toMatchObject({ state: "refused", code: "host-key-changed" });
  });

  test("a folder that is not there, and one without the right to write", async () => {
    const folder = await server.newFolder();
    const missing = open(server.settingFor(join(folder, "missing"), server.port));
    for (const result of [await missing.send(BATCH), await missing.list("SE")]) {
      expect(result).toMatchObject({ state: "refused", code: "core-view-denied" });
      expect("message" in result ? result.message : "").toContain("no folder");
    }
    await chmod(folder, 0o555);
    const result = await open(server.settingFor(folder, server.port)).send(BATCH);
    expect(result).toMatchObject({ state: "refused", code: "core-view-denied" });
    expect(messageOf(result)).toContain("the right to it");
  });

  test("a secret that is not where the setting says, or is no key", async () => {
    const folder = await server.newFolder();
    const setting = { ...server.settingFor(folder, server.port), privateKey: "env:CORE_VIEW_KEY" as const };
    const missing = await open(setting).send(BATCH);
    expect(missing).toMatchObject({ state: "refused", code: "secret-missing" });
    expect(messageOf(missing)).toContain("CORE_VIEW_KEY");
    const wrong = await open(setting, { CORE_VIEW_KEY: "swordfish" }).send(BATCH);
    expect(wrong).toMatchObject({ state: "refused", code: "core-view-denied" });
    expect(messageOf(wrong)).toContain("env:CORE_VIEW_KEY");
    expect(messageOf(wrong)).not.toContain("swordfish");
  });
});

describe("a poor server: a password, no flushing, no extension", () => {
  test("has the batch, and refuses another password", async () => {
    const poor = await startPlainSftpServer("swordfish");
    onTestFinished(() => poor.close());
    const setting: SftpDelivery = {
      ...server.settingFor("/in", poor.port),
      hostKey: `${poor.hostKey}=`,
      privateKey: null,
      password: "env:CORE_VIEW_PASSWORD",
    };
    const adapter = open(setting, { CORE_VIEW_PASSWORD: "swordfish" });
    expect(await adapter.send(BATCH)).toEqual({ state: "accepted" });
    expect([...poor.files.keys()]).toEqual([`/in/${CSV}`, `/in/${MANIFEST}`]);
    expect(await adapter.list("SE")).toEqual({ state: "listed", ids: [BATCH.id] });
    expect(await adapter.send(forgedBatch(BATCH))).toMatchObject({ state: "refused", code: "core-view-conflict" });
    const stranger = await open(setting, { CORE_VIEW_PASSWORD: "guessed" }).send(BATCH);
    expect(stranger).toMatchObject({ state: "refused", code: "core-view-denied" });
    expect(messageOf(stranger)).not.toContain("guessed");
  });
});
