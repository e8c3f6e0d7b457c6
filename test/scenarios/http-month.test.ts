/**
 * A month over HTTP, as somebody new would do it: the server that `npm start` starts, sign in, look, correct a workbook, close, approve by
 * another person, deliver, read the ledger and who did what.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startCommand } from "../support/cli.ts";
import { MATRICES, sampleFile } from "../support/http-api.ts";

let folder: string;
let server: ReturnType<typeof startCommand>;
let address = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-serve-"));
  server = startCommand(["serve", "--samples", "--port", "0", "--data", folder]);
  for await (const line of createInterface({ input: server.stdout })) {
    const found = / listens on (http:\S+)/.exec(line)?.[1];
    if (found === undefined) continue;
    address = found;
    break;
  }
});
afterAll(async () => {
  if (server.exitCode === null) server.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

interface Browser {
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>;
  post<T>(path: string, body: unknown, shape: z.ZodType<T>, status?: number): Promise<T>;
  upload(path: string, form: FormData): Promise<unknown>;
}

async function signIn(user: string): Promise<Browser> {
  const headers = { "content-type": "application/json", "x-opencommission": "1" };
  const signedIn = await fetch(`${address}/api/v1/sign-in/local`, {
    method: "POST",
    headers,
    body: JSON.stringify({ user }),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const read = async <T>(response: Response, shape: z.ZodType<T>, status: number): Promise<T> => {
    const text = await response.text();
    expect(response.status, text).toBe(status);
    return shape.parse(JSON.parse(text));
  };
  const key = (): string => crypto.randomUUID();
  return {
    get: async (path, shape) => read(await fetch(`${address}/api/v1${path}`, { headers: { cookie } }), shape, 200),
    post: async (path, body, shape, status = 200) => {
      const sent = { ...headers, cookie, "idempotency-key": key() };
      const text = body === null ? null : JSON.stringify(body);
      return read(
        await fetch(`${address}/api/v1${path}`, { method: "POST", headers: sent, body: text }),
        shape,
        status,
      );
    },
    upload: async (path, form) => {
      const sent = { cookie, "x-opencommission": "1", "idempotency-key": key() };
      return read(
        await fetch(`${address}/api/v1${path}`, { method: "POST", headers: sent, body: form }),
        z.unknown(),
        201,
      );
    },
  };
}

const Changes = z.object({
  upload: z.string(),
  file: z.object({
    status: z.string(),
    changes: z.array(z.object({ cell: z.string() })),
    effects: z.array(z.object({ market: z.string(), period: z.string(), difference: z.string() })),
  }),
});
const File = z.object({ file: z.object({ status: z.string(), matrices: z.array(z.object({ version: z.int() })) }) });
const OneClose = z.object({
  close: z.object({
    id: z.string(),
    status: z.string(),
    proposalHash: z.string(),
    entries: z.int(),
    sums: z.array(z.object({ currency: z.string(), entries: z.int(), amount: z.string(), batches: z.int() })),
  }),
  mayNotApprove: z.array(z.string()),
});
const Problem = z.object({ code: z.string() });

test("from signing in to a delivered month", async () => {
  const frida = await signIn("frida");
  const status = await frida.get(
    "/status?market=SE",
    z.object({ markets: z.array(z.object({ newestClosed: z.string().nullable(), notClosed: z.array(z.string()) })) }),
  );
  expect(status.markets[0]).toMatchObject({ newestClosed: null });
  expect(status.markets[0]?.notClosed).toContain("2024-01");

  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(await sampleFile(`corrections/${MATRICES}`))]), MATRICES);
  const upload = Changes.parse(await frida.upload("/uploads", form));
  expect(upload.file).toMatchObject({ status: "dry-run", changes: [{ cell: "D8" }, { cell: "C5" }] });
  expect(upload.file.effects[0]).toMatchObject({ market: "SE", period: "2024-01" });
  expect(Number(upload.file.effects[0]?.difference)).toBeGreaterThan(0);
  const activated = await frida.post(`/uploads/${upload.upload}/activation`, null, File);
  expect(activated.file).toMatchObject({ status: "imported" });

  const { close, mayNotApprove } = await frida.post("/closes", { market: "SE", period: "2024-01" }, OneClose);
  const { proposalHash } = close;
  // Who approves sees the sum, and who may not, before they try.
  expect(close.sums).toMatchObject([{ currency: "SEK", entries: close.entries, batches: 0 }]);
  expect(mayNotApprove).toContain("Frida Finance");
  await frida.post(
    `/closes/${close.id}/approval`,
    { proposalHash },
    Problem.extend({ code: z.literal("not-allowed") }),
    403,
  );
  const adam = await signIn("adam");
  const approved = await adam.post(`/closes/${close.id}/approval`, { proposalHash }, OneClose);
  expect(approved.close).toMatchObject({ status: "approved", entries: close.entries });
  const [posted] = approved.close.sums;
  expect([{ ...posted, batches: 0 }, approved.mayNotApprove]).toEqual([close.sums[0], []]);
  expect(posted?.batches).toBeGreaterThan(0);

  const delivery = z.object({ batches: z.array(z.object({ state: z.string() })), closes: z.array(z.string()) });
  const delivered = await adam.post("/deliveries", { market: "SE" }, delivery);
  expect(delivered).toMatchObject({ batches: [{ state: "accepted" }], closes: [close.id] });
  const reconciled = await adam.post("/reconciliations", null, z.object({ ok: z.boolean(), entries: z.int() }));
  expect(reconciled).toEqual({ ok: true, entries: close.entries });

  const Page = z.object({ entries: z.array(z.object({ seq: z.int() })), next: z.string().nullable() });
  const seqs: number[] = [];
  for (let next: string | null = ""; next !== null;) {
    const page: z.infer<typeof Page> = await adam.get(`/ledger?limit=40${next === "" ? "" : `&cursor=${next}`}`, Page);
    seqs.push(...page.entries.map((e) => e.seq));
    next = page.next;
  }
  expect(seqs).toEqual(Array.from({ length: close.entries }, (_, i) => i + 1));
  const acts = await adam.get(
    "/audit?limit=1000",
    z.object({ acts: z.array(z.object({ actor: z.string(), action: z.string() })) }),
  );
  const told = acts.acts.map((a) => `${a.actor}: ${a.action}`);
  expect(told).toEqual(expect.arrayContaining(["Frida Finance: workbook.imported", "Adam Approver: close.approved"]));
});

test("told to end, it lets go of its database and ends well", async () => {
  server.kill("SIGTERM");
  const [code] = z.tuple([z.number(), z.unknown()]).parse(await once(server, "exit"));
  expect(code).toBe(0);
});
