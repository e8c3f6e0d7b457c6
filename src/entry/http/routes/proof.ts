/**
 * Contract events sent over HTTP, and the proof of the whole ledger. Both are of all markets at once: an event's market is only known when
 * it is read, and a rejected one belongs to none; a chain cannot be checked by halves.
 */
import { z } from "@hono/zod-openapi";
import type { IngestResult } from "../../../flows/ingest-result.ts";
import { ingestStream } from "../../../flows/ingest-stream.ts";
import { verifyLedger } from "../../../flows/verify-ledger.ts";
import { endpoint, failed, NO_BODY, NOTHING, ok, signedIn } from "../endpoint.ts";
import type { HttpDeps } from "../http-deps.ts";
import { Text } from "../fields.ts";
import type { Problem } from "../problem.ts";

const notEverywhere = (what: string): Problem => ({
  status: 403,
  code: "not-allowed",
  detail: `${what} of all markets at once: this needs a role in every market.`,
});

const IngestAnswer = z
  .strictObject({
    received: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    stale: z.int(),
    rejected: z.int(),
    cut: z.boolean(),
    rejections: z.array(
      z.strictObject({
        line: z.int().nullable(),
        id: Text.nullable(),
        problems: z.array(z.strictObject({ field: Text.nullable(), code: Text, found: Text, expected: Text })),
      }),
    ),
  })
  .openapi("Ingested", { description: "The document of `ingest --json`; the first 1 000 rejections" });

function ingestedAnswer({ rejections, ...counts }: IngestResult): z.input<typeof IngestAnswer> {
  const told = rejections.map(({ line, id, problems }) => ({ line, id, problems: problems.map((p) => ({ ...p })) }));
  return { ...counts, rejections: told };
}

/** A claim check would have us read objects that nobody sent with this request. */
const NO_OBJECTS = { open: () => Promise.resolve({ state: "absent" } as const) };

const VerificationAnswer = z.strictObject({
  ok: z.boolean(),
  entries: z.int(),
  closes: z.int(),
  differences: z.array(z.strictObject({ code: Text, subject: Text, found: Text, expected: Text, message: Text })),
});

/**
 * One at a time in a server: it reads everything, and others are to be answered meanwhile. Each request has its own `HttpDeps`, with the
 * server's one object store in it.
 */
const verifying = new WeakSet<HttpDeps["objects"]>();

export const PROOF_ROUTES = [
  endpoint({
    method: "post",
    path: "/events",
    right: "upload",
    tag: "messages",
    summary: "Contract events: lines of JSON, one event, or an array. Each stands or falls alone",
    params: NOTHING,
    query: NOTHING,
    body: NO_BODY,
    bodyKind: "events",
    answer: IngestAnswer,
    handle: async (call) => {
      const { access, person } = signedIn(call);
      if (access.upload !== "all") return failed(notEverywhere("Events are"));
      const bytes = call.file?.bytes ?? new Uint8Array();
      const stream = (async function* () {
        yield await Promise.resolve(bytes);
      })();
      const source = { name: `HTTP, ${person.name}`, form: "either", bytes: stream, size: bytes.length } as const;
      return ok(ingestedAnswer(await ingestStream(call.deps, NO_OBJECTS, source)));
    },
  }),
  endpoint({
    method: "post",
    path: "/verification",
    right: "view",
    tag: "figures",
    summary: "Recompute every hash and every statement, and compare. It takes as long as all closes took",
    params: NOTHING,
    query: NOTHING,
    body: NO_BODY,
    bodyKind: "none",
    answer: VerificationAnswer,
    handle: async (call) => {
      if (signedIn(call).access.view !== "all") return failed(notEverywhere("The chain of the ledger is"));
      if (verifying.has(call.http.objects))
        return failed({
          status: 409,
          code: "verification-running",
          detail: "A verification is under way. Wait for it to end, then ask again.",
        });
      verifying.add(call.http.objects);
      try {
        const { ok: well, entries, closes, differences } = await verifyLedger(call.deps);
        return ok({ ok: well, entries, closes, differences: differences.map((d) => ({ ...d })) });
      } finally {
        verifying.delete(call.http.objects);
      }
    },
  }),
];
