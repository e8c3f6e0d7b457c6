/**
 * The roles of a close: the order of the months, four eyes, what makes a close stale, who is blocked and how that is solved.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { Closes, Ledger, OneClose, Refused, Verified } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { writeWorkbooks } from "../support/sample-workbooks.ts";
import { entryLines, matrixSheet, startStory, targetsSheet, type Story } from "../support/story.ts";

// A story starts many processes, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 240_000 });

const RATES = [["50%", "2%", "3%"]];
const MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"];
const EVERY_MONTH = MONTHS.map(() => 100_000);

/** Closes of several markets, of which some may be refused. */
const SomeClosed = Closes.extend({
  refused: z.array(z.object({ market: z.string(), error: z.object({ code: z.string(), message: z.string() }) })),
});

const refusal = async (story: Story, args: readonly string[]) =>
  (await story.cli.json(Refused, args, { code: 1 })).error;

/** The matrix and one agent's targets of a market. */
const plan = (name: string, agent: string) => ({
  "matrix_2024.xlsx": [matrixSheet(name, RATES, ["70%", "100%"])],
  "targets_2024.xlsx": [targetsSheet(name, MONTHS, [[agent, ...EVERY_MONTH]])],
});

describe("the order of the months", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
    await story.workbooks(plan("Sweden", "A"));
    await story.workbooks(plan("Germany", "D"));
    await story.events([
      { contractId: "C1", agentId: "A", contractDate: "2024-01-10" },
      { contractId: "C2", agentId: "A", contractDate: "2024-02-10" },
      { contractId: "D1", agentId: "D", contractDate: "2024-01-10", market: "DE", currency: "EUR" },
      { contractId: "F1", agentId: "F", contractDate: "2024-03-10", market: "FI", currency: "EUR", category: "staff" },
    ]);
  });
  afterAll(() => story.end());

  test("the first close may be of any month, and months before it are never settled", async () => {
    const first = await story.close("2024-03");
    const instead = await story.settle("2024-02");
    expect(entryLines(instead.entries)).toEqual(["C2 commission 3000.00 2024-02 2024-02"]);
    expect(await refusal(story, ["approve", first.id, "--as", "adam"])).toMatchObject({ code: "close-stale" });
    const [january] = await story.statements("2024-01", "--market", "SE");
    expect(january).toMatchObject({ commission: "3000.00", final: false });
  });

  test.each([
    ["2024-01", "a month before the newest"],
    ["2024-04", "a month after a gap"],
  ])("%s, %s, is out of order", async (period) => {
    const error = await refusal(story, ["close", "--period", period, "--market", "SE"]);
    expect(error).toMatchObject({
      code: "out-of-order",
      details: { market: "SE", period, lastClosed: "2024-02", expected: ["2024-02", "2024-03"] },
    });
    expect(error.message).toContain("Close 2024-03 next, or 2024-02 again");
  });

  test("the newest month is closed again as long as the next is not", async () => {
    await story.events([{ contractId: "C3", agentId: "A", contractDate: "2024-02-29", amount: "10000.00" }]);
    const again = await story.settle("2024-02");
    expect(entryLines(again.entries)).toEqual(["C3 commission 300.00 2024-02 2024-02"]);
  });

  test("without a market all are taken that have counting contracts or a closed period; a refused one stops none", async () => {
    await story.settle("2024-01", "DE");
    const some = await story.cli.json(SomeClosed, ["close", "--period", "2024-03", "--as", "frida"], { code: 1 });
    expect(some.closes.map((c) => `${c.market} ${c.statements} ${c.entries.length}`)).toEqual(["SE 0 0"]);
    expect(some.refused).toMatchObject([{ market: "DE", error: { code: "out-of-order" } }]);
    const all = await story.cli.json(SomeClosed, ["close", "--period", "2024-02", "--as", "frida"]);
    expect(all.closes.map((c) => c.market)).toEqual(["DE", "SE"]);
    expect(all.refused).toEqual([]);
    const none = await refusal(story, ["close", "--period", "2024-06"]);
    expect(none).toMatchObject({
      code: "out-of-order",
      details: { refused: [{ market: "DE" }, { market: "SE" }] },
    });
    expect(none.message).toMatch(/DE: [^\n]+\nSE: /);
  });

  test("a month that has not ended in the market's time zone cannot be closed (fault 36)", async () => {
    const error = await refusal(story, ["close", "--period", "2099-12", "--market", "JP"]);
    expect(error.code).toBe("out-of-order");
    expect(error.message).toMatch(
      /2099-12 has not ended: it is \d{4}-\d\d-\d\d in Asia\/Tokyo. Close it from 2100-01-01/,
    );
  });

  test("a month's booked total never moves once the next is closed (fault 6)", async () => {
    const booked = async () => story.posted("--booked-in", "2024-02", "--market", "SE");
    const before = await booked();
    await story.settle("2024-03");
    await story.events([
      { contractId: "C2", agentId: "A", contractDate: "2024-02-10", sequence: 2, amount: "200000.00" },
      { contractId: "C3", agentId: "A", contractDate: "2024-02-29", sequence: 2, cancellation: { date: "2024-02-29" } },
    ]);
    const again = await story.settle("2024-03");
    expect(entryLines(again.entries)).toEqual([
      "C2 correction 3000.00 2024-02 2024-03",
      "C3 clawback -300.00 2024-02 2024-03",
    ]);
    expect(await booked()).toEqual(before);
    expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  });
});

describe("four eyes", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
    await story.workbooks(plan("Sweden", "A"));
    await story.events([{ contractId: "C1", agentId: "A", contractDate: "2024-01-10" }]);
    const [german = "", targets = ""] = await writeWorkbooks({
      "matrix_2024.xlsx": [matrixSheet("Germany", RATES, ["70%", "100%"])],
      "targets_2024.xlsx": [targetsSheet("Sweden", ["2024-01"], [["A", 100_001]])],
    });
    await story.cli.run(["import", german, "--as", "otto"]);
    await story.cli.run(["import", targets, "--as", "Tara"]);
  });
  afterAll(() => story.end());

  test.each([
    ["frida", "who started it"],
    ["  FRIDA ", "who started it, written otherwise"],
    ["ursula", "who uploaded the matrix"],
    ["URSULA", "who uploaded the matrix, written otherwise"],
    ["tara", "who uploaded a target"],
  ])("%j, %s, cannot approve", async (name) => {
    const { id } = await story.close("2024-01");
    const error = await refusal(story, ["approve", id, "--as", name]);
    expect(error.code).toBe("four-eyes");
    expect(error.message).toContain("--as NAME");
    expect(await story.posted()).toEqual([]);
  });

  test("who uploaded a workbook after the calculation, which changes nothing of it, cannot approve either", async () => {
    const { id } = await story.close("2024-01");
    const [targets = ""] = await writeWorkbooks({
      "targets_2024.xlsx": [targetsSheet("Sweden", ["2024-01"], [["A", 100_002]])],
    });
    await story.cli.run(["import", targets, "--as", "mallory"]);
    expect((await refusal(story, ["approve", id, "--as", "mallory"])).code).toBe("four-eyes");
  });

  test("who uploaded another market's workbook can", async () => {
    const { id } = await story.close("2024-01");
    const { close } = await story.cli.json(OneClose, ["approve", id, "--as", "otto"]);
    expect(close.status).toBe("approved");
  });

  test("where they are switched off for the market, one person can do all", async () => {
    await story.cli.run(["settings", "set", "four-eyes", "off", "--market", "SE", "--as", "admin"]);
    const { id } = await story.close("2024-02");
    expect((await story.cli.json(OneClose, ["approve", id, "--as", "frida"])).close.status).toBe("approved");
    await story.cli.run(["settings", "set", "four-eyes", "on", "--market", "SE", "--as", "admin"]);
    const next = await story.close("2024-03");
    expect((await refusal(story, ["approve", next.id, "--as", "frida"])).code).toBe("four-eyes");
  });
});

describe("a close's way", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
    await story.workbooks(plan("Sweden", "A"));
    await story.events([{ contractId: "C1", agentId: "A", contractDate: "2024-01-10" }]);
  });
  afterAll(() => story.end());
  const approving = (id: string) => refusal(story, ["approve", id, "--as", "adam"]);

  test("new facts that change its entries make it stale", async () => {
    const { id } = await story.close("2024-01");
    await story.events([{ contractId: "C2", agentId: "A", contractDate: "2024-01-11" }]);
    const error = await approving(id);
    expect(error).toMatchObject({ code: "close-stale", details: { proposed: { entries: 1 }, now: { entries: 2 } } });
    expect(error.message).toContain("Run close for 2024-01 again");
    const next = await story.close("2024-01");
    expect(next.id).not.toBe(id);
    expect((await approving(id)).message).toContain(next.id);
  });

  test("a newly blocked agent makes it stale too", async () => {
    const { id } = await story.close("2024-01");
    await story.events([{ contractId: "B1", agentId: "B", contractDate: "2024-01-11" }]);
    expect((await approving(id)).code).toBe("close-stale");
  });

  test("rejected with a reason it posts nothing, and closing again makes a new one", async () => {
    const { id } = await story.close("2024-01");
    expect((await refusal(story, ["reject", id, "--reason", "  "])).code).toBe("reason-missing");
    const { close } = await story.cli.json(OneClose, ["reject", id, "--reason", "B has no target", "--as", "frida"]);
    expect(close).toMatchObject({ id, status: "rejected" });
    const error = await approving(id);
    expect(error.code).toBe("close-decided");
    expect(error.message).toContain("rejected by frida: B has no target");
    expect((await refusal(story, ["reject", id, "--reason", "again"])).code).toBe("close-decided");
    expect(await story.posted()).toEqual([]);
    const next = await story.close("2024-01");
    expect(next.id).not.toBe(id);
    expect(next.status).toBe("calculated");
  });

  test("facts that change nothing of what it proposes do not, and two who approve at once post once", async () => {
    const { id } = await story.close("2024-01");
    await story.events([
      { contractId: "S1", agentId: "A", contractDate: "2024-01-11", category: "staff" },
      { contractId: "C9", agentId: "A", contractDate: "2024-02-11" },
    ]);
    const both = await Promise.all(
      ["adam", "anna"].map((name) => story.cli.run(["approve", id, "--as", name, "--json"])),
    );
    expect(both.filter((run) => run.code === 0)).toHaveLength(1);
    const refused = both.find((run) => run.code === 1) ?? expect.fail("nobody was refused");
    expect(Refused.parse(JSON.parse(refused.stdout)).error.code).toMatch(/^close-(decided|running)$/);
    expect(await story.posted()).toEqual([
      "C1 commission 3000.00 2024-01 2024-01",
      "C2 commission 3000.00 2024-01 2024-01",
    ]);
    const third = await refusal(story, ["approve", id, "--as", "third"]);
    expect(third.code).toBe("close-decided");
    expect(third.message).toContain("approved");
  });

  test("one that proposes nothing can be approved", async () => {
    const empty = await story.settle("2024-01");
    expect([empty.status, empty.entries]).toEqual(["approved", []]);
  });

  test("two who start the same close at once get the same one, or one is told to wait (fault 19)", async () => {
    const runs = await Promise.all(
      ["frida", "fred"].map((name) =>
        story.cli.run(["close", "--period=2024-02", "--market=SE", `--as=${name}`, "--json"]),
      ),
    );
    const ids = runs.flatMap((run) =>
      run.code === 0 ? Closes.parse(JSON.parse(run.stdout)).closes.map((close) => close.id) : [],
    );
    const told = runs.filter((run) => run.code === 1).map((run) => Refused.parse(JSON.parse(run.stdout)).error.code);
    expect(new Set(ids).size).toBe(1);
    expect(told.every((code) => code === "close-running")).toBe(true);
  });
});

describe("blocked agents", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
    await story.workbooks(plan("Sweden", "A"));
    await story.events([
      { contractId: "A1", agentId: "A", contractDate: "2024-01-10" },
      { contractId: "B1", agentId: "B", contractDate: "2024-01-10" },
      { contractId: "B2", agentId: "B", contractDate: "2024-02-10" },
    ]);
  });
  afterAll(() => story.end());

  test("are reported by the month's close and by the next, until they are solved", async () => {
    const january = await story.settle("2024-01");
    expect(january.statements).toBe(2);
    expect(january.blocked).toEqual([{ agentId: "B", period: "2024-01", reason: "target-missing" }]);
    expect(entryLines(january.entries)).toEqual(["A1 commission 3000.00 2024-01 2024-01"]);
    const february = await story.close("2024-02");
    expect(february.statements).toBe(1);
    expect(february.blocked.toSorted((x, y) => x.period.localeCompare(y.period))).toEqual([
      { agentId: "B", period: "2024-01", reason: "target-missing" },
      { agentId: "B", period: "2024-02", reason: "target-missing" },
    ]);
    expect(february.entries).toEqual([]);
  });

  test("are paid once a target is there: the month itself as commission, earlier months as corrections", async () => {
    await story.workbooks({
      "targets_2024.xlsx": [targetsSheet("SE", ["2024-01", "2024-02"], [["B", 100_000, 150_000]])],
    });
    const february = await story.settle("2024-02");
    expect(february.blocked).toEqual([]);
    expect(entryLines(february.entries).toSorted()).toEqual([
      "B1 correction 3000.00 2024-01 2024-02",
      // 66.66 % of its target: below the lowest band, and nothing is written.
    ]);
    const [statement] = await story.statements("2024-02");
    expect(statement).toMatchObject({ status: "below-threshold", ratePpm: 0, commission: "0.00", final: true });
  });

  test("keep what was posted while they are blocked again, but a cancellation is clawed back all the same", async () => {
    await story.events([{ contractId: "B3", agentId: "B", contractDate: "2024-02-20", amount: "50000.00" }]);
    await story.workbooks({ "targets_2024.xlsx": [targetsSheet("SE", ["2024-01"], [["B", "-"]])] });
    await story.events([
      { contractId: "B1", agentId: "B", contractDate: "2024-01-10", sequence: 2, cancellation: { date: "2024-02-05" } },
    ]);
    const february = await story.settle("2024-02");
    expect(february.blocked).toEqual([{ agentId: "B", period: "2024-01", reason: "target-missing" }]);
    expect(entryLines(february.entries).toSorted()).toEqual([
      "B1 clawback -3000.00 2024-01 2024-02",
      "B2 commission 3000.00 2024-02 2024-02",
      "B3 commission 1500.00 2024-02 2024-02",
    ]);
    const { entries } = await story.cli.json(Ledger, ["ledger", "--agent", "B"]);
    expect(entries.map((e) => e.amount)).toContain("-3000.00");
    expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  });
});
