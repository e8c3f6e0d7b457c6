/**
 * What turns the pages of lists: a cursor is of one list and its filters, whatever is in it ends in no failure of ours, a number is digits
 * alone, and rows that come meanwhile neither repeat nor hide any.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { pathOf } from "../../src/entry/http/create-app.ts";
import { encodeCursor } from "../../src/entry/http/cursor.ts";
import { ENDPOINTS } from "../../src/entry/http/endpoints.ts";
import { marked } from "../../src/entry/http/page-mark.ts";
import { eventLines } from "../support/contract-event.ts";
import { playTwoMonths, type TwoMonths } from "../support/two-months.ts";

let months: TwoMonths;
beforeAll(async () => {
  months = await playTwoMonths();
});
afterAll(() => months.stop());

/** Who may ask for what a viewer may not. */
const WHO: ReadonlyMap<string, string> = new Map([
  ["admin", "alma"],
  ["upload", "frida"],
]);

/** Every list that is read by page, as asked for whole. */
const LISTS = ENDPOINTS.filter((route) => "cursor" in route.query.shape).map((route) => {
  const path = pathOf(route).replace("{id}", "SE-2024-01-1");
  const asked = { period: "2024-01", market: "SE" };
  const needed = Object.entries(asked).filter(([name]) => {
    const field = z.looseObject({ shape: z.record(z.string(), z.custom<z.ZodType>()) }).parse(route.query).shape[name];
    return field !== undefined && !field.safeParse(undefined).success;
  });
  return { path, query: Object.fromEntries(needed), as: WHO.get(route.right) ?? "vera" };
});

const address = (path: string, query: Record<string, string>) => `${path}?${new URLSearchParams(query).toString()}`;
const ask = (path: string, query: Record<string, string>, as = "vera") =>
  months.api.ask("GET", address(path, query), { as });
const Page = z.looseObject({ next: z.string().nullable() });

/** A cursor that bears the list's own mark, whatever the key. */
function cursorOf(path: string, query: Record<string, string>, key: readonly string[]): string {
  const reply = marked(path, query, { kind: "json", status: 200, body: { next: encodeCursor(key) } });
  return reply.kind === "json" ? (Page.parse(reply.body).next ?? "") : "";
}

const HOSTILE = [
  "a\0b",
  "\ud800",
  "1",
  "-1",
  "2024",
  "2024-02-30T00:00:00.000Z",
  "0000-01-01T00:00:00.000Z",
  "+275760-09-13T00:00:00.000Z",
  "Tue Mar 01 2022 (x)",
  "999999999999999999",
  "9".repeat(19),
  "SE",
  "'; drop table close; --",
  "\u{20000}".repeat(200),
  "",
];

test.each(LISTS)("$path takes no key that the database cannot read, and fails at none", async ({ path, query, as }) => {
  for (const key of [...HOSTILE.flatMap((text) => [[text], [text, text]]), ["2024-01-01T00:00:00.000Z", "a\0b"]]) {
    const answer = await ask(path, { ...query, cursor: cursorOf(path, query, key) }, as);
    expect([200, 400], `${JSON.stringify(key)}: ${answer.text}`).toContain(answer.status);
  }
  const answer = await ask(path, { ...query, limit: "1e2" }, as);
  expect([answer.status, answer.json]).toMatchObject([400, { errors: [{ parameter: "limit" }] }]);
});

test.each(["0", "-1", "-0", "1e2", "0x10", "1.0", " 5 ", "+5", "05", "", "NaN", "20001", "9".repeat(30), "\u0663"])(
  "there is no page of %j rows",
  async (limit) => {
    const answer = await ask("/api/v1/ledger", { limit });
    expect([answer.status, answer.json]).toMatchObject([400, { errors: [{ parameter: "limit" }] }]);
  },
);

describe("a cursor", () => {
  const nextOf = async (path: string, query: Record<string, string>): Promise<string> =>
    Page.parse((await ask(path, { ...query, limit: "1" })).json).next ?? "";

  test.each<[string, string, Record<string, string>]>([
    ["another list", "/api/v1/ledger", {}],
    ["another filter", "/api/v1/closes/SE-2024-01-1/entries", {}],
    ["the same list", "/api/v1/contracts", { market: "SE" }],
    ["one more filter", "/api/v1/contracts", { period: "2024-01" }],
  ])("of the contracts of all markets is none of %s", async (name, path, query) => {
    const cursor = await nextOf("/api/v1/contracts", name === "the same list" ? query : {});
    const answer = await ask(path, { ...query, cursor });
    expect(answer.status).toBe(name === "the same list" ? 200 : 400);
  });

  test("holds in a page of another length, and refuses what was added to it", async () => {
    const cursor = await nextOf("/api/v1/contracts", {});
    expect((await ask("/api/v1/contracts", { cursor, limit: "7" })).status).toBe(200);
    expect((await ask("/api/v1/contracts", { cursor: `${cursor}AA` })).status).toBe(400);
  });

  test("goes on after a name as long as names can be", async () => {
    const long = (n: number) => `${"\u{20000}".repeat(199)}${n}`;
    const raw = eventLines([1, 2].map((n) => ({ contractId: `L${n}`, agentId: long(n), amount: "1.00" })));
    const headers = { "content-type": "application/x-ndjson" };
    const taken = await months.api.ask("POST", "/api/v1/events", { as: "frida", raw, headers });
    expect(taken.json).toMatchObject({ accepted: 2 });
    const path = "/api/v1/statements";
    const all = { period: "2024-01", market: "SE" };
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const answer = await ask(path, { ...all, limit: "1", ...(cursor === "" ? {} : { cursor }) });
      expect(answer.status, answer.text).toBe(200);
      const page = z
        .looseObject({ next: z.string().nullable(), statements: z.array(z.looseObject({ agentId: z.string() })) })
        .parse(answer.json);
      seen.push(...page.statements.map((s) => s.agentId));
      cursor = page.next;
    }
    expect(seen).toEqual(expect.arrayContaining([long(1), long(2)]));
  });

  test("shows rows that come meanwhile once, and those that were there once too", async () => {
    const seen: string[] = [];
    const Contracts = Page.extend({ contracts: z.array(z.looseObject({ contractId: z.string() })) });
    let came = 0;
    for (let cursor: string | null = ""; cursor !== null;) {
      const answer = await ask("/api/v1/contracts", { limit: "2", ...(cursor === "" ? {} : { cursor }) });
      const page = Contracts.parse(answer.json);
      seen.push(...page.contracts.map((c) => c.contractId));
      // One before the place, one after it.
      came += 1;
      const raw = eventLines([{ contractId: `A${came}` }, ...(came === 1 ? [{ contractId: "Z1" }] : [])]);
      const headers = { "content-type": "application/x-ndjson" };
      await months.api.ask("POST", "/api/v1/events", { as: "frida", raw, headers });
      cursor = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(seen).toEqual(expect.arrayContaining(["C1", "C8", "D1", "Z1"]));
  });
});

test.each(["2024-13", "2024-00", "0000-01", "1999-12", "10000-01", "2024-1", "2024-01-01", "never"])(
  "%s is no month to ask for",
  async (period) => {
    for (const path of ["statements", "explanation", "distances", "targets", "exports/statements"]) {
      const answer = await ask(`/api/v1/${path}`, { period, market: "SE", agent: "MINI Agent 1" });
      expect([answer.status, answer.json]).toMatchObject([400, { errors: [{ parameter: "period" }] }]);
    }
  },
);
