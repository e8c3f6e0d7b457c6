/**
 * The waterfall of a close with one change of each kind before it, by the command line and by the API.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createApp } from "../../src/entry/http/create-app.ts";
import type { Database } from "../../src/platform/postgres/database.ts";
import { ORIGIN } from "../support/http-api.ts";
import { playTwoMonths, type TwoMonths } from "../support/two-months.ts";

const Told = z.object({
  previous: z.object({ id: z.string() }).nullable(),
  totals: z.array(z.object({ currency: z.string(), amount: z.string(), entries: z.number() })),
  steps: z.array(z.object({ cause: z.string(), amount: z.string(), places: z.number(), agents: z.number() })),
  agents: z.array(z.object({ agentId: z.string(), period: z.string(), amount: z.string() })),
  contracts: z.array(z.object({ contractId: z.string(), cause: z.string(), amount: z.string() })),
});

let months: TwoMonths;
beforeAll(async () => {
  months = await playTwoMonths();
});
afterAll(() => months.stop());

const ask = (query = "") => months.api.ask("GET", `/api/v1/closes/SE-2024-02-1/waterfall${query}`, { as: "vera" });

test("each cause has its bar, and the bars add up", async () => {
  const told = await months.cli.json(Told, ["waterfall", "SE-2024-02-1"]);
  expect(told.steps.map((s) => `${s.cause} ${s.amount} (${s.agents}, ${s.places})`)).toEqual([
    "own-month 2150.00 (1, 1)",
    // 850 000.00 x (2.15 % - 2.10 %)
    "matrix 425.00 (1, 3)",
    // 850 000.00 of 700 000.00 is above 115 %: x (2.20 % - 2.15 %)
    "target 425.00 (1, 3)",
    // 750 000.00 x 2.15 % - 850 000.00 x 2.20 %
    "changed-contract -2575.00 (1, 3)",
    // 850 000.00 x 2.20 % - 750 000.00 x 2.15 %
    "late-contract 2575.00 (1, 4)",
    // 200 000.00 x 2.20 %
    "cancellation -4400.00 (1, 1)",
    "unblocked 2150.00 (1, 1)",
  ]);
  expect(told.previous?.id).toBe("SE-2024-01-1");
  expect(told.totals).toEqual([{ currency: "SEK", amount: "750.00", entries: 6 }]);
});

test("a market's first close is its own month alone", async () => {
  const told = await months.cli.json(Told, ["waterfall", "SE-2024-01-1"]);
  expect(told).toMatchObject({ previous: null, steps: [{ cause: "own-month", amount: "17850.00" }] });
});

test("an agent opens to its contracts, each with its causes", async () => {
  const told = Told.parse((await ask("?agent=MINI%20Agent%201&cause=late-contract")).json);
  expect(told.contracts.map((c) => `${c.contractId} ${c.amount}`)).toEqual([
    "C1 100.00",
    "C2 125.00",
    "C3 150.00",
    "C8 2200.00",
  ]);
});

test("the agents behind the bars come a page at a time", async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: unknown = (await ask(`?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`)).json;
    seen.push(...Told.parse(page).agents.map((a) => `${a.agentId} ${a.period} ${a.amount}`));
    cursor = z.object({ next: z.string().nullable() }).parse(page).next;
  }
  expect(seen).toEqual([
    "MINI Agent 1 2024-01 -3550.00",
    "MINI Agent 1 2024-02 2150.00",
    "MINI Agent 2 2024-01 2150.00",
  ]);
});

test("an agent's contracts come in pages of whole months, none of them left out", async () => {
  const whole = Told.parse((await ask("?agent=MINI%20Agent%201&limit=1000")).json);
  const seen: unknown[] = [];
  const months: string[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: unknown = (await ask(`?agent=MINI%20Agent%201&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`))
      .json;
    const told = Told.parse(page);
    seen.push(...told.contracts);
    months.push(told.agents.map((a) => a.period));
    cursor = z.object({ next: z.string().nullable() }).parse(page).next;
  }
  expect(months).toEqual([["2024-01"], ["2024-02"]]);
  expect(seen).toEqual(whole.contracts);
});

test("it is told once and kept: what is asked next, in a request of its own, reads no entry again", async () => {
  let read = 0;
  const { db } = months.api.http;
  const counting: Database = {
    ...db,
    copyOut: (sql) => {
      read += 1;
      return db.copyOut(sql);
    },
  };
  const asVera = { method: "GET", headers: { host: new URL(ORIGIN).host, cookie: await months.api.cookieOf("vera") } };
  const app = createApp({ ...months.api.http, db: counting });
  const told = async () => {
    const answer = await app.fetch(new Request(`${ORIGIN}/api/v1/closes/SE-2024-02-1/waterfall?limit=1`, asVera));
    return answer.text();
  };
  const first = await told();
  const readAtFirst = read;
  expect(readAtFirst).toBeGreaterThan(0);
  expect(await told()).toBe(first);
  expect(read).toBe(readAtFirst);
});

test("for a person it is a table", async () => {
  const { stdout } = await months.cli.run(["waterfall", "SE-2024-02-1", "--agent", "MINI Agent 2"]);
  expect(stdout).toMatch(/agents unblocked +1 +1 +\+2 150\.00 SEK\ntogether/);
});

test("an unknown close is told as such", async () => {
  const { code, stderr, stdout } = await months.cli.run(["waterfall", "SE-2031-01-1", "--json"]);
  expect([code, stdout + stderr]).toEqual([1, expect.stringContaining("close-unknown")]);
});
