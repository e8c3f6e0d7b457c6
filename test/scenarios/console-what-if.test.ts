/**
 * What the console calculates in the browser is what the server answers: the same statement, tried by both.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { boundText } from "../../src/domain/matrix.ts";
import { formatMinor } from "../../src/domain/money.ts";
import { ratioText } from "../../src/domain/rate.ts";
import { statementJson } from "../../src/entry/cli/statement-json.ts";
import { StatementAnswer } from "../../src/entry/http/statement-answer.ts";
import { exponentOf, matrixOf } from "../../console/src/matrix/statement-facts.ts";
import { standingOf } from "../../console/src/matrix/standing.ts";
import { readTrial, tryOut, writeTrial } from "../../console/src/what-if/try-out.ts";
import { createTestApi, loadSamples, MATRICES, sampleFile, type TestApi } from "../support/http-api.ts";

const Statements = z.object({ statements: z.array(StatementAnswer) });
const Bound = z.object({ ppm: z.int(), exclusive: z.boolean() });
const Matrix = z.object({
  market: z.string(),
  year: z.int(),
  version: z.int(),
  penetrationBounds: z.array(Bound),
  achievementBounds: z.array(Bound),
  rates: z.array(z.array(z.int())),
});
const Uploaded = z.object({
  upload: z.string(),
  file: z.object({ matrices: z.array(Matrix.omit({ version: true })) }),
});

const PERIOD = "2024-01";
let api: TestApi;
let rows: z.infer<typeof Statements>["statements"];

async function get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const answer = await api.ask("GET", `/api/v1${path}`, { as: "frida" });
  expect(answer.status, answer.text).toBe(200);
  return shape.parse(answer.json);
}

beforeAll(async () => {
  api = await createTestApi();
  await loadSamples(api, ["contracts-2024-01.ndjson"]);
  rows = (await get(`/statements?period=${PERIOD}&limit=1000`, Statements)).statements;
});
afterAll(async () => {
  await api.stop();
});

function rowOf(agentId: string, market: string) {
  const row = rows.find((one) => one.agentId === agentId && one.market === market);
  return row ?? expect.fail(`${agentId} has no statement in ${market}`);
}

async function matrixInForce(market: string) {
  const { matrices } = await get(
    `/matrices?market=${market}&year=2024`,
    z.object({ matrices: z.array(z.object({ version: z.int(), inForce: z.boolean() })) }),
  );
  const found = matrices.find((m) => m.inForce);
  if (found === undefined) return null;
  return matrixOf(await get(`/matrices/${market}/2024/${found.version}`, Matrix));
}

/** What the browser says, in the form in which the API says it. */
function told({ before, after, distances }: ReturnType<typeof tryOut>, row: (typeof rows)[number]) {
  const exponent = exponentOf(row.volume);
  const money = (minor: bigint) => formatMinor(minor, exponent);
  return {
    before: statementJson(before, exponent, row.final),
    after: statementJson(after, exponent, false),
    distances: distances.map((d) => ({
      direction: d.direction,
      axis: d.axis,
      by: d.by,
      contracts: d.by === "volume" ? null : Number(d.step),
      volume: d.by === "volume" ? money(d.step) : null,
      bound: { ...d.bound, text: boundText(d.bound) },
      ratio: ratioText(d.ratio),
      penetrationBand: d.penetrationBand,
      achievementBand: d.achievementBand,
      ratePpm: d.ratePpm,
      commission: money(d.commissionMinor),
      effect: money(d.effectMinor),
    })),
  };
}

describe("the browser and the server come to the same outcome", () => {
  const SE = "MINI Agent Västerås";
  test.each([
    [SE, "SE", {}],
    [SE, "SE", { financed: "9" }],
    [SE, "SE", { financed: "0" }],
    [SE, "SE", { financed: "25" }],
    [SE, "SE", { total: "7" }],
    [SE, "SE", { financed: "7", total: "1000" }],
    [SE, "SE", { volume: "1700000.00" }],
    [SE, "SE", { volume: "1699999.99", target: "1478260.86" }],
    [SE, "SE", { target: "0.01" }],
    [SE, "SE", { financed: "8", total: "12", volume: "2300000.01", target: "2000000.00" }],
    ["MINI Agent Berlin Mitte", "DE", { financed: "20", volume: "530150.01" }],
    ["MINI Agent Berlin Mitte", "DE", { financed: "1" }],
  ])("%s in %s, %o", async (agent, market, figures) => {
    const row = rowOf(agent, market);
    const trial = readTrial(row, figures);
    // What follows from another figure is told to the server too, as a person would turn it.
    const asked = new URLSearchParams({ period: PERIOD, market, agent });
    for (const [name, text] of Object.entries(writeTrial(row, trial))) if (text !== undefined) asked.set(name, text);
    const answer = await get(`/what-if?${asked.toString()}`, z.unknown());
    const outcome = tryOut(row, trial, { inForce: await matrixInForce(market), other: null });
    expect(told(outcome, row)).toEqual(answer);
    expect(statementJson(outcome.before, exponentOf(row.volume), row.final)).toEqual(row);
  });

  test("every statement of the month, as it is: also those that are blocked or below the threshold", async () => {
    const markets = [...new Set(rows.map((row) => row.market))];
    expect(rows.map((row) => row.status)).toEqual(expect.arrayContaining(["payable", "below-threshold", "blocked"]));
    for (const market of markets) {
      const matrix = await matrixInForce(market);
      for (const row of rows.filter((one) => one.market === market)) {
        const { outcome } = standingOf(row, matrix);
        expect(statementJson(outcome, exponentOf(row.volume), row.final)).toEqual(row);
      }
    }
  });

  test("a stored version of the matrix, named by its number", async () => {
    const row = rowOf(SE, "SE");
    const matrix = await matrixInForce("SE");
    const asked = `period=${PERIOD}&market=SE&agent=${encodeURIComponent(SE)}&version=1&total=11`;
    const answer = await get(`/what-if?${asked}`, z.unknown());
    expect(told(tryOut(row, readTrial(row, { total: "11" }), { inForce: matrix, other: matrix }), row)).toEqual(answer);
  });

  test("an upload of one's own, which nobody activates", async () => {
    const form = new FormData();
    form.set("file", new File([new Uint8Array(await sampleFile(MATRICES))], MATRICES));
    const made = await api.ask("POST", "/api/v1/uploads", { as: "frida", raw: form });
    const { upload, file } = Uploaded.parse(made.json);
    const row = rowOf(SE, "SE");
    const own = file.matrices.find((m) => m.market === "SE") ?? expect.fail("no matrix of SE");
    const asked = `period=${PERIOD}&market=SE&agent=${encodeURIComponent(SE)}&financed=8&upload=${upload}`;
    const answer = await get(`/what-if?${asked}`, z.unknown());
    const matrices = { inForce: await matrixInForce("SE"), other: matrixOf(own) };
    expect(told(tryOut(row, readTrial(row, { financed: "8" }), matrices), row)).toEqual(answer);
  });

  test.each([
    ["version=9", 404, "not-found"],
    ["target=0.00", 422, "target-invalid"],
    ["target=many", 422, "target-invalid"],
    ["total=0", 400, "request-invalid"],
  ])("the server refuses %s: %i %s", async (change, status, code) => {
    const asked = `period=${PERIOD}&market=SE&agent=${encodeURIComponent(SE)}&${change}`;
    const answer = await api.ask("GET", `/api/v1/what-if?${asked}`, { as: "frida" });
    expect([answer.status, z.object({ code: z.string() }).parse(answer.json).code]).toEqual([status, code]);
  });
});
