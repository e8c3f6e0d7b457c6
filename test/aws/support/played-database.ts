/**
 * The database's two doors in front of a real PostgreSQL: the proxy, which takes a token for a database user when the function's role has
 * the right to it, and the cluster itself, which takes the owner's password. Both speak TLS alone, under the names of the template.
 * In: a real server's socket, the installation. Out: two ports on loopback and the authority that signed their certificates.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { TLSSocket, createSecureContext, type SecureContext } from "node:tls";
import { promisify } from "node:util";
import { portOf } from "../../support/cutting-proxy.ts";
import { CLUSTER_HOST, CLUSTER_ID, PROXY_HOST, PROXY_ID } from "./played-attributes.ts";
import { isAllowed } from "./rights.ts";
import type { Installation } from "./stacks.ts";

export interface PlayedDatabase {
  readonly proxyPort: number;
  readonly clusterPort: number;
  /** PEM file, to be trusted. */
  readonly authorityFile: string;
  /** The certificate of these doors and of the other names that were asked for, with its key. */
  readonly certificate: { readonly keyFile: string; readonly certFile: string };
  /** Sign-ins that were refused, by user and why. */
  readonly refused: readonly string[];
  /** Shuts the proxy: those who come are turned away, and connections end. */
  readonly shut: (shut: boolean) => void;
  readonly stop: () => Promise<void>;
}

export interface RealServer {
  /** The path of its Unix socket. */
  readonly socketPath: string;
  readonly owner: { readonly user: string; readonly password: string };
}

const SSL_REQUEST = 80_877_103;
const run = promisify(execFile);

export async function playDatabase(
  installation: Installation,
  real: RealServer,
  folder: string,
  otherNames: readonly string[] = [],
): Promise<PlayedDatabase> {
  const { authorityFile, context, certificate } = await certify(folder, [PROXY_HOST, CLUSTER_HOST, ...otherNames]);
  const refused: string[] = [];
  const open = new Set<Socket>();
  let isShut = false;
  const door = (mayEnter: (user: string, password: string) => string | null): Server =>
    createServer((socket) => {
      open.add(socket);
      socket.once("close", () => open.delete(socket)).on("error", () => socket.destroy());
      if (isShut) {
        socket.destroy();
        return;
      }
      void admit(socket, context, real.socketPath, (user, password) => {
        const why = mayEnter(user, password);
        if (why !== null) refused.push(`${user}: ${why}`);
        return why;
      });
    });
  const proxy = door((user, password) => tokenFault(installation, user, password));
  const cluster = door((user, password) =>
    user === real.owner.user && password === real.owner.password ? null : "not the owner",
  );
  await Promise.all([proxy, cluster].map((server) => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))));
  const end = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    proxyPort: portOf(proxy.address()),
    clusterPort: portOf(cluster.address()),
    authorityFile,
    certificate,
    refused,
    shut: (shut) => {
      isShut = shut;
      if (shut) end();
    },
    stop: async () => {
      end();
      await Promise.all([proxy, cluster].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

/** Null for a token that lets the user in. A token is a signed address: host, action, user, and whose key signed it. */
function tokenFault(installation: Installation, user: string, password: string): string | null {
  if (!password.startsWith(`${PROXY_HOST}:5432/?`)) return "no token for this door";
  const asked = new URL(`https://${password}`).searchParams;
  if (asked.get("Action") !== "connect" || asked.get("DBUser") !== user) return "a token for something else";
  const caller = asked.get("X-Amz-Credential")?.split("/")[0] ?? "";
  const { region, account } = installation;
  const resource = `arn:aws:rds-db:${region}:${account}:dbuser:${PROXY_ID}/${user}`;
  if (!isAllowed(installation, caller, "rds-db:connect", resource)) return `${caller} has no right to be ${user}`;
  const [proxy] = installation.ofType("AWS::RDS::DBProxy");
  const role = String(proxy?.properties["RoleArn"]).split("/").at(-1) ?? "";
  const onward = `arn:aws:rds-db:${region}:${account}:dbuser:${CLUSTER_ID}/${user}`;
  return isAllowed(installation, role, "rds-db:connect", onward) ? null : `the proxy has no right to be ${user}`;
}

async function admit(
  socket: Socket,
  context: SecureContext,
  socketPath: string,
  mayEnter: (user: string, password: string) => string | null,
): Promise<void> {
  const asked = await firstBytes(socket);
  if (asked.length !== 8 || asked.readInt32BE(4) !== SSL_REQUEST) {
    socket.destroy();
    return;
  }
  socket.write("S");
  const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
  secure.on("error", () => socket.destroy());
  const startup = await firstBytes(secure);
  secure.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
  const answer = await firstBytes(secure);
  const password = answer.subarray(5, -1).toString("utf8");
  const parameters = startup.subarray(8).toString("utf8").split("\0");
  const user = parameters[parameters.indexOf("user") + 1] ?? "";
  const fault = mayEnter(user, password);
  if (fault !== null) {
    const told = Buffer.from(`SFATAL\0C28P01\0Mnot let in\0\0`);
    const head = Buffer.alloc(5);
    head.write("E");
    head.writeInt32BE(told.length + 4, 1);
    secure.end(Buffer.concat([head, told]));
    return;
  }
  const behind = createConnection(socketPath);
  behind.on("error", () => secure.destroy()).once("close", () => secure.destroy());
  secure.once("close", () => behind.destroy());
  behind.write(startup);
  secure.pipe(behind).pipe(secure);
}

function firstBytes(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    socket.once("readable", () => {
      const read: unknown = socket.read();
      if (read instanceof Buffer) resolve(read);
      else void firstBytes(socket).then(resolve);
    });
  });
}

async function certify(
  folder: string,
  names: readonly string[],
): Promise<{ authorityFile: string; context: SecureContext; certificate: PlayedDatabase["certificate"] }> {
  const at = (name: string): string => join(folder, name);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await run("openssl", [
    "req",
    "-x509",
    ...curve,
    "-keyout",
    at("ca.key"),
    "-subj",
    "/CN=played RDS",
    "-days",
    "2",
    "-out",
    at("ca.pem"),
  ]);
  const signer = ["-CA", at("ca.pem"), "-CAkey", at("ca.key")];
  const named = ["-addext", `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}`];
  const leaf = ["-addext", "basicConstraints=critical,CA:FALSE", "-subj", "/CN=database", "-days", "2"];
  const files = ["-keyout", at("db.key"), "-out", at("db.pem")];
  await run("openssl", ["req", "-x509", ...curve, ...files, ...leaf, ...signer, ...named]);
  const context = createSecureContext({ key: await readFile(at("db.key")), cert: await readFile(at("db.pem")) });
  return { authorityFile: at("ca.pem"), context, certificate: { keyFile: at("db.key"), certFile: at("db.pem") } };
}
