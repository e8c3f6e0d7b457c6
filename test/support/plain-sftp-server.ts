/**
 * A poor SFTP server in this process: version 3 and no extension, files in memory, sign-in by password.
 * In: the password. Out: a port, its host key, what it holds, and what it was asked for in order.
 */
import { constants } from "node:fs";
import ssh2, { type SFTPWrapper } from "ssh2";
import { fingerprintOf } from "../../src/platform/core-view/sftp-session.ts";
import { portOf } from "./cutting-proxy.ts";

export interface PlainSftpServer {
  readonly port: number;
  readonly hostKey: string;
  readonly files: ReadonlyMap<string, Buffer>;
  /** Users that tried to sign in. */
  readonly users: readonly string[];
  close(): void;
}

const { STATUS_CODE } = ssh2.utils.sftp;

export async function startPlainSftpServer(password: string): Promise<PlainSftpServer> {
  const key = ssh2.utils.generateKeyPairSync("ed25519");
  const parsed = ssh2.utils.parseKey(key.public);
  if (parsed instanceof Error) throw parsed;
  const files = new Map<string, Buffer>();
  const users: string[] = [];
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
    client.on("error", () => client.end());
    client.on("authentication", (attempt) => {
      if (attempt.method !== "none") users.push(attempt.username);
      if (attempt.method === "password" && attempt.password === password) attempt.accept();
      else attempt.reject(["password"]);
    });
    client.on("session", (accept) => accept().on("sftp", (start) => serve(start(), files)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: portOf(server.address()),
    hostKey: fingerprintOf(parsed.getPublicSSH()),
    files,
    users,
    close: () => server.close(),
  };
}

/** Handles are the files' names. */
function serve(sftp: SFTPWrapper, files: Map<string, Buffer>): void {
  const attributes = (bytes: Buffer) => ({
    mode: constants.S_IFREG,
    uid: 0,
    gid: 0,
    size: bytes.length,
    atime: 0,
    mtime: 0,
  });
  const stat = (id: number, path: string): void => {
    const bytes = files.get(path);
    if (bytes === undefined) sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    else sftp.attrs(id, attributes(bytes));
  };
  sftp.on("OPEN", (id, path, flags) => {
    const creates = (flags & ssh2.utils.sftp.OPEN_MODE.CREAT) !== 0;
    if (creates) files.set(path, Buffer.alloc(0));
    if (files.has(path)) sftp.handle(id, Buffer.from(path));
    else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  });
  sftp.on("WRITE", (id, handle, offset, bytes) => {
    const before = files.get(handle.toString()) ?? Buffer.alloc(0);
    files.set(handle.toString(), Buffer.concat([before.subarray(0, offset), bytes]));
    sftp.status(id, STATUS_CODE.OK);
  });
  sftp.on("READ", (id, handle, offset, length) => {
    const bytes = files.get(handle.toString())?.subarray(offset, offset + length) ?? Buffer.alloc(0);
    if (bytes.length === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, bytes);
  });
  sftp.on("FSTAT", (id, handle) => stat(id, handle.toString()));
  sftp.on("STAT", stat);
  sftp.on("CLOSE", (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on("REMOVE", (id, path) => sftp.status(id, files.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE));
  sftp.on("RENAME", (id, from, to) => {
    const bytes = files.get(from);
    if (bytes === undefined || files.has(to)) return sftp.status(id, STATUS_CODE.FAILURE);
    files.delete(from);
    files.set(to, bytes);
    return sftp.status(id, STATUS_CODE.OK);
  });
  serveListing(sftp, files);
}

function serveListing(sftp: SFTPWrapper, files: ReadonlyMap<string, Buffer>): void {
  const listed = new Set<string>();
  let listings = 0;
  sftp.on("OPENDIR", (id) => {
    listings += 1;
    sftp.handle(id, Buffer.from(`listing ${listings}`));
  });
  sftp.on("READDIR", (id, handle) => {
    if (listed.has(handle.toString())) return sftp.status(id, STATUS_CODE.EOF);
    listed.add(handle.toString());
    const names = [...files].map(([path, bytes]) => {
      const filename = path.slice(path.lastIndexOf("/") + 1);
      const attrs = { mode: constants.S_IFREG, uid: 0, gid: 0, size: bytes.length, atime: 0, mtime: 0 };
      return { filename, longname: filename, attrs };
    });
    return sftp.name(id, names);
  });
}
