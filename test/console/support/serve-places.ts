/**
 * The server as on AWS: workbooks go past it to places in a bucket, where they wait for their scan. A process of its own. In: a data folder.
 * Out: its address, and that of the bucket, which takes forms from the page's origin as S3 does; `POST /scan?verdict=clean` or `infected`
 * ends the scan of all that lie there.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { PACKAGE_FOLDER, withContext } from "../../../src/entry/cli/context.ts";
import { readConsoleFiles, type ConsoleFiles } from "../../../src/entry/http/console-files.ts";
import { LOCAL_USERS } from "../../../src/entry/http/local-users.ts";
import { DEFAULT_LIMITS } from "../../../src/entry/http/rate-limit.ts";
import { startServer } from "../../../src/entry/http/start-server.ts";
import type { SentFile, UploadPlaces } from "../../../src/platform/object-store/upload-places.ts";

const MOST_BYTES = 10 * 1024 * 1024;

interface Kept {
  readonly bytes: Uint8Array;
  verdict: "clean" | "infected" | null;
}

const CORS = { "access-control-allow-origin": "*" };

async function handle(kept: Map<string, Kept>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://bucket");
  const bytes = await buffer(request);
  if (url.pathname === "/scan") {
    const verdict = url.searchParams.get("verdict") === "clean" ? "clean" : "infected";
    for (const one of kept.values()) one.verdict ??= verdict;
    response.writeHead(204, CORS).end();
    return;
  }
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData();
  const [key, file] = [form.get("key"), form.get("file")];
  if (typeof key !== "string" || !(file instanceof File)) throw new Error("assertion: a form of a place");
  if (file.size > MOST_BYTES) {
    response.writeHead(400, CORS).end("<Error><Code>EntityTooLarge</Code></Error>");
    return;
  }
  kept.set(key, { bytes: new Uint8Array(await file.arrayBuffer()), verdict: null });
  response.writeHead(204, CORS).end();
}

async function startBucket(): Promise<{ readonly address: string; readonly places: UploadPlaces }> {
  const kept = new Map<string, Kept>();
  const server = createServer((request, response) => void handle(kept, request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  const address = `http://127.0.0.1:${portOf(server.address())}`;
  const places: UploadPlaces = {
    open: (person, place) =>
      Promise.resolve({
        url: `${address}/`,
        fields: { key: `${person}/${place}`, Policy: randomUUID() },
        expiresAt: new Date(Date.now() + 300_000),
      }),
    read: (person, place) => Promise.resolve(stateOf(kept.get(`${person}/${place}`))),
  };
  return { address, places };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("assertion: it listens on a port");
  return address.port;
}

function stateOf(kept: Kept | undefined): SentFile {
  if (kept === undefined || kept.verdict === null) return { state: "awaited" };
  return kept.verdict === "clean" ? { state: "found", bytes: kept.bytes } : { state: "refused" };
}

/** The page may post to the bucket, as the function's own answers say it. */
function withBucket(files: ConsoleFiles | null, bucket: string): ConsoleFiles | null {
  if (files === null) return null;
  return {
    answerTo: (path) => {
      const answer = files.answerTo(path);
      const policy = answer?.headers.get("content-security-policy") ?? "";
      answer?.headers.set(
        "content-security-policy",
        policy.replace("connect-src 'self'", `connect-src 'self' ${bucket}`),
      );
      return answer;
    },
  };
}

const data = process.argv[2] ?? "";
await withContext({ data }, {}, async (context) => {
  const bucket = await startBucket();
  const server = await startServer(
    {
      db: context.deps.db,
      now: context.deps.now,
      objects: context.objects,
      uploadPlaces: bucket.places,
      coreViewOf: context.coreViewOf,
      schemaIsCurrent: context.schemaIsCurrent,
      issuer: null,
      localUsers: LOCAL_USERS,
      limits: DEFAULT_LIMITS,
      console: withBucket(readConsoleFiles(join(PACKAGE_FOLDER, "console", "dist")), bucket.address),
      log: () => undefined,
      checkAnswers: true,
    },
    { host: "127.0.0.1", port: 0, origin: null },
  );
  context.onStop(() => server.stop());
  context.output.line(`The bucket listens on ${bucket.address}`);
  context.output.line(`OpenCommission listens on ${server.address}`);
  return new Promise<number>(() => {});
});
