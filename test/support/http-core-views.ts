/**
 * Core Views over HTTP for tests: settings, and servers on loopback that answer as told, badly too.
 * In: what is to be answered. Out: an address. Everything is ended after the test.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { HttpDelivery } from "../../src/domain/delivery-setting.ts";
import type { CoreViewAdapter } from "../../src/platform/core-view/core-view.ts";
import { createHttpCoreView, type HttpCoreViewSurroundings } from "../../src/platform/core-view/http.ts";
import { startStandIn, type StandIn, type StandInOptions } from "../../src/stand-in/start-stand-in.ts";
import { portOf } from "./cutting-proxy.ts";

const NO_TLS = { caFile: null, certificateSha256: null, clientCertificateFile: null, clientKey: null };

export function httpSetting(
  url: string,
  changes: {
    readonly oauth?: HttpDelivery["oauth"];
    readonly tls?: Partial<HttpDelivery["tls"]>;
    readonly timeoutMs?: number;
  } = {},
): HttpDelivery {
  const { oauth = null, tls = {}, timeoutMs = 10_000 } = changes;
  return { adapter: "http", url, oauth, tls: { ...NO_TLS, ...tls }, timeoutMs };
}

/** An adapter that is closed after the test. */
export function httpCoreView(setting: HttpDelivery, around: Partial<HttpCoreViewSurroundings> = {}): CoreViewAdapter {
  const adapter = createHttpCoreView(setting, { env: {}, ...around });
  onTestFinished(() => adapter.close());
  return adapter;
}

/** The stand-in over an empty store. */
export async function standInForTest(options: Partial<StandInOptions> = {}): Promise<StandIn> {
  const folder = await mkdtemp(join(tmpdir(), "opencommission-stand-in-"));
  const standIn = await startStandIn({ folder, ...options });
  onTestFinished(async () => {
    await standIn.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return standIn;
}

export interface ToldServer {
  readonly url: string;
  /** Heads of the requests that came, the oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** Their bodies. */
  readonly bodies: readonly string[];
}

/** A server that answers every request as told, once it has read it. */
export async function serverThat(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<ToldServer> {
  const requests: IncomingMessage[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    requests.push(request);
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      bodies.push(body);
      answer(request, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}`, requests, bodies };
}
