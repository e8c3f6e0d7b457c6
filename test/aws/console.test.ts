import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { ENVIRONMENTS } from "../../infra/environments.ts";
import { signInAs, type ConsolePerson } from "./support/console-person.ts";
import { startInstallation, type RunningInstallation } from "./support/running-installation.ts";

const SAMPLES = join(import.meta.dirname, "../../samples");
const MATRICES = "commission_matrices_2024.xlsx";
const Uploaded = z.object({ upload: z.string(), file: z.object({ problems: z.array(z.unknown()) }) });
const Close = z.object({ close: z.object({ id: z.string(), status: z.string(), proposalHash: z.string() }) });
const Event = z.looseObject({ data: z.record(z.string(), z.unknown()) });
/** What the usual fonts have not. */
const FURTHER_SCRIPTS = "東京 وكيل";
const CONTRACT_EVENTS = "arn:aws:sqs:eu-north-1:111111111111:opencommission-dev-contract-events";
const topic = {
  service: "sns.amazonaws.com",
  sourceArn: "arn:aws:sns:eu-north-1:444444444444:contract-events-dev",
  sourceAccount: "444444444444",
};

const ExportHead = z.object({
  entries: z.int(),
  previous: z.string().nullable(),
  ledger: z.object({ seq: z.string(), hash: z.string() }).nullable(),
});

let running: RunningInstallation;
let uploader: ConsolePerson;
let approver: ConsolePerson;

beforeAll(async () => {
  running = await startInstallation(inject("synthesised"));
});
afterAll(() => running?.stop());

const sample = (file: string): Promise<Buffer> => readFile(join(SAMPLES, file));

describe("a month at the console of the installation as it was synthesised", () => {
  test("nobody is somebody without a session, and the door knows its own name alone", async () => {
    const { gateway } = running.deployed;
    expect((await gateway.ask("GET", "/api/v1/me")).status).toBe(401);
    expect((await gateway.ask("GET", "/readyz")).json).toEqual({ status: "ready" });
    const foreign = await gateway.ask("GET", "/healthz", { headers: { Host: "evil.example" } });
    expect(foreign.status).toBe(421);
    const begun = await gateway.ask("POST", "/api/v1/sign-in/local", { headers: OURS, body: '{"user":"vera"}' });
    expect(begun.status).toBe(404);
  });

  test("two people sign in at the issuer, each with a cookie alone", async () => {
    uploader = await signInAs(running.deployed, { subject: "u", name: "Ursula Upload", roles: ["viewer", "uploader"] });
    approver = await signInAs(running.deployed, { subject: "a", name: "Anton Approve", roles: ["viewer", "approver"] });
    expect((await uploader.ask("GET", "/api/v1/me")).json).toMatchObject({ name: "Ursula Upload", way: "session" });
    const { minutes } = await running.owner.one(
      z.object({ minutes: z.coerce.number() }),
      "select round(extract(epoch from min(expires_at) - min(started_at)) / 60) as minutes from session",
    );
    expect(minutes).toBe(ENVIRONMENTS.find(({ name }) => name === "dev")?.api.sessionIdleMinutes);
  });

  test("a program asks with a token, from an address that only the gateway says", async () => {
    const { gateway, issuer } = running.deployed;
    issuer.as("p", "A Program", ["admin"]);
    const headers = {
      Authorization: `Bearer ${await issuer.token()}`,
      "Content-Type": "application/json",
      "Idempotency-Key": "a-key-of-the-program",
      "X-Forwarded-For": "198.51.100.99",
    };
    const asked = { headers, body: JSON.stringify({ value: "5" }), from: "203.0.113.50" };
    const settings = await gateway.ask("GET", "/api/v1/settings", { headers });
    const changed = await gateway.ask("PUT", "/api/v1/settings/clawback-months", {
      ...asked,
      headers: { ...headers, "If-Match": settings.headers["etag"] ?? "" },
    });
    expect(changed.status, changed.bytes.toString()).toBe(200);
    const origins = await running.owner.all(
      z.object({ origin: z.string().nullable() }),
      "select origin from audit_entry where action = 'setting.changed'",
    );
    expect(origins).toEqual([{ origin: "203.0.113.50 bearer" }]);
  });

  test("a workbook goes by the bucket, is read once it is scanned, looked at, and activated", async () => {
    for (const name of [MATRICES, "agent_volume_sales_targets_2024.xlsx"]) {
      const shown = await uploader.upload(name, await sample(name));
      expect(shown.status, shown.bytes.toString()).toBe(201);
      const { upload } = Uploaded.parse(shown.json);
      const sheets = await uploader.ask("GET", `/api/v1/uploads/${upload}/sheets`);
      expect(z.object({ sheets: z.array(z.unknown()).min(1) }).safeParse(sheets.json).success).toBe(true);
      expect((await approver.ask("GET", `/api/v1/uploads/${upload}`)).status).not.toBe(200);
      expect((await uploader.ask("POST", `/api/v1/uploads/${upload}/activation`)).status).toBe(200);
    }
  });

  test("a workbook of ten mebibytes goes the same way, one byte more is refused by the bucket", async () => {
    const full = Buffer.alloc(10 * 1024 * 1024);
    expect((await uploader.upload("large.xlsx", full)).status).toBe(201);
    await expect(uploader.upload("larger.xlsx", Buffer.alloc(full.length + 1))).rejects.toThrow("EntityTooLarge");
  });

  test("sent straight to the API it is told the way", async () => {
    const answer = await uploader.ask("POST", "/api/v1/uploads?name=a.xlsx", "bytes", {
      type: "application/octet-stream",
    });
    expect([answer.status, answer.json]).toMatchObject([409, { code: "upload-by-place" }]);
  });

  test("events come, a close is started, and its starter does not approve it", async () => {
    const { deployed } = running;
    const lines = (await sample("contracts-2024-01.ndjson")).toString("utf8").trim().split("\n");
    for (const line of lines.slice(0, 400)) deployed.sqs.send(CONTRACT_EVENTS, line, topic);
    await deployed.drain();
    const started = await uploader.ask("POST", "/api/v1/closes", { market: "SE", period: "2024-01" });
    expect(started.status, started.bytes.toString()).toBe(200);
    const { id, proposalHash } = Close.parse(started.json).close;
    const own = await uploader.ask("POST", `/api/v1/closes/${id}/approval`, { proposalHash });
    expect(own.status).toBe(403);
    const approved = await approver.ask("POST", `/api/v1/closes/${id}/approval`, { proposalHash });
    expect(approved.status, approved.bytes.toString()).toBe(200);
    const { count } = await running.owner.one(
      z.object({ count: z.coerce.number() }),
      "select count(*) from ledger_entry",
    );
    expect(count).toBeGreaterThan(10);
  });

  test("a statement comes as a PDF, in whatever script its name is, the same to the byte when asked for again", async () => {
    const { deployed } = running;
    const [line = ""] = (await sample("contracts-2024-01.ndjson")).toString("utf8").split("\n");
    const { data, ...event } = Event.parse(JSON.parse(line));
    const subject = "SE-2024-999999";
    const further = {
      ...event,
      id: subject,
      subject,
      data: { ...data, contractId: subject, agentId: FURTHER_SCRIPTS },
    };
    deployed.sqs.send(CONTRACT_EVENTS, JSON.stringify(further), topic);
    await deployed.drain();
    for (const agent of ["MINI Agent Örebro", FURTHER_SCRIPTS]) {
      const path = `/api/v1/statements/pdf?market=SE&period=2024-01&agent=${encodeURIComponent(agent)}`;
      const first = await approver.ask("GET", path);
      const told = [agent, first.status, first.headers["content-type"]];
      expect(told, deployed.logs().slice(-2000)).toEqual([agent, 200, "application/pdf"]);
      expect(first.bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
      expect((await approver.ask("GET", path)).bytes.equals(first.bytes)).toBe(true);
    }
  });

  test("a list is taken out as CSV and as a workbook, and that it was is on record", async () => {
    const list = "/api/v1/exports/ledger?market=SE&period=2024-01";
    const csv = await approver.ask("GET", list);
    expect([csv.status, csv.headers["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
    const rows = csv.bytes.toString().trim().split("\n").length - 1;
    expect(rows).toBeGreaterThan(10);
    const workbook = await approver.ask("GET", `${list}&format=xlsx`);
    expect([workbook.status, workbook.bytes.subarray(0, 4).toString("latin1")]).toEqual([200, "PK\u0003\u0004"]);
    const acts = await running.owner.all(
      z.object({ detail: z.unknown() }),
      "select detail from audit_entry where action = 'data.exported' and subject like 'ledger%' order by seq",
    );
    expect(acts).toMatchObject([{ detail: { format: "csv", rows } }, { detail: { format: "xlsx", rows } }]);
  });

  test("the record of acts is copied out, each act once, each object naming the one before it", async () => {
    const { deployed, owner } = running;
    const fire = async (): Promise<unknown> => {
      const answer = await deployed.fire("opencommission-dev-export-audit", new Date().toISOString());
      if (!answer.ok) throw new Error(`${answer.error}\n${answer.log}`);
      return answer.value;
    };
    const { count } = await owner.one(z.object({ count: z.int() }), "select count(*)::int as count from audit_entry");
    expect(await fire()).toEqual({ entries: count });
    expect(await fire()).toEqual({ entries: 0 });
    // One act began before the export and commits after it: its number is below those that went out.
    await owner.run(
      "insert into audit_entry (seq, at, actor, action, subject, detail) overriding system value values (0, now(), 'late', 'a', 'b', '{}')",
    );
    expect(await fire()).toEqual({ entries: 1 });
    const bucket = "opencommission-dev-audit-111111111111-eu-north-1";
    const objects = deployed.s3
      .keys(bucket)
      .map((key) => deployed.s3.versions(bucket, key)[0]?.bytes ?? Buffer.alloc(0));
    const [first, second] = objects.map((bytes) => ExportHead.parse(JSON.parse(bytes.toString().split("\n")[0] ?? "")));
    expect(second?.previous).toBe(
      createHash("sha256")
        .update(objects[0] ?? "")
        .digest("hex"),
    );
    expect([first?.entries, second?.entries]).toEqual([count, 1]);
    expect(objects[0]?.toString()).toContain('"action" : "close.approved"');
    const ledger = await owner.one(z.object({ hash: z.string() }), "select hash from ledger_head");
    expect(second?.ledger?.hash).toBe(ledger.hash);
  });

  test("while the database is away the answer says so, and its problem is one that a program can read", async () => {
    running.deployed.database.shut(true);
    const answer = await uploader.ask("GET", "/api/v1/me");
    running.deployed.database.shut(false);
    expect([answer.status, answer.headers["content-type"]]).toEqual([503, "application/problem+json"]);
    expect((await uploader.ask("GET", "/api/v1/me")).status).toBe(200);
  });

  test("the console is served with the API, and its page may post to the bucket of places and to nobody else", async () => {
    const { gateway } = running.deployed;
    const page = await gateway.ask("GET", "/closes");
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers["content-security-policy"]).toContain(
      "connect-src 'self' https://opencommission-dev-arrivals-111111111111-eu-north-1.s3.eu-north-1.amazonaws.com;",
    );
    const asset = /"(\/assets\/[^"]+\.js)"/.exec(page.bytes.toString())?.[1] ?? "";
    const script = await gateway.ask("GET", asset);
    expect([script.status, script.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await gateway.ask("GET", "/../migrations/0001-inputs.sql")).bytes.toString()).not.toContain("create table");
  });

  test("signed out, the cookie is nobody's", async () => {
    expect((await uploader.ask("POST", "/api/v1/sign-out")).status).toBe(200);
    expect((await uploader.ask("GET", "/api/v1/me")).status).toBe(401);
  });

  test("nothing was denied, and no agent, name, secret or token is in a log", async () => {
    const { s3, secrets, database } = running.deployed;
    expect([...s3.denied, ...secrets.denied, ...database.refused]).toEqual([]);
    const logs = running.deployed.logs();
    const words = ["Ursula", "Anton", "s3cret", "Bearer", "X-Amz-Signature", "__Host-"];
    expect(words.filter((word) => logs.includes(word))).toEqual([]);
  });
});

const OURS = { "Content-Type": "application/json", "X-OpenCommission": "1" };
