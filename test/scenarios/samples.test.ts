/**
 * The samples are what the generator makes, and show what their README says.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { calculateStatement } from "../../src/calculation/statement.ts";
import { parseMessage } from "../../src/contracts/parse-message.ts";
import type { Contract } from "../../src/domain/contract.ts";
import { parseCalendarDate, parsePeriod, periodOf } from "../../src/domain/period.ts";
import { DEFAULT_PLAN } from "../../src/domain/plan.ts";
import { ratioText } from "../../src/domain/rate.ts";
import { inspectWorkbook } from "../../src/workbooks/door.ts";
import { readGrid } from "../../src/workbooks/read-grid.ts";
import { readMatrices } from "../../src/workbooks/read-matrices.ts";
import { readTargets } from "../../src/workbooks/read-targets.ts";
import { generateSamples } from "../../samples/generate.ts";

const FOLDER = join(import.meta.dirname, "../../samples");
const MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"];
const files = generateSamples();

function file(name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`assertion: no sample ${name}`);
  return bytes;
}

function gridOf(name: string) {
  const inspection = inspectWorkbook(file(name));
  if (!inspection.ok) throw new Error(`assertion: ${name} does not pass the door`);
  const reading = readGrid(inspection.parts);
  if (!("grid" in reading)) throw new Error(`assertion: ${name} has no grid`);
  return reading.grid;
}

const matricesOf = (name: string) => readMatrices(gridOf(name), 2024, { highestRatePpm: () => 200_000 });
const targetsOf = (name: string) => readTargets(gridOf(name), 2024, { knownAgents: new Set() });

describe("the committed samples", () => {
  test("are the bytes that the generator makes", () => {
    for (const [name, bytes] of files) {
      expect(Buffer.compare(readFileSync(join(FOLDER, name)), bytes), `run the generator: ${name}`).toBe(0);
    }
  });

  test("hold nothing that the generator does not make", () => {
    const found = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
    const made = found.filter((name) => /\.(xlsx|ndjson|gz)$/.test(name)).map((name) => name.replaceAll("\\", "/"));
    expect(made.toSorted()).toEqual([...files.keys()].toSorted());
  });
});

describe("the workbooks of the samples", () => {
  test("hold the matrices of four markets and one warned cell", () => {
    const { matrices, problems } = matricesOf("commission_matrices_2024.xlsx");
    expect(matrices.map(({ matrix }) => matrix.market)).toEqual(["SE", "FI", "DE", "GB"]);
    expect([...new Set(problems.map(({ code, sheet, cell }) => `${code} ${sheet}!${cell}`))]).toEqual([
      "rate-falls Sweden!C5",
    ]);
  });

  test("hold targets of 44 agents, without one of March", () => {
    const { targets, problems } = targetsOf("agent_volume_sales_targets_2024.xlsx");
    expect(new Set(targets.map(({ agentId }) => agentId)).size).toBe(44);
    expect(targets).toHaveLength(44 * 12 - 1);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["agent-new"]));
  });

  test("are mended without a word by the corrections", () => {
    const matrices = matricesOf("corrections/commission_matrices_2024.xlsx");
    expect(matrices.matrices).toHaveLength(1);
    expect(matrices.problems).toEqual([]);
    expect(targetsOf("corrections/sales_targets_2024.xlsx").targets).toHaveLength(1);
  });

  test("show a good dozen of different errors each when they are broken", () => {
    const codes = (problems: readonly { code: string; severity: string }[]) =>
      new Set(problems.filter(({ severity }) => severity === "error").map(({ code }) => code)).size;
    expect(codes(matricesOf("broken/commission_matrices_2024.xlsx").problems)).toBeGreaterThanOrEqual(12);
    expect(codes(targetsOf("broken/sales_targets_2024.xlsx").problems)).toBeGreaterThanOrEqual(12);
  });
});

describe("the events of the samples", () => {
  const today = parseCalendarDate("2024-05-06");
  /** The newest state of each contract after each month's file, and the codes of what was rejected in it. */
  const states: ReadonlyMap<string, Contract>[] = [];
  const rejected: string[][] = [];
  let lines = 0;

  beforeAll(() => {
    if (!today) throw new Error("assertion: no such day");
    const contracts = new Map<string, Contract>();
    const ids = new Map<string, string>();
    for (const month of MONTHS) {
      const name = `contracts-${month}.ndjson${month === "2024-03" ? ".gz" : ""}`;
      const bytes = name.endsWith(".gz") ? gunzipSync(file(name)) : file(name);
      const codes: string[] = [];
      for (const line of new TextDecoder().decode(bytes).trimEnd().split("\n")) {
        lines += 1;
        const message = parseMessage(new TextEncoder().encode(line), { today: () => today });
        if (message.kind !== "events") throw new Error("assertion: every line is an event");
        for (const event of message.events) {
          if (event.kind === "totals") continue;
          if (event.kind === "invalid") {
            codes.push(event.problems.map(({ code }) => code).join());
            continue;
          }
          const id = `${event.envelope.source} ${event.envelope.id}`;
          if (ids.has(id)) {
            if (ids.get(id) !== line) codes.push("id-conflict");
            continue;
          }
          ids.set(id, line);
          const stored = contracts.get(event.contract.contractId);
          if (stored?.sequence === event.contract.sequence) codes.push("sequence-conflict");
          else if (!stored || stored.sequence < event.contract.sequence)
            contracts.set(event.contract.contractId, event.contract);
        }
      }
      rejected.push(codes);
      states.push(new Map(contracts));
    }
  });

  test("are about three thousand, of which eight are rejected, each for its own reason", () => {
    expect(lines).toBeGreaterThan(2_900);
    expect(lines).toBeLessThan(3_400);
    expect(rejected).toEqual([
      ["not-json", "unknown-market", "wrong-type"],
      ["currency-mismatch", "duplicate-key", "not-a-date"],
      ["id-conflict"],
      ["sequence-conflict"],
    ]);
  });

  test.each([
    ["Örebro", 0, "70.00 %", "85.00 %", 21_000, "exactly on the bound of 85 %"],
    ["Västerås", 0, "70.00 %", "84.99 %", 20_000, "one öre under it"],
    ["Karlstad", 0, "70.00 %", "115.00 %", 23_000, "exactly on >115 %"],
    ["Gävle", 0, "70.00 %", "115.00 %", 24_000, "one öre above it"],
    ["Växjö", 0, "66.66 %", "70.00 %", 19_200, "two of three contracts"],
    ["Umeå", 0, "20.00 %", "115.00 %", 0, "below the lowest row"],
    ["Uppsala", 0, "70.00 %", "75.00 %", 20_000, "before the late contract"],
    ["Uppsala", 1, "72.72 %", "87.50 %", 21_000, "with the late contract"],
    ["Uppsala", 2, "72.72 %", "87.50 %", 21_000, "after the cancellation in March"],
  ])(
    "MINI Agent %s after file %i: January at %s and %s earns %i ppm (%s)",
    (town, after, penetration, achievement, ratePpm) => {
      const period = parsePeriod("2024-01");
      const matrix = matricesOf("commission_matrices_2024.xlsx").matrices[0]?.matrix;
      if (!period || !matrix) throw new Error("assertion: no matrix of Sweden");
      const agentId = `MINI Agent ${town}`;
      const contracts = [...(states[after]?.values() ?? [])].filter(
        (contract) => contract.agentId === agentId && periodOf(contract.contractDate) === period,
      );
      const statement = calculateStatement({
        agentId,
        market: "SE",
        period,
        currency: "SEK",
        plan: DEFAULT_PLAN,
        contracts,
        matrix: { version: 1, matrix },
        target: { minor: 200_000_000n, namesMarket: true },
        soldElsewhere: false,
      });
      expect(statement).toMatchObject({ ratePpm });
      expect(statement && ratioText(statement.penetration)).toBe(penetration);
      expect(statement?.achievement && ratioText(statement.achievement)).toBe(achievement);
    },
  );
});
