/**
 * One connection to an SFTP server whose host key is pinned. In: the setting, and where its secrets are. Out: a session that
 * asks one thing at a time, or an `SftpFailure`.
 *
 * The key is compared before anything of us is told, the user's name included: there is no trust on first use. The socket is
 * our own, so that the end of the deadline ends the connection whatever state it is in.
 */
import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import SftpClient from "ssh2-sftp-client";
import type { SftpDelivery } from "../../domain/delivery-setting.ts";
import type { Unavailable } from "./core-view.ts";
import { denied, unavailable, type Refused } from "./file-drop.ts";
import { readSecret } from "../secret.ts";

export type Sftp = Awaited<ReturnType<SftpClient["connect"]>>;

/** What the server or the network did to us. */
export class SftpFailure extends Error {
  readonly problem: Refused | Unavailable;
  /** The server's answer (`STATUS`); null when none came. */
  readonly status: number | null;

  constructor(problem: Refused | Unavailable, status: number | null = null) {
    super(problem.message);
    this.problem = problem;
    this.status = status;
  }
}

/** SFTP version 3, section 7. A server says `failure` for much, a full disk and a name that is taken included. */
export const STATUS = { noSuchFile: 2, permissionDenied: 3, failure: 4, unsupported: 8 } as const;

/** The callback that every request takes; the server's answer to some has a value. */
export type Answer<T> = (error: Error | null | undefined, value: T) => void;

export interface SftpSession {
  /** @throws SftpFailure when the server says no, or nothing more */
  readonly ask: <T>(request: (sftp: Sftp, answer: Answer<T>) => void) => Promise<T>;
  readonly isOpen: () => boolean;
  /** At once; what is asked fails. */
  readonly end: () => void;
}

/** @throws SftpFailure */
export async function openSftpSession(
  setting: SftpDelivery,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<SftpSession> {
  const where = `${setting.host}:${setting.port}`;
  const credentials = await readCredentials(setting, env);
  const socket = await openSocket(setting, signal);
  const client = new SftpClient("core-view", {});
  const lost = Promise.withResolvers<never>();
  // It is listened to where somebody waits; a session that ends unused is no failure.
  lost.promise.catch(() => undefined);
  socket.once("close", () =>
    lost.reject(
      new SftpFailure(
        unavailable(
          `The connection to ${where} ended, or its ${setting.timeoutMs} ms were over, before the server had answered.`,
        ),
      ),
    ),
  );
  const onAbort = (): void => void socket.destroy();
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  let shown: string | null = null;
  const errors: Error[] = [];
  client.on("error", (error: unknown) => void (error instanceof Error && errors.push(error)));
  const verify = (key: Buffer): boolean => {
    shown = fingerprintOf(key);
    return shown === setting.hostKey.replace(/=$/, "");
  };
  try {
    const connecting = client.connect({
      ...credentials,
      sock: socket,
      username: setting.user,
      hostVerifier: verify,
      // The one deadline is the signal's.
      readyTimeout: 0,
    });
    connecting.catch(() => undefined);
    const sftp = await Promise.race([connecting, lost.promise]);
    return session(sftp, socket, lost.promise);
  } catch (error) {
    socket.destroy();
    throw failureOfConnecting(error, errors, shown, setting);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function session(sftp: Sftp, socket: Socket, lost: Promise<never>): SftpSession {
  // A server that speaks no SFTP any more; the session ends with it.
  sftp.on("error", () => socket.destroy());
  return {
    ask: (request) => {
      const { promise, resolve, reject } = Promise.withResolvers<Parameters<Parameters<typeof request>[1]>[1]>();
      request(sftp, (error, value) => {
        if (error === null || error === undefined) resolve(value);
        else reject(failureOfAnswer(error));
      });
      return Promise.race([promise, lost]);
    },
    isOpen: () => !socket.destroyed && !socket.readableEnded,
    end: () => void socket.destroy(),
  };
}

function failureOfAnswer(error: Error): SftpFailure {
  const status = "code" in error && typeof error.code === "number" ? error.code : null;
  return new SftpFailure(unavailable(error.message), status);
}

async function readCredentials(
  { privateKey, password }: SftpDelivery,
  env: NodeJS.ProcessEnv,
): Promise<{ privateKey?: string; password?: string }> {
  const credentials: { privateKey?: string; password?: string } = {};
  for (const [name, reference] of [
    ["privateKey", privateKey],
    ["password", password],
  ] as const) {
    if (reference === null) continue;
    const read = await readSecret(reference, env);
    if (!read.ok) throw new SftpFailure({ state: "refused", code: "secret-missing", message: read.message });
    credentials[name] = read.secret;
  }
  return credentials;
}

function openSocket({ host, port }: SftpDelivery, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  // Each request waits for its answer: held back by the system, each would cost some 40 ms.
  const socket = connect({ host, port, noDelay: true });
  const fail = (why: string): void => {
    socket.destroy();
    reject(new SftpFailure(unavailable(`Core View at ${host}:${port} cannot be reached: ${why}. Nothing was sent.`)));
  };
  const onAbort = (): void => fail("no answer in time");
  const done = (): void => {
    socket.off("error", onError);
    signal.removeEventListener("abort", onAbort);
  };
  const onError = (error: Error): void => fail(error.message);
  socket.once("error", onError).once("connect", () => {
    resolve(socket);
  });
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  return promise.finally(done);
}

/** As `ssh-keygen -lf` prints it. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=$/, "")}`;
}

/** Words of ours: none of the library's, which could hold what we gave it. */
function failureOfConnecting(
  error: unknown,
  errors: readonly Error[],
  shown: string | null,
  { host, port, user, hostKey, privateKey }: SftpDelivery,
): SftpFailure {
  if (shown !== null && shown !== hostKey.replace(/=$/, "")) {
    const message = `${host}:${port} showed the host key ${shown}, expected ${hostKey}. Nothing was sent. Ask whoever runs Core View whether the key was changed; only then put the new one into the setting.`;
    return new SftpFailure({ state: "refused", code: "host-key-changed", message });
  }
  const told = [error, ...errors].map((e) => (e instanceof Error ? e.message : String(e))).join("; ");
  if (/authentication methods failed/.test(told)) {
    return new SftpFailure(denied(`${host}:${port} does not let ${user} in with the key or password that is set.`));
  }
  if (/Cannot parse privateKey/.test(told)) {
    return new SftpFailure(
      denied(
        `The private key at ${privateKey} cannot be read: an unencrypted one in OpenSSH's or PEM form is expected.`,
      ),
    );
  }
  return new SftpFailure(unavailable(`${host}:${port} gave no SFTP session: ${told}. Nothing was sent.`));
}
