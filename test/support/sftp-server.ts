/**
 * OpenSSH's own SFTP server (`internal-sftp`) on loopback, without privileges: root runs it as `daemon`, as it lets nobody in
 * whose account is locked, and `nobody` counts as such.
 * In: limits. Out: a port, its host key, and folders below which it may write.
 */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { isRoot, type Account } from "../../src/platform/postgres/server-account.ts";
import type { SftpDelivery } from "../../src/domain/delivery-setting.ts";
import { portOf } from "./cutting-proxy.ts";

const run = promisify(execFile);
const SSHD = "/usr/sbin/sshd";
const OTHER_USER = "daemon";

export interface SftpServer {
  readonly port: number;
  /** A setting that gets in, for the folder. */
  readonly settingFor: (folder: string, port: number) => SftpDelivery;
  /** A private key that the server does not know. */
  readonly strangersKey: `file:${string}`;
  readonly newFolder: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** @param mostBytes of a file, as by a quota; the server's write fails beyond it */
export async function startSftpServer(mostBytes: number | null = null): Promise<SftpServer> {
  if (!existsSync(SSHD)) throw new Error(`${SSHD} is missing: apt-get install openssh-server`);
  const home = await mkdtemp(join(tmpdir(), "opencommission-sftp-"));
  const account = isRoot() ? await accountOf(OTHER_USER) : null;
  const own = async (path: string): Promise<void> => {
    if (account !== null) await chown(path, account.uid, account.gid);
  };
  await own(home);
  for (const key of ["host_key", "user_key", "strangers_key"]) {
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(home, key)]);
  }
  await own(join(home, "host_key"));
  await writeFile(join(home, "authorized_keys"), await readFile(join(home, "user_key.pub")));
  const port = await freePort();
  const config = await writeConfig(home, port);
  const child = startServer(config, mostBytes, account);
  await untilReady(port, child);
  const { stdout } = await run("ssh-keygen", ["-lf", join(home, "host_key.pub")]);
  const hostKey = /SHA256:\S+/.exec(stdout)?.[0] ?? "";
  let folders = 0;
  return {
    port,
    settingFor: (folder, at) => ({
      adapter: "sftp",
      host: "127.0.0.1",
      port: at,
      user: account === null ? userInfo().username : OTHER_USER,
      hostKey,
      privateKey: `file:${join(home, "user_key")}`,
      password: null,
      folder,
      acknowledgement: null,
      timeoutMs: 30_000,
    }),
    strangersKey: `file:${join(home, "strangers_key")}`,
    newFolder: async () => {
      folders += 1;
      const folder = join(home, `folder-${folders}`);
      await mkdir(folder);
      await own(folder);
      return folder;
    },
    stop: async () => {
      const ended = child.exitCode === null ? once(child, "exit") : Promise.resolve();
      child.kill();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function accountOf(user: string): Promise<Account> {
  const [uid, gid] = await Promise.all(["-u", "-g"].map(async (which) => (await run("id", [which, user])).stdout));
  return { uid: Number(uid), gid: Number(gid) };
}

async function writeConfig(home: string, port: number): Promise<string> {
  const path = join(home, "sshd_config");
  const lines = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${join(home, "host_key")}`,
    `AuthorizedKeysFile ${join(home, "authorized_keys")}`,
    "AuthenticationMethods publickey",
    "StrictModes no",
    "UsePAM no",
    "PidFile none",
    "MaxStartups 500",
    "LogLevel ERROR",
    "Subsystem sftp internal-sftp",
    "ForceCommand internal-sftp",
    "DisableForwarding yes",
  ];
  // Newer servers keep a client away for a while whose connections were cut.
  await writeFile(path, [...lines, "PerSourcePenalties no", ""].join("\n"));
  const isKnown = await run(SSHD, ["-t", "-f", path]).then(
    () => true,
    () => false,
  );
  if (!isKnown) await writeFile(path, [...lines, ""].join("\n"));
  return path;
}

function startServer(config: string, mostBytes: number | null, account: Account | null): ChildProcess {
  const limit = mostBytes === null ? "" : `trap '' XFSZ; ulimit -f ${Math.floor(mostBytes / 1_024)}; `;
  return spawn("/bin/bash", ["-c", `${limit}exec ${SSHD} -D -e -f "$0"`, config], {
    // It says there whatever a test does to its connections.
    stdio: "ignore",
    ...account,
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const port = portOf(server.address());
  await new Promise((done) => server.close(done));
  return port;
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`sshd ended with code ${child.exitCode}`);
    const socket = createConnection({ port, host: "127.0.0.1" });
    const answers = await once(socket, "data").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answers) return;
    await sleep(20);
  }
}
