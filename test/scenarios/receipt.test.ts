/**
 * Receipts over two months with one change of each kind: they hold, and no leaf of them can be changed without being found.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { checkReceipt } from "../../src/flows/check-receipt.ts";
import { sha256Of, type PlainJson } from "../../src/ledger/canonical-json.ts";
import { playTwoMonths, type TwoMonths } from "../support/two-months.ts";

const Json = z.record(z.string(), z.json());
type Document = z.infer<typeof Json>;

let months: TwoMonths;
let receipt: Document;
beforeAll(async () => {
  months = await playTwoMonths();
  receipt = Json.parse((await ask("market=SE&period=2024-01&agent=MINI%20Agent%201")).json);
});
afterAll(() => months.stop());

const ask = (query: string) => months.api.ask("GET", `/api/v1/receipt?${query}`, { as: "vera" });

/** Every leaf of a document, as the keys on the way to it. */
function leavesOf(value: PlainJson, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

/** The document with another value at a leaf. */
function altered(document: Document, path: readonly string[]): Document {
  return Json.parse(alteredAt(document, path));
}

function alteredAt(value: PlainJson | undefined, [key, ...rest]: readonly string[]): PlainJson {
  if (value === undefined) throw new Error("no way to a leaf");
  if (key === undefined) return otherThan(value);
  if (typeof value !== "object" || value === null) throw new Error(`no ${key} in a leaf`);
  if (Array.isArray(value)) return value.map((part, i) => (String(i) === key ? alteredAt(part, rest) : part));
  return { ...value, [key]: alteredAt(value[key], rest) };
}

function otherThan(value: PlainJson): PlainJson {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return "1";
  if (/^-?\d+$/.test(value)) return String(BigInt(value) + 1n);
  if (/^[0-9a-f]{32,64}$/.test(value)) return value.replace(/^./, (first) => (first === "0" ? "1" : "0"));
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value.replace(/..$/, (day) => (day === "11" ? "12" : "11"));
  return /^\d{4}-\d{2}$/.test(value) ? "2023-11" : `${value}x`;
}

function withAt(value: PlainJson | undefined, [key, ...rest]: readonly string[], to: PlainJson): PlainJson {
  if (key === undefined) return to;
  if (typeof value !== "object" || value === null) throw new Error(`no ${key} in a leaf`);
  if (Array.isArray(value)) return value.map((part, i) => (String(i) === key ? withAt(part, rest, to) : part));
  return { ...value, [key]: withAt(value[key], rest, to) };
}

function sealed(document: Document): Document {
  const { sha256: _, ...rest } = document;
  return { ...rest, sha256: sha256Of(rest) };
}

/** What only the ledger, the workbooks, the source or the record of acts can prove, where somebody makes the receipt's hash anew. */
const NOT_PROVEN =
  /^(issuedAt|revision|head\/(seq|hash)|sha256|inputs\/soldElsewhere|inputs\/plan\/(clawbackMonths|highestRatePpm)|inputs\/(matrix|target)\/(workbook\/.*|sheet|cell|text)|inputs\/matrix\/rates\/\d+\/\d+\/(ppm|cell|text)|inputs\/contracts\/\d+\/event\/.*|ledger\/closes\/\d+\/(status|startedBy|startedAt|decidedBy|decidedAt)|ledger\/entries\/0\/previousHash)$/;

describe("a receipt", () => {
  test("holds, and says what is booked and what was checked", async () => {
    expect(checkReceipt(receipt)).toMatchObject({ ok: true, differences: [] });
    const file = join(months.folder, "receipt.json");
    await writeFile(file, JSON.stringify(receipt));
    const { code, stdout } = await months.cli.run(["verify-receipt", file]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("MINI Agent 1, SE 2024-01: 14300.00 SEK booked. The receipt holds."),
    ]);
    expect(stdout).toContain("What no document can prove of itself:");
  });

  test("is the same by the command line, but for when it was issued", async () => {
    const asked = ["receipt", "--period", "2024-01", "--agent", "MINI Agent 1", "--contract", "C1"];
    const one = await months.cli.json(Json, asked);
    expect(checkReceipt(one)).toMatchObject({ ok: true });
    const { code, stdout } = await months.cli.run(asked);
    expect([code, Json.parse(JSON.parse(stdout))["subject"]]).toEqual([0, one["subject"]]);
    const sums = z.object({
      working: z.object({ places: z.array(z.object({ contractId: z.string(), postedMinor: z.string() })) }),
    });
    // Clawed back: +4 200.00, -4 200.00.
    expect(sums.parse(one).working.places).toEqual([{ contractId: "C1", postedMinor: "0" }]);
  });

  test("is on record with who took it out", async () => {
    const { json } = await months.api.ask("GET", "/api/v1/audit?action=data.exported&actor=Vera%20Viewer&limit=1", {
      as: "alma",
    });
    const detail = { market: "SE", period: "2024-01", agent: "MINI Agent 1", contract: null, format: "json", rows: 7 };
    expect(json).toMatchObject({ acts: [{ subject: "receipt SE 2024-01", detail }] });
  });

  test("tells nothing of another agent", () => {
    expect(JSON.stringify(receipt)).not.toMatch(/MINI Agent 2|"contractId":"D1"/);
  });

  test("is found out wherever one leaf is changed", () => {
    const leaves = leavesOf(receipt);
    expect(leaves.length).toBeGreaterThan(400);
    expect(leaves.filter((path) => checkReceipt(altered(receipt, path)).ok).map((path) => path.join("/"))).toEqual([]);
  });

  test("and where somebody makes its own hash anew, whatever the rules and the entries' hashes say is found out still", () => {
    const leaves = leavesOf(receipt);
    const passed = leaves
      .filter((path) => checkReceipt(sealed(altered(receipt, path))).ok)
      .map((path) => path.join("/"));
    expect(passed.filter((path) => !NOT_PROVEN.test(path))).toEqual([]);
    expect(passed).toContain("inputs/contracts/0/event/receivedAt");
  });

  test.each<[string, readonly string[], PlainJson, string]>([
    ["a month before there was a currency", ["subject", "period"], "1999-12", "receipt-working"],
    ["a fraction, of which there is no hash", ["working", "more"], 0.5, "receipt-form"],
    ["a number that others read differently", ["working", "more"], 1e308, "receipt-form"],
    ["a matrix with a row left out", ["inputs", "matrix", "rates", "0"], [], "receipt-working"],
    ["no list where a list is", ["working", "missed"], {}, "receipt-working"],
  ])("with %s is refused in words", (_, path, value, code) => {
    const forged = Json.parse(withAt(receipt, path, value));
    const told = checkReceipt(code === "receipt-form" ? forged : sealed(forged));
    expect([told.ok, told.differences.map((d) => d.code)]).toEqual([false, expect.arrayContaining([code])]);
  });

  test("is found out where an entry is left out or a field is added", () => {
    const { ledger } = z.object({ ledger: z.looseObject({ entries: z.array(z.json()) }) }).parse(receipt);
    const shorter = Json.parse({ ...receipt, ledger: { ...ledger, entries: ledger.entries.slice(1) } });
    expect(checkReceipt(sealed(shorter)).differences.map((d) => d.code)).toContain("receipt-working");
    expect(checkReceipt(sealed({ ...receipt, more: 1 })).differences.map((d) => d.code)).toEqual(["receipt-form"]);
  });
});

describe("against a head that was noted elsewhere", () => {
  const Head = z.object({ head: z.object({ seq: z.string(), hash: z.string() }) });
  const check = async (head: string, code: number) => {
    const file = join(months.folder, "receipt-head.json");
    await writeFile(file, JSON.stringify(receipt));
    const shape = z.object({ ok: z.boolean(), differences: z.array(z.object({ code: z.string() })) });
    return months.cli.json(shape, ["verify-receipt", file, "--head", head], { code });
  };

  test("it is the ledger's", async () => {
    const { seq, hash } = Head.parse(receipt).head;
    expect(await check(`${seq}:${hash}`, 0)).toEqual({ ok: true, differences: [] });
  });
  test("another hash is found out", async () => {
    const { seq } = Head.parse(receipt).head;
    const told = await check(`${seq}:${"0".repeat(64)}`, 1);
    expect(told.differences).toMatchObject([{ code: "receipt-head" }]);
  });
});

test("a blocked agent's receipt and one of a month that is not closed hold too", async () => {
  for (const query of ["period=2024-01&agent=MINI%20Agent%202", "period=2024-02&agent=MINI%20Agent%201"]) {
    const told: unknown = (await ask(`market=SE&${query}`)).json;
    expect(checkReceipt(told)).toMatchObject({ ok: true, differences: [] });
  }
});

test.each([
  ["no JSON", "this is none", "receipt-unreadable"],
  ["JSON that is none", '{"format":"opencommission-receipt-1"}', "receipt-form"],
])("%s is refused in words", async (name, text, code) => {
  const file = join(months.folder, `${name.replaceAll(" ", "-")}.json`);
  await writeFile(file, text);
  const told = await months.cli.run(["verify-receipt", file, "--json"]);
  expect([told.code, told.stdout + told.stderr]).toEqual([1, expect.stringContaining(code)]);
});
