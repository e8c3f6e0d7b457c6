/**
 * Core View's stand-in as a server on loopback, for tests in this very process and for the command `npm run core-view`.
 * In: a folder for what it books, faults. Out: its address, its switches, its end. What it answered is on the disk; a kill at any
 * moment loses nothing that was answered.
 */
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { openBookingStore, type BookedBatch } from "./booking-store.ts";
import { faultSchedule } from "./fault-schedule.ts";
import { createFaultSwitch, wishedFault, type FaultOn, type FaultWish } from "./faults.ts";
import { serveRequest, type RecentRequest } from "./serve-request.ts";
import type { Rooms } from "./routes.ts";
import { createTokenEndpoint, type StandInClient } from "./token-endpoint.ts";

const HOST = "127.0.0.1";
const MOST_RECENT = 50;

export interface StandInOptions {
  /** Made when it is not there; the journal lies in it. */
  readonly folder: string;
  /** 0, and so without it: a free one. */
  readonly port?: number;
  /** Plays faults by chance that can be repeated. */
  readonly seed?: string | null;
  /** Demands tokens, and gives them to this client. */
  readonly client?: StandInClient | null;
  /** https; with `clientCa` a client has to show a certificate of that authority. All are PEM. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly clientCa?: string } | null;
}

export interface StandIn {
  /** For the setting `delivery`. */
  readonly url: string;
  /** For `oauth.tokenUrl`; there only with a client. */
  readonly tokenUrl: string;
  readonly setFaults: (wishes: readonly FaultWish[]) => void;
  readonly faultsOn: () => readonly FaultOn[];
  readonly batches: () => readonly BookedBatch[];
  /** The newest 50 sendings and the newest 50 questions, the newest last. */
  readonly recent: () => readonly RecentRequest[];
  /** All tokens end now. */
  readonly revokeTokens: () => void;
  /** Ends all connections, also those that hang. */
  readonly stop: () => Promise<void>;
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { seed = null, client = null, tls = null } = options;
  const faults = createFaultSwitch(faultSchedule(seed));
  const tokens = client === null ? null : createTokenEndpoint(client, Date.now);
  const recent: RecentRequest[] = [];
  let revision = 0;
  let rooms: Rooms | null = null;
  const remember = (request: RecentRequest): void => {
    // Sendings are few beside questions, and are not to be pushed out by them.
    const isSame = (other: RecentRequest): boolean => isSending(other) === isSending(request);
    if (recent.filter(isSame).length === MOST_RECENT) recent.splice(recent.findIndex(isSame), 1);
    recent.push(request);
  };
  const listener: RequestListener = (request, response) => {
    if (rooms === null) response.destroy();
    else
      void serveRequest(rooms, request, response, (done) => {
        revision += 1;
        if (done !== null) remember(done);
      });
  };
  const server = tls === null ? createServer(listener) : createTlsServer(tlsOptions(tls), listener);
  const port = await listening(server, options.port ?? 0);
  const url = `${tls === null ? "http" : "https"}://${HOST}:${port}`;
  // After the port, which one process has: two that are started by mistake do not write one journal.
  const store = await openedStore(options.folder, server);
  // Numbers of one process do not stand for what another has shown.
  revision = Date.now();
  rooms = {
    store,
    faults,
    tokens,
    seed,
    revision: () => revision,
    recent: () => recent.map((r) => ({ ...r })),
    nowMs: Date.now,
  };
  return {
    url,
    tokenUrl: `${url}/oauth/token`,
    setFaults: (wishes) => faults.set(wishes.map(wishedFault)),
    faultsOn: faults.on,
    batches: () => [...store.batches()],
    recent: () => [...recent],
    revokeTokens: () => tokens?.revoke(),
    stop: async () => {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

function isSending({ request }: RecentRequest): boolean {
  return request.startsWith("POST");
}

function tlsOptions({ key, cert, clientCa }: NonNullable<StandInOptions["tls"]>): ServerOptions {
  return clientCa === undefined
    ? { key, cert }
    : { key, cert, ca: clientCa, requestCert: true, rejectUnauthorized: true };
}

async function openedStore(folder: string, server: Server): Promise<ReturnType<typeof openBookingStore>> {
  try {
    return openBookingStore(folder, () => new Date());
  } catch (error) {
    await new Promise((resolve) => server.close(resolve));
    throw error;
  }
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("assertion: a TCP server has a port");
      resolve(address.port);
    });
  });
}
