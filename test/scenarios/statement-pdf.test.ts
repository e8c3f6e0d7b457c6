/**
 * The agent's statement as a PDF: what it says, that it is the same when it is made again, that no name in it is run, and both doors to it.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { parsePeriod } from "../../src/domain/period.ts";
import { explainCommission } from "../../src/flows/explain-commission.ts";
import { statementSheet } from "../../src/flows/statement-sheet.ts";
import { STATEMENT_TEMPLATE } from "../../src/flows/statement-template.ts";
import { figure, LANGUAGES, type Language } from "../../src/flows/statement-words.ts";
import { typesetPdf } from "../../src/platform/typesetting/typeset.ts";
import { parseCsv } from "../../src/delivery/csv.ts";
import { cliOn } from "../support/cli.ts";
import { createTestApi, loadSamples, ORIGIN, type TestApi } from "../support/http-api.ts";

const AGENT = "MINI Agent Örebro";
const PATH = `/api/v1/statements/pdf?period=2024-01&market=SE&agent=${encodeURIComponent(AGENT)}`;
const parsed = parsePeriod("2024-01");
if (parsed === null) throw new Error("assertion: a real month");
const period = parsed;

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await createTestApi();
  folder = await mkdtemp(join(tmpdir(), "opencommission-pdf-"));
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
});
afterAll(async () => {
  await api.stop();
  await rm(folder, { recursive: true });
});

async function pdf(language: Language): Promise<Buffer> {
  const headers = { host: new URL(ORIGIN).host, cookie: await api.cookieOf("vera") };
  const answer = await api.app.fetch(new Request(`${ORIGIN}${PATH}&language=${language}`, { headers }));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  return Buffer.from(await answer.arrayBuffer());
}

async function sheet(language: Language) {
  const explained = await explainCommission({ db: api.http.db }, { period, agentId: AGENT, market: "SE" });
  const document = explained.ok ? (explained.value[0] ?? null) : null;
  const input = { market: "SE", period, agentId: AGENT, currency: "SEK", exponent: 2, document, booked: [] };
  return statementSheet(input, language);
}

test.each(LANGUAGES)(
  "in %s it is tagged, names its language, and is the same to the byte when made again",
  async (language) => {
    const first = await pdf(language);
    expect(first.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    const text = first.toString("latin1");
    expect(text).toContain("/StructTreeRoot");
    expect(text).toContain(`/Lang (${language})`);
    expect(text).not.toContain("/CreationDate");
    expect((await pdf(language)).equals(first)).toBe(true);
  },
);

test.each([
  ["en", "-1234567.50", "\u22121,234,567.50"],
  ["de", "1234567.50", "1.234.567,50"],
  ["sv", "1234567.50", "1\u00a0234\u00a0567,50"],
  ["sv", "1000", "1\u00a0000"],
  ["de", "999.999", "999,999"],
  ["en", "0.00", "0.00"],
] as const)("figures in %s: %s is %s", (language, decimal, shown) => {
  expect(figure(decimal, language)).toBe(shown);
});

test("before its month is closed it says that it is provisional; it shows the statement's own figures and the band that is hit", async () => {
  const listed = await api.ask(
    "GET",
    `/api/v1/statements?period=2024-01&market=SE&agent=${encodeURIComponent(AGENT)}`,
    { as: "vera" },
  );
  const Listed = z.object({
    commission: z.string(),
    ratePpm: z.int(),
    lines: z.array(z.object({ contractId: z.string() })),
  });
  const [statement] = z.object({ statements: z.array(Listed) }).parse(listed.json).statements;
  const shown = await sheet("en");
  expect(shown.provisional).toBe("Provisional");
  expect(shown.banner).toContain("may change");
  expect(shown.commission).toBe(`${figure(statement?.commission ?? "", "en")}\u00a0SEK`);
  expect(shown.lines.rows.map((row) => row[0])).toEqual(statement?.lines.map((line) => line.contractId));
  const { matrix } = shown;
  const hit = matrix?.rows[matrix.penetration]?.cells[matrix.achievement];
  expect(hit).toBe(shown.lines.total[2]);
  expect((statement?.ratePpm ?? 0) / 10_000).toBe(Number.parseFloat(hit ?? ""));
});

test.each([
  ['#panic("run")'],
  ["$x_$"],
  ["*a* _b_ `c` <d> @e \\ //"],
  ["#{while true {}}"],
  ["東京 وكيل"],
  ["x".repeat(200)],
])("the agent %s is a name and nothing that is run", async (agent) => {
  const data = { ...(await sheet("en")), agent, description: agent };
  const bytes = await typesetPdf({ template: STATEMENT_TEMPLATE, data: JSON.stringify(data) });
  expect(Buffer.from(bytes).subarray(0, 5).toString("latin1")).toBe("%PDF-");
});

describe("after the month is closed", () => {
  beforeAll(async () => {
    await api.ask("POST", "/api/v1/closes", { as: "frida", body: { market: "SE", period: "2024-01" } });
    const Closed = z.object({ close: z.object({ proposalHash: z.string() }) });
    const read = await api.ask("GET", "/api/v1/closes/SE-2024-01-1", { as: "adam" });
    const { proposalHash } = Closed.parse(read.json).close;
    await api.ask("POST", "/api/v1/closes/SE-2024-01-1/approval", { as: "adam", body: { proposalHash } });
  });

  test("it is final, and each line names its ledger entry", async () => {
    const shown = await sheet("de");
    expect([shown.provisional, shown.banner]).toEqual([null, null]);
    for (const row of shown.lines.rows) expect(row[4]).toMatch(/^\d+ · [0-9a-f]{12}$/);
  });

  test("who took it out is on record", async () => {
    await pdf("sv");
    const acts = await api.ask("GET", "/api/v1/audit?action=data.exported&limit=1", { as: "vera" });
    expect(acts.json).toMatchObject({
      acts: [{ actor: "Vera Viewer", market: "SE", detail: { agent: AGENT, format: "pdf", language: "sv" } }],
    });
  });

  test("the command line writes the same bytes, and lists as files", async () => {
    const cli = cliOn({ DATABASE_URL: api.database.connectionString, OPENCOMMISSION_DATA: folder });
    const file = join(folder, "statement.pdf");
    const args = ["statement", "--period", "2024-01", "--agent", AGENT, "--pdf", file, "--language", "de"];
    expect(await cli.run(args)).toMatchObject({ code: 0 });
    expect((await readFile(file)).equals(await pdf("de"))).toBe(true);
    const csv = join(folder, "ledger.csv");
    const listed = await cli.run(["ledger", "--booked-in", "2024-01", "--csv", csv, "--json"]);
    const { rows } = z.object({ rows: z.int() }).parse(JSON.parse(listed.stdout));
    expect(parseCsv(await readFile(csv, "utf8"))).toHaveLength(rows + 1);
    const nowhere = await cli.run(["contracts", "--xlsx", join(folder, "no", "where.xlsx"), "--json"]);
    expect([nowhere.code, JSON.parse(nowhere.stdout)]).toMatchObject([1, { error: { code: "file-unwritable" } }]);
  });

  test("an agent without anything in the month has no statement", async () => {
    const answer = await api.ask("GET", "/api/v1/statements/pdf?period=2024-01&market=SE&agent=nobody", { as: "vera" });
    expect([answer.status, answer.json]).toMatchObject([404, { code: "not-found" }]);
  });
});
