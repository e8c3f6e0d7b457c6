/**
 * Workbooks through the command line: what a dry run shows, what an import changes, what a refused file leaves as it was.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { Imported, Refused } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { minimalXlsxParts } from "../support/minimal-xlsx.ts";
import { rawZip } from "../support/raw-zip.ts";
import { workbookBytes, writeWorkbooks } from "../support/sample-workbooks.ts";
import { matrixSheet, startStory, targetsSheet, type Story } from "../support/story.ts";

// A story starts many processes, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 240_000 });

type File = z.infer<typeof Imported>["files"][number];

let story: Story;
let folder: string;
beforeAll(async () => {
  story = await startStory(cliInProcess);
  folder = await mkdtemp(join(tmpdir(), "opencommission-workbooks-"));
});
afterAll(async () => {
  await story.end();
  await rm(folder, { recursive: true });
});

const matrix = (...rates: string[]) => [matrixSheet("Sweden", [["70%", ...rates]], ["70%", "85%"])];
/** A workbook with two mistakes and one doubtful cell. */
const BROKEN = [
  matrixSheet(
    "Sweden",
    [
      ["70%", "2.5", "#"],
      ["60%", "9%", "1%"],
    ],
    ["70%", "85%"],
  ),
];

async function importFiles(paths: readonly string[], options: readonly string[] = [], code = 0): Promise<File[]> {
  return (await story.cli.json(Imported, ["import", ...paths, ...options], { code })).files;
}
async function importOne(name: string, sheets: Parameters<typeof workbookBytes>[0], ...options: string[]) {
  const [file] = await importFiles(await writeWorkbooks({ [name]: sheets }), options);
  return file ?? expect.fail("no file");
}
const statement = async (agent = "A") => (await story.statements("2024-01", "--agent", agent))[0];

describe("a matrix", () => {
  test("that is imported comes with its version, its bounds rising, its rates following them", async () => {
    const file = await importOne("Matrix_2024.XLSX", [
      matrixSheet(
        "sverige",
        [
          ["80%", "3%", "2.5%"],
          ["70%", "2%", "1.5%"],
        ],
        [">115%", "85%"],
      ),
    ]);
    expect(file).toMatchObject({
      kind: "commission-matrices",
      year: 2024,
      status: "imported",
      matrices: [
        {
          market: "SE",
          year: 2024,
          version: 1,
          penetrationBounds: [
            { ppm: 700_000, exclusive: false },
            { ppm: 800_000, exclusive: false },
          ],
          achievementBounds: [
            { ppm: 850_000, exclusive: false },
            { ppm: 1_150_000, exclusive: true },
          ],
          rates: [
            [15_000, 20_000],
            [25_000, 30_000],
          ],
        },
      ],
    });
  });

  test("supersedes the one before, is unchanged when it says the same, and the older one again is a new version", async () => {
    const file = await importOne("matrices_2024.xlsx", matrix("2.00%", "2.10%"));
    expect([file.status, file.matrices[0]?.version]).toEqual(["imported", 2]);
    const otherCells = [
      { name: "SE", rows: [[], [null, "PENETRATION RATE"], ...(matrix(" 2,0 %", "2.1%")[0]?.rows ?? [])] },
    ];
    const same = await importOne("matrix_2024.xlsx", otherCells);
    expect([same.status, same.matrices[0]?.version, same.changes]).toEqual(["unchanged", 2, []]);
    const twice = await writeWorkbooks({ "matrix_2024.xlsx": matrix("5%", "6%") });
    const both = await importFiles([...twice, ...twice]);
    expect(both.map((f) => [f.status, f.matrices[0]?.version])).toEqual([
      ["imported", 3],
      ["unchanged", 3],
    ]);
    const older = await importOne("matrix_2024.xlsx", matrix("2.00%", "2.10%"));
    expect([older.status, older.matrices[0]?.version]).toEqual(["imported", 4]);
  });

  test("in a dry run shows each changed cell and the effect in money, and changes nothing", async () => {
    await importOne("targets_2024.xlsx", [
      targetsSheet(
        "SE",
        ["2024-01"],
        [
          ["A", 200_000],
          ["B", 100_000],
        ],
      ),
    ]);
    await story.events([
      { contractId: "A1", agentId: "A", amount: "150000.00" },
      { contractId: "B1", agentId: "B", amount: "100000.00" },
      { contractId: "C1", agentId: "No target", amount: "100000.00" },
    ]);
    const before = await story.statements("2024-01");
    const tried = await importOne("matrix_2024.xlsx", matrix("2.00%", "3.00%"), "--dry-run");
    expect(tried).toMatchObject({ status: "dry-run", matrices: [{ version: null }] });
    expect(tried.changes).toEqual([{ cell: "C1", before: "2.10 %", after: "3.00 %" }]);
    expect(tried.effects).toMatchObject([
      {
        market: "SE",
        period: "2024-01",
        before: "5100.00",
        after: "6000.00",
        difference: "900.00",
        statements: [{ agentId: "B" }],
      },
    ]);
    const [path = ""] = await writeWorkbooks({ "matrix_2024.xlsx": matrix("2.00%", "3.00%") });
    const text = (await story.cli.run(["import", path, "--dry-run"])).stdout;
    expect(text).toContain("nothing was changed (dry run)");
    expect(text).toMatch(/Sweden!C1 .*2\.10 %\s+3\.00 %/);
    expect(text).toMatch(/SE 2024-01: commission 5 100\.00 -> 6 000\.00 SEK \(\+900\.00\)/);
    expect(await story.statements("2024-01")).toEqual(before);
    // Bounds that come or go are changes of every cell they lead.
    const fewer = await importOne("matrix_2024.xlsx", [matrixSheet("Sweden", [["70%", "2%"]], ["70%"])], "--dry-run");
    expect(fewer.changes).toEqual([{ cell: null, before: "2.10 %", after: null }]);
    const same = await importOne("matrix_2024.xlsx", matrix("2.00%", "2.10%"), "--dry-run");
    expect([same.status, same.effects]).toEqual(["unchanged", []]);
  });
});

describe("targets", () => {
  test("supersede cell by cell: an empty one leaves, a dash or none takes away", async () => {
    const months = ["2024-01", "2024-02", "2024-03"];
    const first = await importOne("targets_2024.xlsx", [
      targetsSheet("SE", months, [
        ["T", 100, 200, 300.5],
        ["U", 1, 2, 3],
      ]),
    ]);
    expect(first.targets).toEqual(
      [
        ["T", "100.00", "200.00", "300.50"],
        ["U", "1.00", "2.00", "3.00"],
      ].flatMap(([agentId, ...amounts]) =>
        months.map((period, i) => ({ agentId, market: "SE", period, amount: amounts[i] })),
      ),
    );
    const second = [
      targetsSheet("SE", months, [
        ["T", "-", null, 301],
        ["U", null, "none", null],
      ]),
    ];
    const tried = await importOne("targets_2024.xlsx", second, "--dry-run");
    expect(tried.changes).toEqual([
      { cell: "B2", before: "100.00", after: null },
      { cell: "D2", before: "300.50", after: "301.00" },
      { cell: "C3", before: "2.00", after: null },
    ]);
    const done = await importOne("targets_2024.xlsx", second);
    expect(done.targets.filter((t) => t.amount === null).map((t) => `${t.agentId} ${t.period}`)).toEqual([
      "T 2024-01",
      "U 2024-02",
    ]);
    expect((await importOne("targets_2024.xlsx", second)).status).toBe("unchanged");
    await story.events(
      months.flatMap((month) =>
        ["T", "U"].map((agentId) => ({ contractId: `${agentId} ${month}`, agentId, contractDate: `${month}-10` })),
      ),
    );
    const inForce = [];
    for (const month of months) {
      for (const s of await story.statements(month))
        if ("TU".includes(s.agentId)) inForce.push(`${s.agentId} ${s.target}`);
    }
    expect(inForce).toEqual(["T null", "U 1.00", "T 200.00", "U null", "T 301.00", "U 3.00"]);
    // The first file again: other than what holds now, and so a new version.
    const again = await importOne("targets_2024.xlsx", [
      targetsSheet("SE", months, [
        ["T", 100, 200, 300.5],
        ["U", 1, 2, 3],
      ]),
    ]);
    expect([again.status, again.changes.length]).toEqual(["imported", 3]);
  });

  test("a new agent is warned of with the known name that is closest, and imported", async () => {
    const file = await importOne("targets_2024.xlsx", [targetsSheet("SE", ["2024-01"], [["No  targets", 5]])]);
    expect(file.status).toBe("imported");
    const warning = file.problems.find((p) => p.code === "agent-new");
    expect(warning).toMatchObject({ severity: "warning", sheet: "SE", cell: "A2" });
    expect(JSON.stringify(warning)).toContain("No target");
  });

  test("a dry run tells the effect of a target that solves a blocked statement", async () => {
    const file = await importOne(
      "targets_2024.xlsx",
      [targetsSheet("SE", ["2024-01"], [["No target", 50_000]])],
      "--dry-run",
    );
    expect(file.effects).toMatchObject([
      { market: "SE", period: "2024-01", difference: "2100.00", statements: [{ agentId: "No target" }] },
    ]);
    expect(await statement("No target")).toMatchObject({ status: "blocked", reason: "target-missing" });
  });
});

describe("a refused workbook", () => {
  test("changes nothing, whatever else is in it, and the file beside it is imported", async () => {
    const before = await statement();
    const paths = await writeWorkbooks({
      "matrix_2024.xlsx": [...BROKEN, matrixSheet("Finland", [["50%", "1%"]], ["70%"])],
      "targets_2024.xlsx": [targetsSheet("SE", ["2024-02"], [["A", 42]])],
    });
    const [bad, good] = await importFiles(paths, [], 1);
    expect(good?.status).toBe("imported");
    expect(bad).toMatchObject({
      kind: "commission-matrices",
      year: 2024,
      status: "refused",
      matrices: [],
      changes: [],
    });
    const errors = bad?.problems.filter((p) => p.severity === "error") ?? [];
    expect(errors.map((p) => `${p.sheet}!${p.cell}`)).toEqual(["Sweden!B1", "Sweden!C1"]);
    for (const { found, expected, message } of errors) expect([found, expected, message]).not.toContain("");
    expect(await statement()).toEqual(before);
    const finland = await importOne(
      "matrix_2024.xlsx",
      [matrixSheet("Finland", [["50%", "1%"]], ["70%"])],
      "--dry-run",
    );
    expect(finland.status).toBe("dry-run");
    const tried = await importFiles(paths.slice(0, 1), ["--dry-run"], 1);
    expect(tried[0]?.status).toBe("refused");
  });

  test("comes back with a comment in each offending cell", async () => {
    const out = join(folder, "out");
    const [broken = "", clean = ""] = await writeWorkbooks({
      "matrix_2024.xlsx": BROKEN,
      "sales_targets_2024.xlsx": [targetsSheet("SE", ["2024-01"], [["A", 200_000]])],
    });
    const original = await readFile(broken);
    const [file, other] = await importFiles([broken, clean], ["--annotate", out], 1);
    expect(file?.annotated).toBe(join(out, "matrix_2024.xlsx"));
    const parts = unzipSync(await readFile(join(out, "matrix_2024.xlsx")));
    const comments = Object.entries(parts).filter(([name]) => /comments[^/]*\.xml$/.test(name));
    const xml = comments.map(([, bytes]) => strFromU8(bytes)).join();
    for (const problem of file?.problems ?? []) expect(xml).toContain(`ref="${problem.cell}"`);
    expect(await readFile(broken)).toEqual(original);
    // The clean one has but the warning of missing months, which has no cell.
    expect(other?.annotated === null || existsSync(other?.annotated ?? "")).toBe(true);
    const [again] = await importFiles([join(out, "matrix_2024.xlsx")], [], 1);
    const codes = (f: File | undefined) => f?.problems.map((p) => `${p.code} ${p.cell}`);
    expect(codes(again)).toEqual(codes(file));
  });

  test("is never overwritten by its own annotated copy, nor one copy by another", async () => {
    const [path = ""] = await writeWorkbooks({ "matrix_2024.xlsx": BROKEN });
    const original = await readFile(path);
    const [namesake = ""] = await writeWorkbooks({ "matrix_2024.xlsx": matrix("1%", "2%") });
    for (const args of [
      [path, "--annotate", dirname(path)],
      [path, namesake, "--annotate", join(folder, "both")],
    ]) {
      const { error } = await story.cli.json(Refused, ["import", ...args], { code: 1 });
      expect(error.code).toBe("annotate-overwrites");
      expect(error.message).toContain("another folder");
    }
    expect(await readFile(path)).toEqual(original);
    expect(await statement()).toMatchObject({ matrixVersion: 4 });
  });
});

test("a name that says nothing is refused with the names that do, after any prefix", async () => {
  const names = ["rates.xlsx", "matrix_24.xlsx", "matrix_2024.xls", "matrix_2024 (1).xlsx"];
  const paths: string[] = [];
  for (const name of names) {
    paths.push(join(folder, name));
    await writeFile(join(folder, name), workbookBytes(matrix("2.00%", "2.10%")));
  }
  await mkdir(join(folder, "targets_2024.xlsx"), { recursive: true });
  const inside = join(folder, "targets_2024.xlsx", "COMMISSION_MATRIX_2024.xlsx");
  await writeFile(inside, workbookBytes(matrix("2.00%", "2.10%")));
  const files = await importFiles([...paths, inside], [], 1);
  for (const file of files.slice(0, -1)) {
    expect(file).toMatchObject({ kind: null, year: null, status: "refused" });
    const problem = file.problems.find((p) => p.code === "file-name");
    expect(`${problem?.expected} ${problem?.message}`).toContain("commission_matrices_YYYY.xlsx");
  }
  expect(files.at(-1)).toMatchObject({ kind: "commission-matrices", status: "unchanged" });
});

test("hostile files are refused each with its code, in a dry run and with --annotate too", async () => {
  const zip = (parts: Readonly<Record<string, string | Uint8Array>>) =>
    rawZip(Object.entries(parts).map(([name, data]) => ({ name, data })));
  const parts = minimalXlsxParts();
  const entity = `<!DOCTYPE x [<!ENTITY a "b">]>${String(parts["xl/workbook.xml"])}`;
  const good = workbookBytes(matrix("2%", "3%"));
  const hostile: Readonly<Record<string, string | Uint8Array>> = {
    "not-xlsx": "<html><table><tr><td>70%</td></tr></table></html>",
    encrypted: rawZip(Object.entries(parts).map(([name, data]) => ({ name, data, flags: 0x0801 }))),
    "xml-entity": zip({ ...parts, "xl/workbook.xml": entity }),
    "zip-bomb": zip({ ...parts, "xl/media/a.bin": new Uint8Array(11 * 1024 * 1024) }),
    "file-too-large": Buffer.concat([good, Buffer.alloc(10 * 1024 * 1024)]),
    "xml-invalid": zip({ ...parts, "xl/workbook.xml": "<workbook><sheets></workbook>" }),
  };
  const paths: string[] = [];
  for (const [code, bytes] of Object.entries(hostile)) {
    await mkdir(join(folder, code), { recursive: true });
    paths.push(join(folder, code, `matrix_20${String(paths.length + 10)}.xlsx`));
    await writeFile(paths.at(-1) ?? "", bytes);
  }
  const truncated = join(folder, "truncated", "matrix_2030.xlsx");
  await mkdir(dirname(truncated), { recursive: true });
  await writeFile(truncated, good.subarray(0, good.length - 30));
  for (const options of [["--dry-run"], ["--annotate", join(folder, "hostile-out")]]) {
    const files = await importFiles([...paths, truncated], options, 1);
    const told = files.map((f) => `${f.status} ${f.problems.map((p) => p.code).join()}`);
    expect(told).toEqual([...Object.keys(hostile).map((code) => `refused ${code}`), "refused not-xlsx"]);
    expect(files.every((f) => f.annotated === null)).toBe(true);
    expect(files.map((f) => basename(f.file))).toEqual([...paths, truncated].map((path) => basename(path)));
  }
});
