/**
 * Events and the verification over HTTP, and who stands before a cliff.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { eventLine, eventLines } from "../support/contract-event.ts";
import { playTwoMonths, type TwoMonths } from "../support/two-months.ts";

let months: TwoMonths;
beforeAll(async () => {
  months = await playTwoMonths();
});
afterAll(() => months.stop());

const NDJSON = { "content-type": "application/x-ndjson" };
const send = (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = NDJSON) =>
  months.api.ask("POST", "/api/v1/events", { as: "frida", raw, headers });

describe("who stands before a cliff", () => {
  const Page = z.object({
    agents: z.array(
      z.object({
        agentId: z.string(),
        penetrationBand: z.number().nullable(),
        achievementBand: z.number().nullable(),
        achievement: z.object({ numerator: z.string(), denominator: z.string() }).nullable(),
        distances: z.array(
          z.object({ direction: z.string(), by: z.string(), volume: z.string().nullable(), effect: z.string() }),
        ),
      }),
    ),
    next: z.string().nullable(),
  });
  const ask = async (more = "") =>
    Page.parse((await months.api.ask("GET", `/api/v1/distances?period=2024-01&market=SE${more}`, { as: "vera" })).json);

  test("each agent has exact ratios, its bands, and the steps to the next", async () => {
    const [first, second] = (await ask()).agents;
    expect(first).toMatchObject({
      agentId: "MINI Agent 1",
      penetrationBand: 1,
      achievementBand: 2,
      // C1 was cancelled after its month, and counts.
      achievement: { numerator: "850000.00", denominator: "700000.00" },
    });
    // 115 % of 700 000.00 is 805 000.00, to be exceeded: 45 000.00 less leaves 2.15 % of 850 000.00.
    expect(first?.distances).toContainEqual({ direction: "down", by: "volume", volume: "45000.00", effect: "-425.00" });
    // 100 000.00 of 100 000.00: above 115 % from 115 000.01 on, 2.20 % for 2.15 %.
    expect(second?.distances).toContainEqual({ direction: "up", by: "volume", volume: "15000.01", effect: "50.00" });
  });

  test("a page at a time", async () => {
    const one = await ask("&limit=1");
    const two = await ask(`&limit=1&cursor=${one.next}`);
    expect([...one.agents, ...two.agents].map((a) => a.agentId)).toEqual(["MINI Agent 1", "MINI Agent 2"]);
    expect(two.next).toBeNull();
  });
});

describe("events", () => {
  test.each([
    ["lines", eventLines([{ contractId: "E1" }, { contractId: "E2" }]), NDJSON, { received: 2, accepted: 2 }],
    ["one event", eventLine({ contractId: "E3" }), { "content-type": "application/cloudevents+json" }, { accepted: 1 }],
    [
      "an array",
      `[${eventLine({ contractId: "E4" })},{}]`,
      { "content-type": "application/json" },
      { accepted: 1, rejected: 1 },
    ],
    ["what came before", eventLine({ contractId: "E1" }), NDJSON, { duplicate: 1 }],
    ["no JSON", "{", NDJSON, { rejected: 1, rejections: [{ problems: [{ code: "not-json" }] }] }],
  ])("as %s each stand or fall alone", async (_name, raw, headers, expected) => {
    const answer = await send(raw, headers);
    expect([answer.status, answer.json]).toMatchObject([200, expected]);
  });

  test("tell on record who sent them", async () => {
    const { json } = await months.api.ask("GET", "/api/v1/contracts?contract=E1", { as: "vera" });
    expect(json).toMatchObject({ contracts: [{ event: { receivedFrom: "HTTP, Frida Finance" } }] });
  });

  test("a claim check is not followed", async () => {
    const notice = {
      Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "b" }, object: { key: "x.ndjson" } } }],
    };
    const answer = await send(JSON.stringify(notice));
    expect([answer.status, answer.json]).toMatchObject([200, { accepted: 0, rejected: 1 }]);
  });

  test.each([
    ["nothing", "", 400],
    ["a packed body", new Uint8Array([0x1f, 0x8b, 8, 0]), 400],
    ["more than 10 MiB", new Uint8Array(10 * 1024 * 1024 + 1).fill(0x20), 400],
  ])("%s is refused", async (_name, raw, status) => {
    expect((await send(raw)).status).toBe(status);
  });

  test("a content type that a form can send is refused", async () => {
    expect((await send("{}", { "content-type": "text/plain" })).status).toBe(403);
  });
});

describe("the verification", () => {
  const verify = () => months.api.ask("POST", "/api/v1/verification", { as: "vera" });

  test("gives what the command line gives, one at a time, while others are answered", async () => {
    const [one, two, others] = await Promise.all([
      verify(),
      verify(),
      months.api.ask("GET", "/api/v1/status", { as: "vera" }),
    ]);
    const [first, second] = one.status === 200 ? [one, two] : [two, one];
    expect([second.status, others.status]).toEqual([409, 200]);
    expect(second.json).toMatchObject({ code: "verification-running" });
    expect([first.status, first.json]).toMatchObject([200, { ok: true, entries: 9, closes: 2, differences: [] }]);
  });

  test("tells what was changed behind the ledger's back", async () => {
    const { db } = months.api.database;
    await db.run("alter table ledger_entry disable trigger all");
    await db.run("update ledger_entry set amount_minor = amount_minor + 1 where seq = 1");
    const answer = await verify();
    expect([answer.status, answer.json]).toMatchObject([200, { ok: false }]);
    expect(answer.text).toContain('"code":"ledger-changed"');
  });
});
