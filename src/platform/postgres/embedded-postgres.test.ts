import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "./open-database.ts";
import { startEmbedded } from "./embedded-postgres.ts";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";

const OWNER = fileURLToPath(new URL("../../../test/support/embedded-owner.ts", import.meta.url));
const report = z.union([z.object({ address: z.string() }), z.object({ code: z.string(), message: z.string() })]);
const count = z.object({ n: z.number() });

const isRoot = process.getuid?.() === 0;

let template: string;
let base: string;
let owners: ChildProcess[];
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), "oc-embedded-template-"));
  await (await startEmbedded(template)).stop();
});
afterAll(() => rm(template, { recursive: true, force: true }));
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "oc-embedded-"));
  owners = [];
});
afterEach(async () => {
  for (const owner of owners) await end(owner, "SIGKILL");
  // A server whose owner was killed is still on its way down, and writes.
  await rm(base, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

/** A data folder that was used before: copied, as making a database takes the longest of all. */
async function usedFolder(): Promise<string> {
  const folder = join(base, "data");
  await promisify(execFile)("cp", ["-a", template, folder]);
  return folder;
}

interface Owner {
  readonly child: ChildProcess;
  readonly report: z.infer<typeof report>;
}

/** Starts a process on the folder and waits for what it says. */
async function startOwner(folder: string): Promise<Owner> {
  const child = spawn(process.execPath, [OWNER, folder], { stdio: ["pipe", "pipe", "inherit"] });
  owners.push(child);
  for await (const line of createInterface({ input: child.stdout }))
    return { child, report: report.parse(JSON.parse(line)) };
  throw new Error("the owner said nothing");
}

async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  if (signal === undefined) child.stdin?.end();
  else child.kill(signal);
  await exited;
}

function addressOf(owner: Owner): string {
  if ("address" in owner.report) return owner.report.address;
  throw new Error(`the owner was refused: ${owner.report.message}`);
}

function socketFolderOf(owner: Owner): string {
  return new URL(addressOf(owner).replace("@/", "@localhost/")).searchParams.get("host") ?? "";
}

async function run(connectionString: string, sql: string): Promise<void> {
  const db = await openDatabase({ connectionString });
  await db.run(sql);
  await db.close();
}

async function countNotes(server: EmbeddedPostgres): Promise<number> {
  const db = await openDatabase(server);
  const { n } = await db.one(count, "select count(*)::int as n from note");
  await db.close();
  return n;
}

async function serverPid(folder: string): Promise<number> {
  return Number((await readFile(join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n")[0]);
}

describe("a killed owner", () => {
  test("loses nothing that was committed, and the next one starts at once", async () => {
    const folder = await usedFolder();
    const first = await startOwner(folder);
    await run(addressOf(first), "create table note (t text); insert into note values ('kept'), ('too')");
    await end(first.child, "SIGKILL");
    const server = await startEmbedded(folder);
    expect(await countNotes(server)).toBe(2);
    await server.stop();
  });

  test("takes its server along, and the socket's folder", async () => {
    const folder = await usedFolder();
    const owner = await startOwner(folder);
    const socketFolder = socketFolderOf(owner);
    expect(await readdir(socketFolder)).not.toEqual([]);
    await end(owner.child, "SIGKILL");
    await expect.poll(() => readdir(join(folder, "postgres")), { timeout: 30_000 }).not.toContain("postmaster.pid");
    await expect.poll(async () => stat(socketFolder).catch(() => null), { timeout: 30_000 }).toBeNull();
  });

  test("together with its server leaves a folder that heals at the next start", async () => {
    const folder = await usedFolder();
    const owner = await startOwner(folder);
    await run(addressOf(owner), "create table note (t text); insert into note values ('kept')");
    const pid = await serverPid(folder);
    owner.child.kill("SIGKILL");
    process.kill(pid, "SIGKILL");
    const server = await startEmbedded(folder);
    expect(await countNotes(server)).toBe(1);
    await server.stop();
    await expect.poll(async () => stat(socketFolderOf(owner)).catch(() => null), { timeout: 30_000 }).toBeNull();
  });

  test("whose server lived on gives it to the next one, in good order", async () => {
    const folder = await usedFolder();
    const owner = await startOwner(folder);
    const address = addressOf(owner);
    await run(address, "create table note (t text); insert into note values ('kept')");
    // The owner's lock goes as if the owner were dead, while its server goes on.
    owner.child.kill("SIGSTOP");
    await run(
      address,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'opencommission-owner:%'",
    );
    const server = await startEmbedded(folder);
    expect(await countNotes(server)).toBe(1);
    await server.stop();
  });
});

describe("a held folder", () => {
  test("is refused with the holder's pid and what to do, and the holder goes on", async () => {
    const folder = await usedFolder();
    const owner = await startOwner(folder);
    const refusal = await startEmbedded(folder).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "data-folder-held" });
    expect(String(refusal)).toContain(`pid ${owner.child.pid}`);
    expect(String(refusal)).toContain("--data");
    await run(addressOf(owner), "create table note (t text)");
    await end(owner.child);
    expect(owner.child.exitCode).toBe(0);
  });

  test("is refused to the same process too", async () => {
    const folder = await usedFolder();
    const server = await startEmbedded(folder);
    await expect(startEmbedded(folder)).rejects.toMatchObject({ code: "data-folder-held" });
    await server.stop();
    await (await startEmbedded(folder)).stop();
  });

  test("has one winner when several processes start at once on an empty folder", async () => {
    const folder = join(base, "data");
    const started = await Promise.all([startOwner(folder), startOwner(folder), startOwner(folder)]);
    const winners = started.filter((owner) => "address" in owner.report);
    expect(winners).toHaveLength(1);
    for (const { report } of started) if ("code" in report) expect(report.code).toBe("data-folder-held");
    expect((await readdir(folder)).toSorted()).toEqual(["postgres", "postgres.log"]);
  });

  test("stays held when a crash inside the server has ended all its sessions", async () => {
    const folder = await usedFolder();
    const server = await startEmbedded(folder);
    const db = await openDatabase(server);
    const { pid } = await db.one(
      z.object({ pid: z.number() }),
      "select pid from pg_stat_activity where backend_type = 'walwriter'",
    );
    process.kill(pid, "SIGKILL");
    await expect.poll(async () => db.run("select 1").catch(() => 0), { timeout: 30_000 }).toBe(1);
    const refused = await startOwner(folder);
    expect(refused.report).toMatchObject({ code: "data-folder-held" });
    await db.close();
    await server.stop();
  });
});

describe("a stale postmaster.pid", () => {
  test("that names a living process of something else does not keep the server from starting", async () => {
    const folder = await usedFolder();
    // Of the server's own user: of other users' processes the server itself knows that they are none of its kind.
    const sleeper = spawn("sleep", ["60"], { stdio: "ignore", ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}) });
    owners.push(sleeper);
    await once(sleeper, "spawn");
    const lines = [sleeper.pid, "/elsewhere", "1", "5432", "/nowhere", "", "0 0", "ready"];
    await writeFile(join(folder, "postgres", "postmaster.pid"), `${lines.join("\n")}\n`);
    await (await startEmbedded(folder)).stop();
    expect((await readdir(join(folder, "postgres"))).filter((name) => name.startsWith("postmaster.pid"))).toEqual([]);
  });
});

describe("the data folder", () => {
  test.each([
    ["with spaces, quotes and signs", "a b 'c' \"d\" $e;f\\g"],
    ["with letters of many scripts", "prowizje-żółć-委託-ünï"],
    ["with a very long path", join(...Array.from({ length: 20 }, () => "long-name-".repeat(10)))],
  ])("may have a path %s", async (_, name) => {
    const folder = join(base, name);
    const server = await startEmbedded(folder);
    await run(server.connectionString, "create table note (t text)");
    await server.stop();
    const again = await startEmbedded(folder);
    expect(await countNotes(again)).toBe(0);
    await again.stop();
  });

  test("of another PostgreSQL version is refused and left as it is", async () => {
    await mkdir(join(base, "postgres"));
    await writeFile(join(base, "postgres", "PG_VERSION"), "99\n");
    if (isRoot) await chown(join(base, "postgres"), 65_534, 65_534);
    const refusal = await startEmbedded(base).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "data-folder-foreign" });
    expect(String(refusal)).toContain("99");
    expect(await readdir(join(base, "postgres"))).toEqual(["PG_VERSION"]);
  });

  test("that is a file is refused by its name", async () => {
    await writeFile(join(base, "file"), "");
    const refusal = await startEmbedded(join(base, "file")).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "data-folder-unusable" });
    expect(String(refusal)).toContain(join(base, "file"));
  });

  test("loses what a killed first start left in it", async () => {
    const folder = await usedFolder();
    await mkdir(join(folder, "postgres.tmp-999999999-ab"));
    await (await startEmbedded(folder)).stop();
    expect(await readdir(folder)).not.toContain("postgres.tmp-999999999-ab");
  });

  test.runIf(isRoot)("may lie, for root, below a folder that is closed to everybody else", async () => {
    const closed = join(base, "closed");
    await mkdir(closed, { mode: 0o700 });
    const server = await startEmbedded(join(closed, "x", "data"));
    await run(server.connectionString, "create table note (t text)");
    await server.stop();
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
    expect((await stat(join(closed, "x", "data", "postgres"))).uid).not.toBe(0);
  });

  test.runIf(isRoot)("holding a cluster of root's is refused, as the server does not run as root", async () => {
    const folder = await usedFolder();
    await chown(join(folder, "postgres"), 0, 0);
    await expect(startEmbedded(folder)).rejects.toMatchObject({ code: "data-folder-owner" });
  });
});
