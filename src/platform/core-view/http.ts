/**
 * Core View over HTTP (docs/core-view-api.md). In: batches. Out: what Core View says of them, as the port tells it.
 * The same id and the same bytes go out at every sending, so that nothing is lost when a process dies in between: who comes
 * after asks by id. Nothing is kept here but a token and open connections.
 */
import { hash } from "node:crypto";
import type { HttpDelivery } from "../../domain/delivery-setting.ts";
import type { Agent } from "undici";
import { csvFirstCells } from "./csv-first-cells.ts";
import type {
  CoreViewAdapter,
  CoreViewProblem,
  ListResult,
  ReadResult,
  SendableBatch,
  SendResult,
} from "./core-view.ts";
import { createCoreViewAgent } from "./http-agent.ts";
import { exchange, type Exchange, type HttpQuestion, type Line } from "./http-exchange.ts";
import { batchRead, bookedOf, csvRead, pageRead } from "./http-reading.ts";
import { sendResultOf, type Surroundings } from "./http-sending.ts";
import { createTokenSource, type TokenResult, type TokenSource } from "./http-token.ts";

export interface HttpCoreViewSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds of a clock that nobody sets, for the life of tokens. */
  readonly elapsedMs?: () => number;
  /** The time of day, for a date in `Retry-After`. */
  readonly nowMs?: () => number;
}

/** An exchange with a token, or why it did not come to one. */
type Asked =
  | { readonly state: "asked"; readonly exchange: Exchange; readonly around: Surroundings }
  | Exclude<TokenResult, { state: "ok" }>;

type Ask = (question: HttpQuestion) => Promise<Asked>;

export function createHttpCoreView(setting: HttpDelivery, given: HttpCoreViewSurroundings): CoreViewAdapter {
  const connections = createConnections(setting, given);
  const { ask } = connections;
  return {
    destination: setting.url,
    send: async (batch) => checkBatch(batch) ?? sendBatch(setting.url, ask, batch),
    read: async (id) => (SAFE_ID.test(id) ? readBatch(setting.url, ask, id) : { state: "absent" }),
    list: (market) => listBatches(setting.url, ask, market),
    close: connections.close,
  };
}

const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

function checkBatch(batch: SendableBatch): SendResult | null {
  if (!SAFE_ID.test(batch.id)) throw new Error(`assertion: ${JSON.stringify(batch.id)} is no id of a batch`);
  const found = hash("sha256", batch.csv, "hex");
  if (found === batch.sha256) return null;
  const message = `The stored CSV of batch ${batch.id} has the checksum ${found}, expected ${batch.sha256}: it was changed after it was cut. Nothing was sent.`;
  return { state: "refused", code: "batch-changed", message };
}

async function sendBatch(url: string, ask: Ask, batch: SendableBatch): Promise<SendResult> {
  const asked = await ask({
    method: "POST",
    url: `${url}/batches`,
    headers: {
      accept: "application/json, application/problem+json",
      "content-type": "text/csv; charset=utf-8",
      "idempotency-key": batch.id,
      "content-digest": `sha-256=:${Buffer.from(batch.sha256, "hex").toString("base64")}:`,
    },
    body: batch.csv,
  });
  if (asked.state !== "asked") return asked;
  const sent = { id: batch.id, sha256: batch.sha256, entryIds: csvFirstCells(batch.csv) };
  return sendResultOf(sent, asked.exchange, asked.around);
}

async function readBatch(url: string, ask: Ask, id: string): Promise<ReadResult> {
  const address = `${url}/batches/${id}`;
  const asked = await ask(get(address, "application/json, application/problem+json"));
  if (asked.state !== "asked") return asked;
  const read = batchRead(id, asked.exchange, asked.around);
  if (read.state !== "read") return read;
  const askedCsv = await ask(get(`${address}/csv`, "text/csv, application/problem+json"));
  if (askedCsv.state !== "asked") return askedCsv;
  const csv = csvRead(askedCsv.exchange, askedCsv.around);
  if (csv.state !== "read") return csv;
  const sha256 = csv.document === null ? null : hash("sha256", csv.document, "hex");
  return { state: "held", batch: { id, csv: csv.document, manifest: null, booked: bookedOf(read.document, sha256) } };
}

async function listBatches(url: string, ask: Ask, market: string): Promise<ListResult> {
  const ids: string[] = [];
  for (let after: string | null = ""; after !== null;) {
    const query = new URLSearchParams(after === "" ? { market } : { market, after });
    const asked: Asked = await ask(
      get(`${url}/batches?${query.toString()}`, "application/json, application/problem+json"),
    );
    if (asked.state !== "asked") return asked;
    const page = pageRead(market, after, asked.exchange, asked.around);
    if (page.state !== "read") return page;
    ids.push(...page.document.ids);
    after = page.document.next;
  }
  return { state: "listed", ids };
}

function get(url: string, accept: string): HttpQuestion {
  return { method: "GET", url, headers: { accept }, body: null };
}

/** Opened at the first question; a file or secret that is missing is looked for again at the next. */
function createConnections(
  setting: HttpDelivery,
  given: HttpCoreViewSurroundings,
): { readonly ask: Ask; readonly close: () => Promise<void> } {
  const nowMs = given.nowMs ?? Date.now;
  let agent: Agent | null = null;
  let tokens: TokenSource | null = null;
  const open = async (): Promise<Line | ({ readonly state: "refused" } & CoreViewProblem)> => {
    if (agent === null) {
      const created = await createCoreViewAgent(setting, given.env);
      if (!created.ok) return { state: "refused", ...created.problem };
      agent = created.agent;
    }
    const line = { agent, timeoutMs: setting.timeoutMs };
    if (setting.oauth !== null) {
      const around = { env: given.env, nowMs, elapsedMs: given.elapsedMs ?? (() => performance.now()) };
      tokens ??= createTokenSource(setting.oauth, { ...around, ask: (question) => exchange(line, question) });
    }
    return line;
  };
  return {
    ask: async (question) => {
      const line = await open();
      if ("state" in line) return line;
      const around = { where: `Core View at ${setting.url}`, nowMs: nowMs() };
      if (tokens === null)
        return { state: "asked", exchange: await exchange(line, question), around: { ...around, hidden: [] } };
      return askWithToken(line, tokens, question, around);
    },
    close: async () => {
      await agent?.destroy();
    },
  };
}

async function askWithToken(
  line: Line,
  tokens: TokenSource,
  question: HttpQuestion,
  around: Omit<Surroundings, "hidden">,
): Promise<Asked> {
  const hidden: string[] = [];
  for (let triesLeft = 1; ; triesLeft -= 1) {
    const result = await tokens.token();
    if (result.state !== "ok") return result;
    hidden.push(result.token);
    const headers = { ...question.headers, authorization: `Bearer ${result.token}` };
    const exchanged = await exchange(line, { ...question, headers });
    const isUnauthorized = exchanged.state === "answered" && exchanged.answer.status === 401;
    if (isUnauthorized) tokens.drop(result.token);
    // A 401 is told before anything is taken: a token may have been withdrawn before its time.
    if (!isUnauthorized || triesLeft === 0)
      return { state: "asked", exchange: exchanged, around: { ...around, hidden } };
  }
}
