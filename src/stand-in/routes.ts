/**
 * The stand-in's addresses. In: a request, read whole. Out: its answer, and the faults that it met.
 * What Core View's API is (docs/core-view-api.md) demands a token where there is a client; the page and the faults are for
 * whoever sits at this machine.
 */
import { bookedState } from "./booked-state.ts";
import { heldCsv, type BookingStore } from "./booking-store.ts";
import { FAULTS, FAULTS_BODY, wishedFault, type FaultSwitch, type Met } from "./faults.ts";
import { endingReply } from "./play-reply.ts";
import { jsonReply, problemReply, reply, type Reply } from "./reply.ts";
import { pageFile } from "./page-files.ts";
import { batchDocument, takeBatch } from "./take-batch.ts";
import type { TokenEndpoint } from "./token-endpoint.ts";

const MOST_PAGE_IDS = 1_000;

export interface IncomingCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null;
  readonly body: Buffer;
}

export interface Routed {
  readonly reply: Reply | "cut" | "reset";
  readonly met: Met;
}

export interface Rooms {
  readonly store: BookingStore;
  readonly faults: FaultSwitch;
  /** Null: the API is open. */
  readonly tokens: TokenEndpoint | null;
  readonly seed: string | null;
  /** Grows with everything that the page shows. */
  readonly revision: () => number;
  readonly recent: () => readonly Readonly<Record<string, string>>[];
  readonly nowMs: () => number;
}

const NONE: Met = new Map();

export function route(rooms: Rooms, call: IncomingCall): Routed {
  const plain = (given: Reply): Routed => ({ reply: given, met: NONE });
  if (call.path === "/batches" || call.path.startsWith("/batches/")) return coreViewRoute(rooms, call);
  if (call.path === "/oauth/token" && rooms.tokens !== null) {
    return plain(
      call.method === "POST"
        ? rooms.tokens.grant(call.header("authorization"), call.body.toString("utf8"))
        : notAllowed("POST"),
    );
  }
  if (call.path === "/faults") return plain(faultsReply(rooms, call));
  if (call.method !== "GET") return plain(call.path === "/state" ? notAllowed("GET") : notFound(call.path));
  if (call.path === "/state") return plain(stateReply(rooms, call.query.get("since")));
  return plain(pageFile(call.path) ?? notFound(call.path));
}

function coreViewRoute(rooms: Rooms, call: IncomingCall): Routed {
  if (rooms.tokens !== null && !rooms.tokens.holds(call.header("authorization"))) {
    const challenge = { "www-authenticate": 'Bearer realm="core-view", error="invalid_token"' };
    return { reply: problemReply(401, "There is no token, or it has ended.", challenge), met: NONE };
  }
  const sends = call.method === "POST" && call.path === "/batches";
  if (!sends && call.method !== "GET")
    return { reply: notAllowed(call.path === "/batches" ? "GET, POST" : "GET"), met: NONE };
  const met = rooms.faults.meet(sends ? "send" : "read");
  const ending = endingReply(met);
  if (ending !== null) return { reply: ending, met };
  return { reply: sends ? postReply(rooms, call, met) : readReply(rooms.store, call), met };
}

function postReply(rooms: Rooms, call: IncomingCall, met: Met): Reply {
  const mediaType = (call.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const posted = {
    key: call.header("idempotency-key"),
    digest: call.header("content-digest"),
    mediaType,
    body: call.body,
  };
  return takeBatch(rooms.store, posted, met, rooms.nowMs());
}

function readReply(store: BookingStore, call: IncomingCall): Reply {
  if (call.path === "/batches") return listReply(store, call.query);
  const [, , id = "", part, ...rest] = call.path.split("/");
  const batch = store.find(decoded(id));
  if (batch === null || rest.length > 0) return problemReply(404, `There is no batch ${decoded(id)}.`);
  if (part === undefined) return jsonReply(200, batchDocument(batch));
  return part === "csv" ? reply(200, "text/csv; charset=utf-8", heldCsv(batch)) : notFound(call.path);
}

function listReply(store: BookingStore, query: URLSearchParams): Reply {
  const market = query.get("market");
  if (market === null || market === "") return problemReply(400, "The query lacks market, such as ?market=SE.");
  const after = query.get("after") ?? "";
  const limit = Number(query.get("limit") ?? MOST_PAGE_IDS);
  if (!Number.isInteger(limit) || limit < 1) return problemReply(400, "limit is a whole number from 1.");
  const ids = [...store.batches()]
    .filter((batch) => batch.market === market && batch.id > after)
    .map((batch) => batch.id)
    .toSorted();
  const page = ids.slice(0, Math.min(limit, MOST_PAGE_IDS));
  return jsonReply(200, { ids: page, next: page.length < ids.length ? page.at(-1) : null });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function faultsReply({ faults, seed }: Rooms, call: IncomingCall): Reply {
  if (call.method === "DELETE") faults.set([]);
  else if (call.method === "PUT") {
    if (!/^application\/json\b/i.test(call.header("content-type") ?? "")) return problemReply(415, "The body is JSON.");
    const wish = FAULTS_BODY.safeParse(jsonOf(call.body));
    if (!wish.success)
      return problemReply(
        400,
        `The body is {"faults":[{"name","requests","meets","amount"}]}: ${wish.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; ")}.`,
      );
    faults.set(wish.data.faults.map(wishedFault));
  } else if (call.method !== "GET") return notAllowed("GET, PUT, DELETE");
  return jsonReply(200, { on: faults.on(), seed, kinds: FAULTS });
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function stateReply(rooms: Rooms, since: string | null): Reply {
  const revision = rooms.revision();
  if (since === String(revision)) return reply(204, "application/json", "");
  return jsonReply(200, {
    revision,
    ...bookedState(rooms.store.batches()),
    faults: { on: rooms.faults.on(), seed: rooms.seed, kinds: FAULTS },
    recent: rooms.recent(),
  });
}

function notFound(path: string): Reply {
  return problemReply(404, `There is nothing at ${path}.`);
}

function notAllowed(allow: string): Reply {
  return problemReply(405, `Allowed here: ${allow}.`, { allow });
}
