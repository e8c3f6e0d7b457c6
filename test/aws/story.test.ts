import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { approveClose } from "../../src/flows/approve-close.ts";
import { changeSetting } from "../../src/flows/change-setting.ts";
import type { FlowDeps } from "../../src/flows/deps.ts";
import { readLedger } from "../../src/flows/read-ledger.ts";
import { openDatabase } from "../../src/platform/postgres/open-database.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { startEmbedded, type EmbeddedPostgres } from "../../src/platform/postgres/embedded-postgres.ts";
import { startStandIn, type StandIn } from "../../src/stand-in/start-stand-in.ts";
import { z } from "zod";
import { credentialsOf } from "./support/caller.ts";
import { deploy, ownerOf, type Deployment } from "./support/deployment.ts";
import type { Answer } from "./support/played-function.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
const CLEAN = ["GuardDutyMalwareScanStatus", "NO_THREATS_FOUND"] as const;

let folder: string;
let server: EmbeddedPostgres;
let owner: Database;
let coreView: StandIn;
let deployed: Deployment;

const name = (part: string): string => `opencommission-dev-${part}`;
const bucket = (part: string): string => `${name(part)}-111111111111-eu-north-1`;
const topic = {
  service: "sns.amazonaws.com",
  sourceArn: "arn:aws:sns:eu-north-1:444444444444:contract-events-dev",
  sourceAccount: "444444444444",
};
const queueArn = (part: string): string => `arn:aws:sqs:eu-north-1:111111111111:${name(part)}`;
const sample = (file: string): Promise<Buffer> => readFile(join(ROOT, "samples", file));
const deadLetters = (part: string): number =>
  deployed.sqs.emulator.inspectQueue(name(`${part}-dead`))?.messages.ready.length ?? -1;
const waiting = (part: string): number => {
  const found = deployed.sqs.emulator.inspectQueue(name(part))?.messages;
  return found === undefined ? -1 : found.ready.length + found.inflight.length + found.delayed.length;
};

/** A person, who works with the database's owner at hand. */
function person(actor: string): FlowDeps {
  return { db: owner, now: () => new Date(), actor, progress: () => undefined };
}

const queueUrl = (part: string): string => `${deployed.sqs.emulator.address}/000000000000/${name(part)}`;

/** A person at the command line, with rights on the queues. */
async function cli(...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    ...credentialsOf("person", "eu-north-1"),
    AWS_ENDPOINT_URL_SQS: deployed.sqs.emulator.address,
  };
  const ran = run(process.execPath, [join(ROOT, "src/entry/cli/main.ts"), ...args], { env });
  // "list" ends with 1 when there is something to look after.
  const { stdout } = await ran.catch((error: unknown) => z.object({ stdout: z.string() }).parse(error));
  return stdout;
}

/** What a call answered; where it failed, the failure with the function's log. */
async function valueOf(answer: Promise<Answer>): Promise<unknown> {
  const told = await answer;
  if (!told.ok) throw new Error(`${told.error}\n${told.log}`);
  return told.value;
}

async function count(sql: string): Promise<number> {
  return (await owner.one(z.object({ count: z.coerce.number() }), sql)).count;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "oc-story-"));
  server = await startEmbedded(join(folder, "data"), FAST);
  const admin = await openDatabase({ connectionString: server.connectionString });
  deployed = await deploy(join(inject("synthesised"), "dev"), server);
  const { user } = ownerOf(deployed.installation);
  // As RDS makes it: an owner who is no superuser, a database, and the role that lets tokens in.
  await admin.run(`create role rds_iam nologin`);
  await admin.run(`create role ${user} login createrole createdb`);
  await admin.run(`grant rds_iam to ${user} with admin option`);
  await admin.run(`create database opencommission owner ${user}`);
  await admin.close();
  coreView = await startStandIn({
    folder: join(folder, "core-view"),
    client: { id: "opencommission", secret: "s3cret" },
  });
});

afterAll(async () => {
  await owner?.close();
  await deployed?.stop();
  await coreView?.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("the installation plays a month as it was synthesised", () => {
  test("migrations run before any other function, and give each its own rights", async () => {
    await valueOf(deployed.invoke(name("migrate"), {}));
    owner = await openDatabase({ connectionString: server.connectionString.replace("/postgres?", "/opencommission?") });
    expect(await count("select count(*) from schema_migration")).toBeGreaterThan(3);
    expect(await valueOf(deployed.invoke(name("migrate"), {}))).toEqual({ applied: [] });
    expect(await count("select count(*) from pg_roles where rolname like 'opencommission_%' and rolsuper")).toBe(0);
  });

  test("an upload waits for its scan, and counts once it was found clean", async () => {
    const uploads = ["commission_matrices_2024.xlsx", "agent_volume_sales_targets_2024.xlsx"];
    for (const file of uploads) {
      await deployed.s3.put(bucket("uploads"), `workbooks/${file}`, await sample(file), { "uploaded-by": "jo" });
    }
    await deployed.round();
    expect(await count("select count(*) from upload")).toBe(0);
    expect(waiting("uploads")).toBe(2);
    for (const file of uploads) deployed.s3.tag(bucket("uploads"), `workbooks/${file}`, ...CLEAN);
    await deployed.drain();
    expect(await count("select count(*) from upload where status = 'imported'")).toBe(2);
    expect(deployed.s3.keys(bucket("uploads"))).toContain("workbooks/commission_matrices_2024.xlsx.result.json");
    expect(waiting("uploads")).toBe(0);
  });

  test("an infected upload is refused and never read", async () => {
    const key = "workbooks/commission_matrices_2025.xlsx";
    await deployed.s3.put(bucket("uploads"), key, Buffer.from("not opened"), { "uploaded-by": "jo" });
    deployed.s3.tag(bucket("uploads"), key, "GuardDutyMalwareScanStatus", "THREATS_FOUND");
    await deployed.drain();
    expect(await count("select count(*) from upload where status = 'failed' and reason like '%THREATS_FOUND%'")).toBe(
      1,
    );
  });

  test("a broken workbook is answered beside it, with a copy that shows where", async () => {
    const key = "workbooks/broken/commission_matrices_2024.xlsx";
    const bytes = await sample("broken/commission_matrices_2024.xlsx");
    await deployed.s3.put(bucket("uploads"), key, bytes, { "uploaded-by": "jo" });
    deployed.s3.tag(bucket("uploads"), key, ...CLEAN);
    await deployed.drain();
    expect(deployed.s3.keys(bucket("uploads"))).toContain(`${key}.annotated.xlsx`);
  });

  test("ten messages of the other account, one of them poison: nine count, one is kept with its reasons", async () => {
    const lines = (await sample("contracts-2024-01.ndjson")).toString("utf8").split("\n").slice(0, 9);
    for (const line of [...lines.slice(0, 5), '{"specversion":"1.0","id":', ...lines.slice(5)]) {
      expect(deployed.sqs.send(queueArn("contract-events"), line, topic)).toBe(true);
    }
    await deployed.drain();
    expect(await count("select count(*) from contract_event")).toBe(9);
    expect(await count("select count(*) from rejected_message where state = 'open'")).toBe(1);
    expect(waiting("contract-events")).toBe(0);
    expect(deadLetters("contract-events")).toBe(0);
  });

  test.each([
    ["another account", { ...topic, sourceAccount: "999999999999" }],
    ["another topic of the same account", { ...topic, sourceArn: `${topic.sourceArn}-2` }],
    ["another service", { ...topic, service: "events.amazonaws.com" }],
  ])("a message by %s is not let in", (_who, sender) => {
    expect(deployed.sqs.send(queueArn("contract-events"), "{}", sender)).toBe(false);
  });

  test("a claim check brings the whole month, of which nine are known already", async () => {
    const bytes = await sample("contracts-2024-01.ndjson");
    await deployed.s3.put(bucket("events"), "contract-events/2024-01 a+b.ndjson", bytes);
    await deployed.drain();
    expect(await count("select count(distinct event_id) from contract_event")).toBeGreaterThan(700);
  });

  test("what comes while the database is away becomes a dead letter, and counts when it is sent again", async () => {
    const [line = ""] = (await sample("contracts-2024-02.ndjson")).toString("utf8").split("\n");
    const before = await count("select count(*) from contract_event");
    deployed.database.shut(true);
    deployed.sqs.send(queueArn("contract-events"), line, topic);
    // One more than the redrive policy allows: it is the queue that moves the message.
    for (let n = 0; n < 6 && deadLetters("contract-events") === 0; n += 1) await deployed.round();
    expect(deadLetters("contract-events")).toBe(1);
    expect(waiting("contract-events")).toBe(0);
    deployed.database.shut(false);
    expect(await cli("dlq", "list", queueUrl("contract-events-dead"), "--json")).toContain('"letters"');
    const redrive = ["dlq", "redrive", queueUrl("contract-events-dead"), "--to", queueUrl("contract-events")];
    expect(await cli(...redrive)).toContain("1 sent again.");
    expect(deadLetters("contract-events")).toBe(0);
    await deployed.drain();
    expect(await count("select count(*) from contract_event")).toBe(before + 1);
  });

  test("the schedule of a market asks for its close once, and repeated it changes nothing", async () => {
    await changeSetting(
      person("ops"),
      "delivery",
      JSON.stringify({
        adapter: "http",
        url: coreView.url,
        oauth: {
          tokenUrl: coreView.tokenUrl,
          clientId: "opencommission",
          clientSecret: `secret:${coreViewSecret()}`,
        },
      }),
      null,
    );
    deployed.secrets.set(coreViewSecret(), "s3cret");
    const at = "2024-02-01T01:00:00Z";
    const asked = { asked: ["SE"] };
    expect(await valueOf(deployed.fire(name("close-se"), at))).toEqual(asked);
    expect(await valueOf(deployed.fire(name("close-se"), at))).toEqual(asked);
    await deployed.drain();
    expect(await count("select count(*) from close where status = 'calculated'")).toBe(1);
    expect(await count("select count(*) from close")).toBe(1);
  });

  test("a close that is gone on with in steps is the same close", async () => {
    const client = deployed.sqs.emulator;
    client.sendMessage(name("closes"), JSON.stringify({ market: "SE", period: "2024-01", inSteps: true }));
    await deployed.drain();
    expect(await count("select count(*) from close")).toBe(1);
    expect(await count("select count(*) from close_step")).toBe(0);
    expect(deadLetters("closes")).toBe(0);
    expect(
      deployed.functions
        .get(name("close-period"))
        ?.log()
        .match(/"close calculated"/g),
    ).toHaveLength(3);
  });

  test("asked for by hand, every market with contracts is closed, each by its own message", async () => {
    await valueOf(deployed.invoke(name("close-period"), { period: "2024-01" }));
    expect(waiting("closes")).toBeGreaterThan(1);
    await deployed.drain();
    expect(await count("select count(*) from close where status = 'calculated'")).toBe(5);
  });

  test("approved by somebody else, every entry is booked in Core View once", async () => {
    const closes = await owner.all(z.object({ id: z.string() }), "select id from close where status = 'calculated'");
    for (const { id } of closes) expect((await approveClose(person("controller"), id)).ok).toBe(true);
    const accepted = await valueOf(deployed.fire(name("deliver"), new Date().toISOString()));
    expect(Object.keys(z.record(z.string(), z.number()).parse(accepted))).toEqual(["accepted"]);
    expect(await valueOf(deployed.fire(name("deliver"), new Date().toISOString()))).toEqual({});
    const posted: string[] = [];
    for await (const entry of readLedger(person("auditor"), {})) posted.push(entry.id);
    const booked = coreView
      .batches()
      .flatMap((batch) => batch.entries.flatMap((entry) => Array<string>(entry.times).fill(entry.entryId)));
    expect(posted.length).toBeGreaterThan(100);
    expect(booked.toSorted()).toEqual(posted.toSorted());
  });

  test("reconciled, ledger and Core View agree, and a report stands in the bucket that nobody can change", async () => {
    expect(await valueOf(deployed.fire(name("reconcile"), new Date().toISOString()))).toEqual({ ok: true });
    const [key = ""] = deployed.s3.keys(bucket("audit"));
    const report: unknown = JSON.parse(String(deployed.s3.versions(bucket("audit"), key)[0]?.bytes));
    expect(report).toMatchObject({ ok: true, open: 0, outstanding: 0 });
    expect(JSON.stringify(report)).toMatch(/"ledger":\{"seq":"\d+","hash":"[0-9a-f]{64}"\}/);
  });

  test("an upload that no event told of is found by the sweep", async () => {
    const sweep = (): Promise<unknown> => valueOf(deployed.fire(name("sweep-uploads"), new Date().toISOString()));
    expect(await sweep()).toEqual({ found: 0 });
    const key = "workbooks/corrections/commission_matrices_2024.xlsx";
    const bytes = await sample("corrections/commission_matrices_2024.xlsx");
    const anHourAgo = new Date(Date.now() - 3_600_000);
    deployed.s3.putUntold(bucket("uploads"), key, bytes, { "uploaded-by": "jo" }, anHourAgo);
    deployed.s3.tag(bucket("uploads"), key, ...CLEAN);
    expect(await sweep()).toEqual({ found: 1 });
    expect(await count("select count(*) from upload where status = 'imported'")).toBe(3);
    expect(await sweep()).toEqual({ found: 0 });
  });

  test("what waits for somebody is measured", async () => {
    const measured = await valueOf(deployed.fire(name("watch"), new Date().toISOString()));
    const rejected = await count("select count(*) from rejected_message where state = 'open'");
    expect(rejected).toBeGreaterThan(0);
    expect(measured).toMatchObject({ RejectedMessagesOpen: rejected, UnreconciledEntries: 0 });
    expect(deployed.functions.get(name("watch"))?.log()).toContain('"CloudWatchMetrics"');
  });
});

describe("while a deployment is under way", () => {
  test("functions of before work on a schema that was expanded, and their migrations do not go back", async () => {
    await owner.run(`alter table contract_event add column of_the_next_release text;
      create table of_the_next_release (id bigint primary key);
      insert into schema_migration (version, title, checksum)
      select max(version) + 1, 'of-the-next-release', 'checksum' from schema_migration`);
    const [, line = ""] = (await sample("contracts-2024-02.ndjson")).toString("utf8").split("\n");
    const before = await count("select count(*) from contract_event");
    deployed.sqs.send(queueArn("contract-events"), line, topic);
    await deployed.drain();
    expect(await count("select count(*) from contract_event")).toBe(before + 1);
    expect(await deployed.invoke(name("migrate"), {})).toMatchObject({ ok: false });
    expect(deployed.functions.get(name("migrate"))?.log()).toContain("schema-ahead");
  });
});

describe("what the functions may and tell", () => {
  test("nothing was denied but what the story meant to be", () => {
    expect([...deployed.s3.denied, ...deployed.sqs.denied, ...deployed.secrets.denied]).toEqual([]);
    expect(deployed.database.refused).toEqual([]);
  });

  test("a function's user may not write what is none of its work", async () => {
    const may = (user: string, table: string): Promise<number> =>
      count(`select has_table_privilege('opencommission_${user}', '${table}', 'insert')::int as count`);
    expect(await may("parse_workbook", "ledger_entry")).toBe(0);
    expect(await may("close_period", "ledger_entry")).toBe(0);
    expect(await may("deliver", "contract_event")).toBe(0);
    expect(await may("watch", "audit_entry")).toBe(0);
    expect(await may("ingest_contracts", "contract_event")).toBe(1);
    expect(
      await count(
        "select count(*) from pg_class join pg_roles on pg_roles.oid = relowner where rolname like 'opencommission_%' and rolname <> 'opencommission_owner'",
      ),
    ).toBe(0);
  });

  test("no agent, no amount and no secret is in a log", async () => {
    const logs = deployed.logs();
    expect(logs.length).toBeGreaterThan(1000);
    const agents = await owner.all(
      z.object({ agent_id: z.string() }),
      "select distinct agent_id from contract_version",
    );
    const words = [...agents.map(({ agent_id }) => agent_id), "s3cret", "X-Amz-Signature", "changes every week"];
    expect(words.filter((word) => logs.includes(word))).toEqual([]);
    expect(/\b\d+\.\d{2}\b/.exec(logs)?.[0]).toBeUndefined();
  });

  test("each bundle starts; its size and its start are told", async () => {
    expect((await deployed.gateway.ask("GET", "/healthz")).status).toBe(200);
    expect(await deployed.fire(name("export-audit"), new Date().toISOString())).toMatchObject({ ok: true });
    const told = [...deployed.functions.values()].map((one) => `${one.name}: ${Math.round(one.initMs() ?? -1)} ms`);
    process.stdout.write(`${told.join("\n")}\n`);
    expect([...deployed.functions.values()].filter((one) => one.initMs() === null)).toEqual([]);
  });
});

function coreViewSecret(): string {
  return "arn:aws:secretsmanager:eu-north-1:111111111111:secret:opencommission-dev-core-view-AbCdEf";
}
