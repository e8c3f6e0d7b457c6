/**
 * Core View's files in a folder of an SFTP server. In: names and bytes. Out: files that were read back.
 *
 * A file goes up as `<name>.<random>.part`, is flushed where the server can (`fsync@openssh.com`), and renamed by SFTP's own
 * rename, which refuses a name that is taken (OpenSSH links, so that two senders at once do no harm; its `posix-rename` would
 * overwrite). A cut leaves at worst a temporary file. Ours are cleared by the next sending, those of others after a day.
 */
import { randomUUID } from "node:crypto";
import type { SftpDelivery } from "../../domain/delivery-setting.ts";
import { createFilesCoreView } from "./files.ts";
import type { CoreViewAdapter, Unavailable } from "./core-view.ts";
import { crashPoint } from "../crash-point.ts";
import {
  denied,
  LEFT_BEHIND_MS,
  unavailable,
  unknown,
  type FileDrop,
  type PutResult,
  type Refused,
} from "./file-drop.ts";
import { openSftpSession, SftpFailure, STATUS, type SftpSession } from "./sftp-session.ts";

const TEMPORARY = /^[A-Za-z0-9-]+\.(?:csv|manifest\.json)\.[0-9a-f-]{36}\.part$/;

export function createSftpCoreView(setting: SftpDelivery, env: NodeJS.ProcessEnv): CoreViewAdapter {
  return createFilesCoreView(createSftpDrop(setting, env), setting);
}

export function createSftpDrop(setting: SftpDelivery, env: NodeJS.ProcessEnv): FileDrop {
  const pathOf = (name: string): string => `${setting.folder.replace(/\/+$/, "")}/${name}`;
  const place: Place = { pathOf, folder: setting.folder, leftBehind: new Set(), searched: false };
  const { within, close } = sessionFor(setting, env);
  return {
    destination: `sftp://${setting.user}@${setting.host}:${setting.port}/${setting.folder.replace(/^\/+/, "")}`,
    pathOf,
    put: async (name, bytes, signal) => {
      let renaming = false;
      try {
        return await within(signal, (session) => putFile(session, place, name, bytes, () => (renaming = true)));
      } catch (error) {
        const problem = problemOf(error, `write ${pathOf(name)}`, setting);
        return renaming && hadNoAnswer(error) ? unknown(problem.message) : problem;
      }
    },
    get: async (name, signal) => {
      try {
        return { state: "got", bytes: await within(signal, (session) => readIfThere(session, pathOf(name))) };
      } catch (error) {
        return problemOf(error, `read ${pathOf(name)}`, setting);
      }
    },
    names: async (prefix, signal) => {
      try {
        const files = await within(signal, (session) => filesIn(session, setting.folder));
        return { state: "named", names: files.map((file) => file.filename).filter((name) => name.startsWith(prefix)) };
      } catch (error) {
        return problemOf(error, `list ${setting.folder}`, setting);
      }
    },
    keep: () => Promise.resolve(null),
    close,
  };
}

interface Place {
  readonly pathOf: (name: string) => string;
  readonly folder: string;
  /** Temporary files of ours that could not be removed. */
  readonly leftBehind: Set<string>;
  /** Whether this process has looked for those of earlier ones. */
  searched: boolean;
}

interface SessionFor {
  readonly within: <T>(signal: AbortSignal, work: (session: SftpSession) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** One connection for all that comes, made when it is needed and again when it has ended. */
function sessionFor(setting: SftpDelivery, env: NodeJS.ProcessEnv): SessionFor {
  let current: Promise<SftpSession> | null = null;
  const open = async (signal: AbortSignal): Promise<SftpSession> => {
    const held = current;
    if (held !== null && !(await held).isOpen() && current === held) current = null;
    current ??= openSftpSession(setting, env, signal).catch((error: unknown) => {
      current = null;
      throw error;
    });
    return current;
  };
  return {
    within: async (signal, work) => {
      const session = await open(signal);
      // What is asked when the time is over fails, and the connection with it: nobody knows what it is at.
      const onAbort = (): void => session.end();
      signal.addEventListener("abort", onAbort);
      if (signal.aborted) onAbort();
      try {
        return await work(session);
      } finally {
        signal.removeEventListener("abort", onAbort);
      }
    },
    close: async () => {
      (await current?.catch(() => null))?.end();
      current = null;
    },
  };
}

async function putFile(
  session: SftpSession,
  place: Place,
  name: string,
  bytes: Uint8Array,
  onRenaming: () => void,
): Promise<PutResult> {
  await clearLeftBehind(session, place);
  const temporary = `${name}.${randomUUID()}.part`;
  try {
    await upload(session, place.pathOf(temporary), name, Buffer.from(bytes));
    onRenaming();
    const placed = await renameUnlessTaken(session, place.pathOf(temporary), place.pathOf(name));
    crashPoint(`${name} is in place`);
    if (placed) return { state: "put" };
    await remove(session, place.pathOf(temporary));
    return { state: "taken" };
  } catch (error) {
    if (!(await remove(session, place.pathOf(temporary)))) place.leftBehind.add(temporary);
    throw error;
  }
}

async function upload(session: SftpSession, path: string, name: string, bytes: Buffer): Promise<void> {
  const handle = await session.ask<Buffer>((sftp, answer) => sftp.open(path, "wx", answer));
  crashPoint(`${name} is open`);
  await session.ask<unknown>((sftp, answer) =>
    sftp.write(handle, bytes, 0, bytes.length, 0, (error) => answer(error, null)),
  );
  crashPoint(`${name} is written`);
  await flush(session, handle);
  await session.ask<unknown>((sftp, answer) => sftp.close(handle, (error) => answer(error, null)));
  crashPoint(`${name} is flushed`);
}

/** On the server's disk, where the server offers it. */
async function flush(session: SftpSession, handle: Buffer): Promise<void> {
  try {
    await session.ask<unknown>((sftp, answer) => sftp.ext_openssh_fsync(handle, (error) => answer(error, null)));
  } catch (error) {
    const offered = error instanceof SftpFailure ? error.status !== STATUS.unsupported : !isNotOffered(error);
    if (offered) throw error;
  }
}

/** What the library throws before it asks: the server did not name the extension. */
function isNotOffered(error: unknown): boolean {
  return error instanceof Error && error.message === "Server does not support this extended request";
}

/** @returns false when the name is taken: a server tells that by a failure that could be any */
async function renameUnlessTaken(session: SftpSession, from: string, to: string): Promise<boolean> {
  try {
    await session.ask<unknown>((sftp, answer) => sftp.rename(from, to, (error) => answer(error, null)));
    return true;
  } catch (error) {
    if (hadNoAnswer(error) || (await modifiedAt(session, to)) === null) throw error;
    return false;
  }
}

/** Ours that an earlier sending could not remove; once in a process also those that nobody can be working on. */
async function clearLeftBehind(session: SftpSession, place: Place): Promise<void> {
  for (const name of place.leftBehind) {
    if (await remove(session, place.pathOf(name))) place.leftBehind.delete(name);
  }
  if (place.searched) return;
  for (const { filename, attrs } of await filesIn(session, place.folder)) {
    const isOld = Date.now() - attrs.mtime * 1_000 > LEFT_BEHIND_MS;
    if (isOld && TEMPORARY.test(filename)) await remove(session, place.pathOf(filename));
  }
  place.searched = true;
}

/** Whether it is gone. A file that cannot be removed does no harm: nobody counts it. */
async function remove(session: SftpSession, path: string): Promise<boolean> {
  try {
    await session.ask<unknown>((sftp, answer) => sftp.unlink(path, (error) => answer(error, null)));
    return true;
  } catch (error) {
    if (!(error instanceof SftpFailure)) throw error;
    return error.status === STATUS.noSuchFile;
  }
}

async function readIfThere(session: SftpSession, path: string): Promise<Buffer | null> {
  return orIfMissing(session.ask<Buffer>((sftp, answer) => sftp.readFile(path, answer)));
}

async function modifiedAt(session: SftpSession, path: string): Promise<number | null> {
  return orIfMissing(
    session.ask<number>((sftp, answer) => sftp.stat(path, (error, stats) => answer(error, error ? 0 : stats.mtime))),
  );
}

function filesIn(session: SftpSession, folder: string): Promise<FileEntry[]> {
  return session.ask<FileEntry[]>((sftp, answer) => sftp.readdir(folder, answer));
}

interface FileEntry {
  readonly filename: string;
  readonly attrs: { readonly mtime: number };
}

async function orIfMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SftpFailure && error.status === STATUS.noSuchFile) return null;
    throw error;
  }
}

function hadNoAnswer(error: unknown): boolean {
  return error instanceof SftpFailure && error.status === null;
}

/** The server's answer in words for a person; anything else is our own mistake and goes on up. */
function problemOf(error: unknown, doing: string, { host, port, user, folder }: SftpDelivery): Refused | Unavailable {
  if (!(error instanceof SftpFailure)) throw error;
  const where = `${host}:${port}`;
  switch (error.status) {
    case null:
      return error.problem;
    case STATUS.noSuchFile:
      return denied(`${where} has no folder ${folder} that ${user} can see. Make it, or correct the setting.`);
    case STATUS.permissionDenied:
      return denied(`${where} does not let ${user} ${doing}. Give ${user} the right to it.`);
    default:
      return unavailable(`${where} could not ${doing}: ${error.message}. Its disk or a quota may be full.`);
  }
}
