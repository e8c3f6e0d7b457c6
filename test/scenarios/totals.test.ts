/**
 * Control totals through the command line: what becomes of each message, and what a gap does to statements and closes.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { Ingested, OneClose, Refused, Rejected, Statements, Totals, Verified } from "../support/cli.ts";
import { eventLine, eventLines } from "../support/contract-event.ts";
import { matrixSheet, startStory, targetsSheet, type Story } from "../support/story.ts";
import { totalsLine, type TotalsFields } from "../support/totals-event.ts";

// A story starts many processes, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 240_000 });

const ingestLines = (story: Story, lines: readonly string[], code = 0) =>
  story.cli.json(Ingested, ["ingest", "-"], { input: lines.join("\n"), code });
const countsOf = ({ received, accepted, duplicate, stale, rejected }: z.infer<typeof Ingested>) =>
  `${received} = ${accepted} accepted + ${duplicate} duplicate + ${stale} stale + ${rejected} rejected`;
const codesOf = ({ rejections }: z.infer<typeof Ingested>) =>
  rejections.map((r) => `${r.line}: ${r.problems.map((p) => `${p.field} ${p.code}`).join(", ")}`);
const refusal = async (story: Story, args: readonly string[]) =>
  (await story.cli.json(Refused, args, { code: 1 })).error;
const listed = async (story: Story, ...args: string[]) =>
  (await story.cli.json(Totals, ["totals", ...args])).totals.map(
    (t) => `${t.market} ${t.period} ${t.state} ${t.received.contracts}/${t.expected.contracts} ${t.received.amount}`,
  );
const february = (day: number): string => `2024-02-0${day}T03:00:00Z`;

describe("messages with totals", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory();
  });
  afterAll(() => story.end());

  test("are accepted, duplicate, stale or rejected like contracts, and the counts add up", async () => {
    const lines = [
      totalsLine({ contracts: 2, amount: "5.00", asOf: february(3) }),
      totalsLine({ contracts: 2, amount: "5.00", asOf: february(3) }),
      totalsLine({ contracts: 2, amount: "5.0", asOf: february(3), id: "told twice" }),
      totalsLine({ contracts: 1, amount: "5.00", asOf: february(2) }),
      totalsLine({ contracts: 3, amount: "5.00", asOf: february(3), id: "conflict" }),
      totalsLine({ contracts: 2, amount: "6.00", asOf: february(3) }),
      totalsLine({ contracts: 9, amount: "9.00", period: "2024-02", asOf: february(1) }),
    ];
    const result = await ingestLines(story, lines, 1);
    expect(countsOf(result)).toBe("7 = 2 accepted + 2 duplicate + 1 stale + 2 rejected");
    expect(codesOf(result)).toEqual(["5: data.asOf totals-conflict", "6: id id-conflict"]);
    const again = await ingestLines(story, lines, 1);
    expect(countsOf(again)).toBe("7 = 0 accepted + 5 duplicate + 0 stale + 2 rejected");
    expect(await listed(story)).toEqual(["SE 2024-01 missing 0/2 0.00", "SE 2024-02 missing 0/9 0.00"]);
  });

  test("share their names with contracts: one name is one message, in a batch and later", async () => {
    const contract = eventLine({ contractId: "N1", id: "one name", contractDate: "2024-03-01" });
    const place = { period: "2024-03", contracts: 1, amount: "100000.00" };
    const first = await ingestLines(story, [contract, totalsLine({ ...place, id: "one name" })], 1);
    expect(codesOf(first)).toEqual(["2: id id-conflict"]);
    const second = await ingestLines(story, [totalsLine({ ...place, id: "another" })]);
    expect(countsOf(second)).toBe("1 = 1 accepted + 0 duplicate + 0 stale + 0 rejected");
    const third = await ingestLines(
      story,
      [eventLine({ contractId: "N2", id: "another" }), totalsLine({ ...place, id: "one name" })],
      1,
    );
    expect(codesOf(third)).toEqual(["1: id id-conflict", "2: id id-conflict"]);
    expect(await listed(story, "--period", "2024-03")).toEqual(["SE 2024-03 complete 1/1 100000.00"]);
  });

  test("come in arrays and claimed objects too; wrong ones are rejected alone (fault 7)", async () => {
    const poison = [
      '{"type":"contract.totals.v1","data":{"market":"SE","market":"NO"}}',
      totalsLine({ contracts: 1e300, amount: "1e5", asOf: "9999-12-31T00:00:00Z" }),
      totalsLine({ contracts: 1, period: "2024-04\\u0000" }).replace("\\\\u", "\\u"),
      `{"type":"contract.totals.v1","data":${"[".repeat(40)}${"]".repeat(40)}}`,
    ];
    const good = [totalsLine({ period: "2024-04", asOf: february(1) }), eventLine({ contractId: "G1" })];
    const mixed = [poison[0] ?? "", good[0] ?? "", ...poison.slice(1), good[1] ?? ""];
    const result = await ingestLines(story, mixed, 1);
    expect(countsOf(result)).toBe("6 = 2 accepted + 0 duplicate + 0 stale + 4 rejected");
    expect(result.rejections.map((r) => r.line)).toEqual([1, 3, 4, 5]);
    expect(codesOf(result)[1]).toBe(
      "3: data.contracts number-too-large, data.amount not-a-decimal, data.asOf date-too-late",
    );
    const array = `[${totalsLine({ period: "2024-05", asOf: february(1) })},${totalsLine({ period: "soon" })}]`;
    expect(countsOf(await ingestLines(story, [array], 1))).toBe("2 = 1 accepted + 0 duplicate + 0 stale + 1 rejected");
    const bucket = join(story.data, "objects", "midas");
    await mkdir(bucket, { recursive: true });
    await writeFile(join(bucket, "totals.ndjson"), totalsLine({ period: "2024-06", asOf: february(1) }));
    const claim = JSON.stringify({
      Records: [{ s3: { bucket: { name: "midas" }, object: { key: "totals.ndjson" } } }],
    });
    expect(countsOf(await ingestLines(story, [claim]))).toBe("1 = 1 accepted + 0 duplicate + 0 stale + 0 rejected");
    expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  });

  test("that were rejected are replayed through the same door", async () => {
    const { messages } = await story.cli.json(Rejected, ["rejected"]);
    const conflict = messages.find((m) => m.raw.includes('"conflict"')) ?? expect.fail("not kept");
    const still = await story.cli.json(Rejected, ["rejected", "replay", conflict.id], { code: 1 });
    expect(still.messages).toMatchObject([{ state: "open", problems: [{ code: "totals-conflict" }] }]);
    await ingestLines(story, [totalsLine({ contracts: 4, asOf: february(4) })]);
    const replayed = await story.cli.json(Rejected, ["rejected", "replay", conflict.id]);
    expect(replayed.messages).toMatchObject([{ state: "replayed" }]);
    expect(await listed(story, "--period", "2024-01")).toEqual(["SE 2024-01 missing 1/4 100000.00"]);
  });
});

describe("a month of which contracts are missing", () => {
  let story: Story;
  const told = (fields: TotalsFields) => ingestLines(story, [totalsLine(fields)]);
  const waive = ["totals", "waive", "--market", "SE", "--period", "2024-01", "--reason"];
  const close = ["close", "--period", "2024-01", "--market", "SE", "--as", "frida"];
  beforeAll(async () => {
    story = await startStory();
    await story.workbooks({
      "matrix_2024.xlsx": [matrixSheet("Sweden", [["50%", "2%"]], ["1%"])],
      "targets_2024.xlsx": [targetsSheet("Sweden", ["2024-01", "2024-02"], [["MINI Agent 1", 1_000_000, 1_000_000]])],
    });
    // Whatever their category, financing or cancellation: all of them count here.
    await story.events([
      { contractId: "C1" },
      { contractId: "C2", category: "staff", financed: false },
      { contractId: "C3", financed: false, amount: "0.50", cancellation: { date: "2024-01-20" } },
      { contractId: "C4", contractDate: "2024-02-01" },
    ]);
  });
  afterAll(() => story.end());

  test("without totals nothing is known, and nothing is refused", async () => {
    const found = await story.close("2024-01");
    expect(found.completeness).toBeNull();
    expect(await refusal(story, [...waive, "why"])).toMatchObject({ code: "totals-unknown" });
  });

  test("is told in statements, closes and explanations, in figures and in words", async () => {
    await told({ contracts: 4, amount: "150000.50" });
    const gap = {
      period: "2024-01",
      received: { contracts: 3, amount: "100000.50" },
      expected: { contracts: 4, amount: "150000.50" },
      asOf: "2024-02-01T03:00:00.000Z",
      complete: false,
      waived: false,
      text: "3 of 4 contracts received",
    };
    const statements = await story.cli.json(Statements, ["statements", "--period", "2024-01"]);
    expect(statements.completeness).toEqual([{ market: "SE", ...gap }]);
    const explain = ["explain", "--period", "2024-01", "--agent", "MINI Agent 1"];
    const Explained = z.object({ explanations: z.array(z.object({ completeness: z.unknown() })) });
    expect((await story.cli.json(Explained, explain)).explanations).toMatchObject([{ completeness: gap }]);
    for (const args of [["statements", "--period", "2024-01"], explain]) {
      expect((await story.cli.run(args)).stdout).toContain("SE 2024-01: 3 of 4 contracts received");
    }
    const table = (await story.cli.run(["totals"])).stdout;
    expect(table).toMatch(/SE +2024-01 +4 +3 +-1 +150 000\.50 +100 000\.50 +-50 000\.00 +SEK .+ test +missing/);
  });

  test("can be neither closed nor approved", async () => {
    const error = await refusal(story, close);
    expect(error).toMatchObject({
      code: "contracts-missing",
      details: { expected: { contracts: 4, amount: "150000.50" }, received: { contracts: 3, amount: "100000.50" } },
    });
    expect(error.message).toContain("SE 2024-01: 3 of 4 contracts received");
    // The close that was calculated before the totals came.
    expect(await refusal(story, ["approve", "SE-2024-01-1", "--as", "adam"])).toMatchObject({
      code: "contracts-missing",
    });
    // Who started it is told so first.
    expect(await refusal(story, ["approve", "SE-2024-01-1", "--as", "frida"])).toMatchObject({ code: "four-eyes" });
  });

  test("of a market that has sent nothing at all is not passed over", async () => {
    await told({ market: "NO", currency: "NOK", contracts: 2 });
    const error = await refusal(story, ["close", "--period", "2024-01"]);
    expect(error).toMatchObject({
      code: "contracts-missing",
      details: { refused: [{ market: "NO" }, { market: "SE" }] },
    });
    await story.cli.json(Totals, ["totals", "waive", "--market", "NO", "--period", "2024-01", "--reason", "test data"]);
    // Waived, there is nothing to close in it.
    expect(await refusal(story, ["close", "--period", "2024-01"])).toMatchObject({
      details: { refused: [{ market: "SE" }] },
    });
  });

  test("is closed when that very gap is waived, which is recorded, and shown with the close", async () => {
    expect(await refusal(story, [...waive, "  "])).toMatchObject({ code: "reason-missing" });
    const waived = await story.cli.json(Totals, [...waive, "C9 comes by hand", "--as", "wanda"]);
    expect(waived.totals).toMatchObject([
      {
        state: "waived",
        difference: { contracts: -1, amount: "-50000.00" },
        waiver: { by: "wanda", reason: "C9 comes by hand" },
      },
    ]);
    const found = await story.close("2024-01");
    expect(found.completeness).toMatchObject({ complete: false, waived: true, text: "3 of 4 contracts received" });
    const text = (await story.cli.run(close)).stdout;
    expect(text).toContain("Waived by wanda: C9 comes by hand");
    // Repeated, as after a cut connection: the same waiver.
    const again = await story.cli.json(Totals, [...waive, "C9 comes by hand", "--as", "wanda"]);
    expect(again).toEqual(waived);
  });

  test("a waiver holds no longer when totals or contracts change", async () => {
    await told({ contracts: 5, amount: "150000.50", asOf: february(2) });
    expect(await refusal(story, ["approve", "SE-2024-01-1", "--as", "adam"])).toMatchObject({
      code: "contracts-missing",
    });
    await story.cli.json(Totals, [...waive, "two by hand"]);
    expect(await listed(story, "--market", "SE", "--period", "2024-01")).toEqual(["SE 2024-01 waived 3/5 100000.50"]);
    // An amount alone is a difference.
    await story.events([{ contractId: "C2", sequence: 2, category: "staff", financed: false, amount: "0.25" }]);
    expect(await refusal(story, close)).toMatchObject({ code: "contracts-missing" });
  });

  test("more contracts than expected are a gap too, since they hide a missing one", async () => {
    await story.events([
      { contractId: "C5", category: "staff", amount: "1.00" },
      { contractId: "C6", category: "staff", amount: "1.00" },
      { contractId: "C7", category: "staff", amount: "1.00" },
    ]);
    expect((await refusal(story, close)).message).toContain("6 of 5 contracts received");
    // One moves to another month.
    await story.events([{ contractId: "C7", sequence: 2, category: "staff", contractDate: "2024-02-10" }]);
    expect((await refusal(story, close)).message).toContain(
      "5 of 5 contracts received, with 100 002.75 of 150 000.50 SEK",
    );
  });

  test("once all have come it is closed and approved, and a waiver is refused", async () => {
    await told({ contracts: 5, amount: "100002.75", asOf: february(3) });
    expect(await refusal(story, [...waive, "why"])).toMatchObject({ code: "gap-unknown" });
    const found = await story.close("2024-01");
    expect(found.completeness).toMatchObject({ complete: true, waived: false, text: "5 of 5 contracts received" });
    const approved = (await story.cli.json(OneClose, ["approve", found.id, "--as", "adam"])).close;
    expect(approved).toMatchObject({ status: "approved", completeness: { complete: true } });
    // A month that cannot be closed anyhow is told so first.
    await told({ period: "2024-03", contracts: 1 });
    expect(await refusal(story, ["close", "--period", "2024-03", "--market", "SE"])).toMatchObject({
      code: "out-of-order",
    });
    expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  });
});

describe("a rejected message that comes again and is right now", () => {
  let story: Story;
  const states = async () =>
    (await story.cli.json(Rejected, ["rejected"])).messages.map((m) => `${m.problems[0]?.code} ${m.state}`);
  beforeAll(async () => {
    story = await startStory();
  });
  afterAll(() => story.end());

  test("counts once more, and its old rejection is replayed", async () => {
    const early = eventLine({ contractId: "C1", sequence: 2, id: "other", amount: "1.00" });
    await story.events([{ contractId: "C1", sequence: 2 }]);
    expect(countsOf(await ingestLines(story, [early, early], 1))).toBe(
      "2 = 0 accepted + 0 duplicate + 0 stale + 2 rejected",
    );
    await story.events([{ contractId: "C1", sequence: 3 }]);
    expect(await states()).toEqual(["sequence-conflict open"]);
    expect(countsOf(await ingestLines(story, [early]))).toBe("1 = 0 accepted + 0 duplicate + 1 stale + 0 rejected");
    expect(await states()).toEqual(["sequence-conflict replayed"]);
    expect(countsOf(await ingestLines(story, [early]))).toBe("1 = 0 accepted + 1 duplicate + 0 stale + 0 rejected");
  });

  test("also within one batch", async () => {
    const early = totalsLine({ contracts: 2, asOf: february(2), id: "early" });
    const result = await ingestLines(
      story,
      [totalsLine({ contracts: 1, asOf: february(2) }), early, totalsLine({ contracts: 3, asOf: february(3) }), early],
      1,
    );
    expect(countsOf(result)).toBe("4 = 2 accepted + 0 duplicate + 1 stale + 1 rejected");
    expect(await states()).toEqual(["sequence-conflict replayed", "totals-conflict replayed"]);
  });

  test("a notification, once all of its objects are there", async () => {
    const bucket = join(story.data, "objects", "midas");
    const records = ["a.ndjson", "b.ndjson"].map((key) => ({ s3: { bucket: { name: "midas" }, object: { key } } }));
    const claim = JSON.stringify({ Records: records });
    await mkdir(bucket, { recursive: true });
    await ingestLines(story, [claim], 1);
    await writeFile(join(bucket, "a.ndjson"), eventLines([{ contractId: "A1" }]));
    await ingestLines(story, [claim], 1);
    expect((await states()).at(-1)).toBe("object-missing open");
    await writeFile(join(bucket, "b.ndjson"), eventLines([{ contractId: "B1" }]));
    expect(countsOf(await ingestLines(story, [claim]))).toBe("2 = 1 accepted + 1 duplicate + 0 stale + 0 rejected");
    expect((await states()).at(-1)).toBe("object-missing replayed");
    // Another record of the same message names no object that could be read: that stays to be decided.
    const half = { s3: { bucket: { name: "midas" }, object: { key: "../c.ndjson" } } };
    await ingestLines(story, [JSON.stringify({ Records: [...records, half] })], 1);
    expect((await states()).at(-1)).toBe("bad-key open");
  });
});
