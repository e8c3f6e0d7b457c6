/**
 * Contract messages through the command line: every form that they come in, every fate that they have, and the rejected ones' way.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { Ingested, Refused, Rejected, Verified } from "../support/cli.ts";
import { cliInProcess } from "../support/cli-in-process.ts";
import { eventLine, eventLines, type EventFields } from "../support/contract-event.ts";
import { entryLines, matrixSheet, startStory, targetsSheet, type Story } from "../support/story.ts";

// A story starts many processes, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 240_000 });

type Counts = z.infer<typeof Ingested>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "opencommission-messages-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Takes in what stands in a file of this name; `code` is the exit code that is expected. */
async function ingestFile(story: Story, name: string, content: string | Uint8Array, code = 0): Promise<Counts> {
  const path = join(folder, name);
  await writeFile(path, content);
  return story.cli.json(Ingested, ["ingest", path], { code });
}

const countsOf = ({ received, accepted, duplicate, stale, rejected, cut }: Counts) =>
  `${received} = ${accepted} accepted + ${duplicate} duplicate + ${stale} stale + ${rejected} rejected${cut ? ", cut" : ""}`;
const codesOf = ({ rejections }: Counts) =>
  rejections.map((r) => `${r.line}: ${r.problems.map((p) => `${p.field} ${p.code}`).join(", ")}`);

/** `count` events of contracts of their own. */
const some = (prefix: string, count: number): EventFields[] =>
  Array.from({ length: count }, (_, i) => ({ contractId: `${prefix}-${i + 1}` }));
const pretty = (event: EventFields) => JSON.stringify(JSON.parse(eventLine(event)), null, 2);
const arrayOf = (events: readonly EventFields[]) => `[${events.map(eventLine).join(",\n")}]`;

describe("forms of messages", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
  });
  afterAll(() => story.end());

  test.each<[string, string | Uint8Array, number]>([
    ["lines.ndjson", eventLines(some("N", 3)), 3],
    ["lines.ndjson.gz", gzipSync(eventLines(some("Z", 3))), 3],
    ["two-members.ndjson.gz", Buffer.concat(some("G", 2).map((e) => gzipSync(eventLines([e])))), 2],
    ["packed-under-a-plain-name.ndjson", gzipSync(eventLines(some("P", 2))), 2],
    ["one.json", pretty({ contractId: "J1" }), 1],
    ["array.json", arrayOf(some("A", 3)), 3],
    ["array.json.gz", gzipSync(arrayOf(some("AZ", 2))), 2],
    [
      "arrays-in-lines.ndjson",
      `${arrayOf(some("L", 2)).replaceAll("\n", "")}\n${eventLine({ contractId: "L9" })}\n`,
      3,
    ],
    ["windows.ndjson", eventLines(some("W", 2)).replaceAll("\n", "\r\n"), 2],
    ["mark.ndjson", `\uFEFF${eventLines(some("B", 2))}`, 2],
    ["mark.json", `\uFEFF${pretty({ contractId: "BJ" })}`, 1],
    ["blank-lines.ndjson", `\n  \n${eventLines(some("E", 2)).replaceAll("\n", "\n\n\r\n")}\n`, 2],
    ["no-last-end.ndjson", eventLines(some("M", 2)).trimEnd(), 2],
    ["without-a-hint", eventLines(some("H", 2)), 2],
    ["pretty-without-a-hint", pretty({ contractId: "PH" }), 1],
    ["empty.ndjson", "", 0],
    ["empty.json", " \n", 0],
    ["empty-array.json", "[]", 0],
  ])("%s", async (name, content, count) => {
    expect(countsOf(await ingestFile(story, name, content))).toBe(
      `${count} = ${count} accepted + 0 duplicate + 0 stale + 0 rejected`,
    );
  });

  test("standard input takes lines, packed lines and one document", async () => {
    const inputs = [eventLines(some("S", 2)), gzipSync(eventLines(some("SZ", 2))), pretty({ contractId: "SP" })];
    for (const input of inputs) {
      const result = await story.cli.json(Ingested, ["ingest", "-"], { input });
      expect([result.received, result.rejected]).toEqual([result.accepted, 0]);
    }
  });

  test("a gzip that is cut off gives its whole lines, and says that it was cut", async () => {
    const whole = gzipSync(eventLines(some("CUTGZ", 2_000)));
    const result = await ingestFile(story, "cut.ndjson.gz", whole.subarray(0, whole.length / 2), 1);
    expect(result.cut).toBe(true);
    expect(result.rejected).toBe(0);
    expect(result.accepted).toBeGreaterThan(100);
    expect(result.accepted).toBeLessThan(2_000);
    const text = await story.cli.run(["ingest", join(folder, "cut.ndjson.gz")]);
    expect([text.code, text.stderr]).toEqual([1, expect.stringContaining("was cut off: its whole lines count")]);
    expect(countsOf(await ingestFile(story, "cut.ndjson.gz", whole))).toBe(
      `2000 = ${2_000 - result.accepted} accepted + ${result.accepted} duplicate + 0 stale + 0 rejected`,
    );
  });

  test("a plain file that is cut off gives its whole lines, and says that it was cut", async () => {
    const lines = eventLines(some("CUT", 3));
    const result = await ingestFile(story, "cut.ndjson", lines.slice(0, -40), 1);
    expect(countsOf(result)).toBe("2 = 2 accepted + 0 duplicate + 0 stale + 0 rejected, cut");
    expect((await story.cli.json(Rejected, ["rejected"])).messages).toEqual([]);
  });
});

describe("fates of messages", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
  });
  afterAll(() => story.end());

  test("duplicates, stale ones and conflicts are told apart, by line, and add up (fault 4, 5)", async () => {
    const lines = [
      eventLine({ contractId: "C1", sequence: 2 }),
      eventLine({ contractId: "C1", sequence: 2 }),
      eventLine({ contractId: "C1", sequence: 2, id: "again", amount: "100000.0" }),
      eventLine({ contractId: "C1", sequence: 1 }),
      "",
      eventLine({ contractId: "C1", sequence: 2, id: "other", amount: "1.00" }),
      eventLine({ contractId: "C1", sequence: 2, amount: "1.00" }),
      "no json",
      eventLine({ contractId: "C2", amount: "1e5", market: "XX" }),
      eventLine({ contractId: "C3" }),
    ];
    const result = await ingestFile(story, "fates.ndjson", lines.join("\n"), 1);
    expect(countsOf(result)).toBe("9 = 2 accepted + 2 duplicate + 1 stale + 4 rejected");
    expect(codesOf(result)).toEqual([
      "6: data.sequence sequence-conflict",
      "7: id id-conflict",
      "8: null not-json",
      "9: data.market unknown-market, data.amount not-a-decimal",
    ]);
    expect(result.rejections.map((r) => r.id)).toEqual(["other", "C1-2", null, "C2-1"]);
  });

  test("one file again gives nothing new, and the rejected ones are kept once (fault 4)", async () => {
    const again = await story.cli.json(Ingested, ["ingest", join(folder, "fates.ndjson")], { code: 1 });
    expect(countsOf(again)).toBe("9 = 0 accepted + 5 duplicate + 0 stale + 4 rejected");
    const { messages } = await story.cli.json(Rejected, ["rejected", "list"]);
    expect(messages.map((m) => [m.source, m.line, m.state, m.problems.length])).toEqual([
      [join(folder, "fates.ndjson"), 6, "open", 1],
      [join(folder, "fates.ndjson"), 7, "open", 1],
      [join(folder, "fates.ndjson"), 8, "open", 1],
      [join(folder, "fates.ndjson"), 9, "open", 2],
    ]);
    expect(messages[2]?.raw).toBe("no json");
    expect(Number.isNaN(Date.parse(messages[0]?.receivedAt ?? ""))).toBe(false);
  });

  test("hostile ones are rejected alone (fault 7)", async () => {
    const deep = `{"a":${"[".repeat(40)}${"]".repeat(40)}}`;
    const lines: readonly (string | Uint8Array)[] = [
      eventLine({ contractId: "H1" }),
      Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d),
      deep,
      '{"id":"x\\u0000y","source":"a\\u0000b","specversion":"1.0"}',
      '{"id":"\\ud800","source":"s"}',
      '{"__proto__":{"polluted":true},"id":"p","source":"s"}',
      '{"id":"d","id":"e","source":"s"}',
      `{"id":"${"x".repeat(300_000)}"}`,
      '{"id":1e400,"source":"s"}',
      "null",
      "[1,2]",
      eventLine({ contractId: "H2" }),
    ];
    const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")]));
    const result = await ingestFile(story, "hostile.ndjson", bytes, 1);
    expect(result.accepted).toBe(2);
    expect(result.received).toBe(result.accepted + result.rejected);
    expect([...new Set(result.rejections.map((r) => r.line))]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await story.cli.json(Rejected, ["rejected"]);
  });

  test("the list holds the first thousand rejections, and all are kept", async () => {
    const before = (await story.cli.json(Rejected, ["rejected"])).messages.length;
    const wrong = Array.from({ length: 1_100 }, (_, i) => eventLine({ contractId: `W${i}`, category: "gift" }));
    const result = await ingestFile(story, "many.ndjson", [eventLine({ contractId: "OK" }), ...wrong].join("\n"), 1);
    expect(countsOf(result)).toBe("1101 = 1 accepted + 0 duplicate + 0 stale + 1100 rejected");
    expect([result.rejections.length, result.rejections[0]?.line, result.rejections[999]?.line]).toEqual([
      1_000, 2, 1_001,
    ]);
    expect((await story.cli.json(Rejected, ["rejected"])).messages).toHaveLength(before + 1_100);
    expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  });
});

describe("claim checks", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(cliInProcess);
    const bucket = join(story.data, "objects", "midas");
    await mkdir(join(bucket, "2024"), { recursive: true });
    await writeFile(join(bucket, "2024", "jan uary+1.ndjson"), eventLines(some("O", 2)));
    await writeFile(join(bucket, "packed.ndjson.gz"), gzipSync(`${eventLines(some("OZ", 2))}broken\n`));
    await writeFile(join(bucket, "self.ndjson"), `${claim("self.ndjson")}\n${eventLine({ contractId: "SELF" })}\n`);
  });
  afterAll(() => story.end());
  const claim = (...keys: string[]) =>
    JSON.stringify({
      Records: keys.map((key) => ({
        eventSource: "aws:s3",
        eventName: "ObjectCreated:Put",
        s3: { bucket: { name: "midas" }, object: { key } },
      })),
    });

  test("stand for the events of the objects that they name, a broken line alone by its number", async () => {
    const first = await ingestFile(story, "claim.json", claim("2024/jan+uary%2B1.ndjson"));
    expect(countsOf(first)).toBe("2 = 2 accepted + 0 duplicate + 0 stale + 0 rejected");
    const second = await ingestFile(story, "claim.ndjson", `${claim("packed.ndjson.gz")}\n`, 1);
    expect(countsOf(second)).toBe("3 = 2 accepted + 0 duplicate + 0 stale + 1 rejected");
    expect(codesOf(second)).toEqual(["3: null not-json"]);
    const { messages } = await story.cli.json(Rejected, ["rejected"]);
    expect(messages).toMatchObject([{ source: "midas/packed.ndjson.gz", line: 3, raw: "broken" }]);
  });

  test("of an object that leads out of the bucket, is missing or is of another kind are rejected, the others are not (fault 16, 17)", async () => {
    const far = `${"x".repeat(400)}.ndjson`;
    const lines = [claim("../../etc/passwd.ndjson"), claim("none.ndjson"), claim("a.csv"), claim(far)];
    const result = await ingestFile(story, "claims.ndjson", [...lines, eventLine({ contractId: "X1" })].join("\n"), 1);
    expect(countsOf(result)).toBe("5 = 1 accepted + 0 duplicate + 0 stale + 4 rejected");
    expect(new Set(codesOf(result))).toEqual(
      new Set([
        "1: Records[0].s3.object.key bad-key",
        "2: Records object-missing",
        "3: Records[0].s3.object.key bad-key",
        "4: Records object-missing",
      ]),
    );
  });

  test("inside an object are rejected, so that none can name itself without end", async () => {
    const result = await ingestFile(story, "self.json", claim("self.ndjson"), 1);
    expect(countsOf(result)).toBe("2 = 1 accepted + 0 duplicate + 0 stale + 1 rejected");
    expect(codesOf(result)).toEqual(["1: Records unsupported"]);
  });

  test("are replayed once their object has come", async () => {
    const { messages } = await story.cli.json(Rejected, ["rejected"]);
    const waiting = messages.find((m) => m.raw === claim("none.ndjson")) ?? expect.fail("not kept");
    const still = await story.cli.json(Rejected, ["rejected", "replay", waiting.id], { code: 1 });
    expect(still.messages).toMatchObject([{ id: waiting.id, state: "open", problems: [{ code: "object-missing" }] }]);
    await writeFile(join(story.data, "objects", "midas", "none.ndjson"), eventLines(some("LATE", 2)));
    const replayed = await story.cli.json(Rejected, ["rejected", "replay", waiting.id]);
    expect(replayed.messages).toMatchObject([{ id: waiting.id, state: "replayed" }]);
    const { stdout } = await story.cli.run(["contracts", "--contract", "LATE-2", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ contracts: [{ contractId: "LATE-2" }] });
  });
});

test("a rejected message is replayed when its cause is gone, or dismissed with a reason", async () => {
  const story = await startStory(cliInProcess);
  // The embedded database, whose clock can be set: the contract's date is in the future at first.
  const data = join(folder, "embedded");
  const at = (now: string) => ({ env: { DATABASE_URL: "", OPENCOMMISSION_DATA: data, OPENCOMMISSION_NOW: now } });
  const early = at("2024-01-14T12:00:00Z");
  const later = at("2024-01-15T12:00:00Z");
  const run = async <T>(
    shape: z.ZodType<T>,
    args: readonly string[],
    options: typeof early & { readonly input?: string },
  ) => {
    const { code, stdout } = await story.cli.run([...args, "--json"], options);
    return { code, document: shape.parse(JSON.parse(stdout)) };
  };
  const input = eventLines([{ contractId: "C1" }, { contractId: "C2", category: "gift" }, { contractId: "C3" }]);
  const first = await run(Ingested, ["ingest", "-"], { ...early, input });
  expect([first.code, codesOf(first.document)]).toEqual([
    1,
    [
      "1: data.contractDate date-too-late",
      "2: data.contractDate date-too-late, data.category unknown-category",
      "3: data.contractDate date-too-late",
    ],
  ]);
  const { messages } = (await run(Rejected, ["rejected"], early)).document;
  const [c1 = "", c2 = "", c3 = ""] = messages.map((m) => m.id);
  const mixed = await run(Refused, ["rejected", "replay", c1, "4711"], later);
  expect([mixed.code, mixed.document.error.code]).toEqual([1, "rejected-unknown"]);
  const states = async () => (await run(Rejected, ["rejected"], later)).document.messages.map((m) => m.state);
  expect(await states()).toEqual(["open", "open", "open"]);

  const replayed = await run(Rejected, ["rejected", "replay", c1, c2, c3], later);
  expect(replayed.code).toBe(1);
  expect(replayed.document.messages.map((m) => `${m.id} ${m.state}`)).toEqual([
    `${c1} replayed`,
    `${c2} open`,
    `${c3} replayed`,
  ]);
  const repeated = await run(Rejected, ["rejected", "replay", c1], later);
  expect([repeated.code, repeated.document.messages[0]?.state]).toEqual([0, "replayed"]);
  const twice = await run(Refused, ["rejected", "replay", c1, "--as", "somebody else"], later);
  expect([twice.code, twice.document.error.code]).toEqual([1, "rejected-decided"]);
  const blank = await run(Refused, ["rejected", "dismiss", c2, "--reason", " "], later);
  expect([blank.code, blank.document.error.code]).toEqual([1, "reason-missing"]);
  const dismissed = await run(Rejected, ["rejected", "dismiss", c2, "--reason", "a gift is no sale"], later);
  expect([dismissed.code, dismissed.document.messages[0]?.state]).toEqual([0, "dismissed"]);
  expect(await states()).toEqual(["replayed", "dismissed", "replayed"]);

  // The same once more: two are known, and the dismissed one counts as rejected and stays dismissed.
  const again = await run(Ingested, ["ingest", "-"], { ...later, input });
  expect(countsOf(again.document)).toBe("3 = 0 accepted + 2 duplicate + 0 stale + 1 rejected");
  expect(await states()).toEqual(["replayed", "dismissed", "replayed"]);
  const open = await story.cli.run(["close", "--period", "2024-01", "--market", "SE", "--json"], later);
  expect(Refused.parse(JSON.parse(open.stdout)).error).toMatchObject({ code: "out-of-order" });
  const ended = await story.cli.run(
    ["close", "--period", "2024-01", "--market", "SE", "--json"],
    // In Stockholm the first of February has begun.
    at("2024-01-31T23:00:00Z"),
  );
  expect(ended.code).toBe(0);
  await story.end();
});

test("a higher sequence moves a contract, and both sides are settled; a cancellation can be taken back", async () => {
  const story = await startStory(cliInProcess);
  await story.workbooks({
    "matrix_2024.xlsx": ["SE", "DE"].map((name) => matrixSheet(name, [["50%", "2%"]], ["1%"])),
    "targets_2024.xlsx": [
      targetsSheet(
        "SE",
        ["2024-01", "2024-02", "2024-03"],
        ["A", "B"].map((agent) => [agent, 1_000_000, 1_000_000, 1_000_000]),
      ),
      targetsSheet("DE", ["2024-01"], [["A", 1_000_000]]),
    ],
  });
  const contract = { contractId: "C1", agentId: "A", contractDate: "2024-01-10" };
  const other = { contractId: "C2", agentId: "A", contractDate: "2024-01-11" };
  await story.events([contract, other]);
  await story.settle("2024-01");
  await story.settle("2024-01", "DE");

  await story.events([
    { ...contract, sequence: 2, agentId: "B", amount: "200000.00" },
    { ...other, sequence: 2, market: "DE", currency: "EUR" },
  ]);
  const february = await story.settle("2024-02");
  expect(entryLines(february.entries).toSorted()).toEqual([
    "C1 correction -2000.00 2024-01 2024-02",
    "C1 correction 4000.00 2024-01 2024-02",
    "C2 correction -2000.00 2024-01 2024-02",
  ]);
  const german = await story.settle("2024-02", "DE");
  expect(entryLines(german.entries)).toEqual(["C2 correction 2000.00 2024-01 2024-02"]);

  await story.events([
    { ...contract, sequence: 3, agentId: "B", amount: "200000.00", cancellation: { date: "2024-03-01" } },
  ]);
  const march = await story.settle("2024-03");
  expect(entryLines(march.entries)).toEqual(["C1 clawback -4000.00 2024-01 2024-03"]);
  await story.events([{ ...contract, sequence: 4, agentId: "B", amount: "200000.00" }]);
  const again = await story.settle("2024-03");
  expect(entryLines(again.entries)).toEqual(["C1 correction 4000.00 2024-01 2024-03"]);

  // Its period changes too: the old place is emptied, the new one is of a month that is closed already.
  await story.events([{ ...contract, sequence: 5, agentId: "B", amount: "200000.00", contractDate: "2024-02-10" }]);
  const april = await story.settle("2024-04");
  expect(entryLines(april.entries).toSorted()).toEqual([
    "C1 correction -4000.00 2024-01 2024-04",
    "C1 correction 4000.00 2024-02 2024-04",
  ]);
  expect(await story.cli.json(Verified, ["verify"])).toMatchObject({ ok: true });
  await story.end();
});
