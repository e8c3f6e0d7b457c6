/**
 * The API on a database of its own, asked as browsers and programs ask it: whole requests in, whole answers out, every answer held to its
 * schema. In: who there is to sign in as, an issuer. Out: ways to ask, and the lines of the log.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/entry/http/create-app.ts";
import type { HttpDeps, LocalUser } from "../../src/entry/http/http-deps.ts";
import { LOCAL_USERS } from "../../src/entry/http/local-users.ts";
import { logText } from "../../src/entry/http/log-line.ts";
import { importWorkbook } from "../../src/flows/import-workbook.ts";
import { ingestStream } from "../../src/flows/ingest-stream.ts";
import { databaseUser } from "../../src/platform/postgres/database-users.ts";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import { folderObjectStore } from "../../src/platform/object-store/folder-object-store.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export const ORIGIN = "http://127.0.0.1:8080";

export interface Asked {
  /** A local user's id, or a cookie or bearer header of one's own. */
  readonly as?: string;
  readonly body?: unknown;
  readonly raw?: Uint8Array<ArrayBuffer> | FormData | string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface TestApi {
  readonly database: TestDatabase;
  readonly http: HttpDeps;
  readonly app: { fetch(request: Request): Response | Promise<Response> };
  readonly log: string[];
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** The session's cookie of a local user. */
  cookieOf(user: string): Promise<string>;
  setNow(now: Date): void;
  stop(): Promise<void>;
}

export const EXTRA_USERS: readonly LocalUser[] = [
  { id: "finn", name: "Finn Finland", roles: ["viewer", "uploader", "approver"].map(inFinland) },
  { id: "fia", name: "Fia Finland", roles: [{ role: "admin", market: "FI" }] },
  { id: "noah", name: "Noah Nothing", roles: [] },
];

function inFinland(role: string): LocalUser["roles"][number] {
  if (role !== "viewer" && role !== "uploader" && role !== "approver") throw new Error(`assertion: ${role}`);
  return { role, market: "FI" };
}

export async function createTestApi(over: Partial<HttpDeps> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  // With the rights that the API has on AWS and no others: a table that is forgotten there fails here.
  const role = `options=${encodeURIComponent(`-c role=${databaseUser("http")}`)}`;
  const db = await openDatabase({ connectionString: `${database.connectionString}&${role}` });
  const folder = await mkdtemp(join(tmpdir(), "opencommission-http-"));
  const log: string[] = [];
  let now = new Date("2024-05-02T08:00:00Z");
  const http: HttpDeps = {
    db,
    now: () => now,
    objects: folderObjectStore(folder),
    uploadPlaces: null,
    coreViewOf: () => Promise.resolve(createDirectoryCoreView(join(folder, "core-view"))),
    schemaIsCurrent: () => Promise.resolve(true),
    origins: [ORIGIN],
    addressOf: () => "127.0.0.1",
    issuer: null,
    localUsers: [...LOCAL_USERS, ...EXTRA_USERS],
    limits: { perPerson: 1e6, perAddress: 1e6, signInsPerAddress: 1e6, uploadsPerPerson: 1e6 },
    log: (line) => log.push(logText(line)),
    console: null,
    checkAnswers: true,
    ...over,
  };
  const app = createApp(http);
  const cookies = new Map<string, string>();
  let keys = 0;
  const api: TestApi = {
    database,
    http,
    app,
    log,
    async ask(method, path, asked = {}) {
      const headers = new Headers({ host: new URL(ORIGIN).host });
      if (asked.as !== undefined) headers.set("cookie", await api.cookieOf(asked.as));
      if (method !== "GET") {
        headers.set("x-opencommission", "1");
        headers.set("idempotency-key", asked.key ?? `key-${(keys += 1)}-of-the-test`);
        if (!(asked.raw instanceof FormData)) headers.set("content-type", "application/json");
      }
      for (const [name, value] of Object.entries(asked.headers ?? {})) {
        if (value === null) headers.delete(name);
        else headers.set(name, value);
      }
      const body = asked.raw ?? (asked.body === undefined ? null : JSON.stringify(asked.body));
      const init: RequestInit = { method, headers, body };
      const response = await app.fetch(new Request(`${ORIGIN}${path}`, init));
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") === true;
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
    },
    async cookieOf(user) {
      const known = cookies.get(user);
      if (known !== undefined) return known;
      const answer = await api.ask("POST", "/api/v1/sign-in/local", { body: { user } });
      const cookie = answer.headers.get("set-cookie")?.split(";")[0];
      if (cookie === undefined) throw new Error(`no session for ${user}: ${answer.text}`);
      cookies.set(user, cookie);
      return cookie;
    },
    setNow: (to) => (now = to),
    async stop() {
      await db.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return api;
}

const SAMPLES = join(import.meta.dirname, "../../samples");
export const MATRICES = "commission_matrices_2024.xlsx";
export const TARGETS = "agent_volume_sales_targets_2024.xlsx";

export function sampleFile(name: string): Promise<Uint8Array> {
  return readFile(join(SAMPLES, name));
}

/** Matrices, targets and the events of some months, brought by nobody who signs in. */
export async function loadSamples({ http }: TestApi, events: readonly string[]): Promise<void> {
  const deps = { db: http.db, now: http.now, actor: "samples", progress: () => undefined };
  for (const name of [MATRICES, TARGETS])
    await importWorkbook(deps, { name, bytes: await sampleFile(name) }, { dryRun: false });
  for (const name of events) {
    const bytes = await sampleFile(name);
    const stream = (async function* () {
      yield await Promise.resolve(bytes);
    })();
    await ingestStream(deps, http.objects, { name, form: "lines", bytes: stream, size: bytes.length });
  }
}
