import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCalendarDate } from "../domain/period.ts";
import { parseMessage } from "./parse-message.ts";
import { splitBatch } from "./split-batch.ts";
import { MOST_EVENT_BYTES } from "./strict-json.ts";

const today = parseCalendarDate("2024-02-10");
const context = {
  today: () => {
    if (today === null) throw new Error("assertion: no date");
    return today;
  },
};

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (raw: Uint8Array) => new TextDecoder().decode(raw);

/** A valid event as text; `extra` goes into its data. */
function event(id: string, extra: object = {}): string {
  const data = {
    contractId: "C1",
    sequence: 1,
    market: "SE",
    agentId: "Åse, [Agent] {1}",
    contractDate: "2024-01-16",
    category: "retail",
    financed: false,
    currency: "SEK",
    ...extra,
  };
  return JSON.stringify({ specversion: "1.0", id, source: "s", type: "contract.recorded.v1", data });
}

/** Each event of the message as its id, or as the places and codes of its problems. */
function outcome(message: string | Uint8Array): string[] {
  const parsed = parseMessage(typeof message === "string" ? bytes(message) : message, context);
  if (parsed.kind !== "events") throw new Error("assertion: a claim check");
  return parsed.events.map((e) =>
    e.kind !== "invalid" ? e.envelope.id : e.problems.map((p) => `${p.field} ${p.code}`).join(", "),
  );
}

function claim(message: unknown) {
  const parsed = parseMessage(bytes(JSON.stringify(message)), context);
  if (parsed.kind !== "claim-check") throw new Error("assertion: no claim check");
  return parsed;
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

const deep = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;

describe("a message", () => {
  test("is one event", () => {
    expect(outcome(event("1"))).toEqual(["1"]);
    expect(outcome(`\ufeff \n${event("1")}\r\n`)).toEqual(["1"]);
  });

  test("that is no event is told, with its bytes", () => {
    const raw = Uint8Array.of(0x7b, 0xff);
    const parsed = parseMessage(raw, context);
    expect(parsed).toMatchObject({ kind: "events", events: [{ kind: "invalid", id: null, source: null, raw }] });
    expect(outcome(raw)).toEqual(["null not-utf8"]);
  });
});

describe("in a batch", () => {
  test("each event stands or falls alone", () => {
    const bad = event("2", { amount: 1 });
    const message = `[${event("1")}, ${bad},\n"text",${event("3")} ]`;
    expect(outcome(message)).toEqual(["1", "data.amount wrong-type", "null wrong-type", "3"]);
  });

  test("each event keeps its own bytes", () => {
    const parsed = parseMessage(bytes(`\ufeff[ ${event("1")} ,${event("2", { amount: 1 })}]`), context);
    const raws = parsed.kind === "events" ? parsed.events.map((e) => textOf(e.raw).trim()) : [];
    expect(raws).toEqual([event("1"), event("2", { amount: 1 })]);
  });

  test("the list is no level of an event", () => {
    expect(outcome(`[${event("1", { x: parseJson(deep(30)) })}]`)).toEqual(["1"]);
    expect(outcome(`[${event("1", { x: parseJson(deep(31)) })},${event("2")}]`)).toEqual([
      `data.x${".a".repeat(30)} too-deep`,
      "2",
    ]);
  });

  test("what JSON refuses in one event does not touch the others", () => {
    const nul = event("2", { brand: "a\0" });
    const huge = event("3").replace('"sequence":1', '"sequence":9007199254740993');
    const long = event("4", { x: "x".repeat(MOST_EVENT_BYTES) });
    const twice = event("5").replace('"market":"SE"', '"market":"SE","market":"SE"');
    const proto = event("6").replace('"market":"SE"', '"market":"SE","__proto__":{"x":1}');
    const nested = deep(100_000);
    expect(outcome(`[${[event("1"), nul, huge, long, twice, proto, nested, event("7")].join(",")}]`)).toEqual([
      "1",
      "data.brand nul",
      "data.sequence number-too-large",
      "null too-large",
      "data.market duplicate-key",
      "data.__proto__ forbidden-key",
      "null too-large",
      "7",
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("x" in {}).toBe(false);
  });

  test.each([
    ["no event at all", "[]"],
    ["white space alone", "\ufeff[ \n ] "],
  ])("there may be %s", (_title, message) => {
    expect(outcome(message)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["an array that is cut off", `[${event("1")},`, "null not-json"],
    ["an array cut off in a text", `[${event("1")},"`, "null not-json"],
    ["an array with something behind it", `[${event("1")}]]`, "null not-json"],
    ["two arrays", `[${event("1")}][${event("2")}]`, "null not-json"],
    ["an array that closes as an object", `[${event("1")}}`, "null not-json"],
    ["a comma at the end", `[${event("1")},]`, "[1] not-json"],
    ["a comma alone", "[,]", "[0] not-json"],
    ["no comma between events", `[${event("1")} ${event("2")}]`, "[0] not-json"],
    ["an event that is not JSON", `[${event("1")},{"a":01}]`, "[1] not-json"],
    ["crossed brackets", `[${event("1")},{"a":[}]]`, "[1] not-json"],
    ["200 000 opening brackets", "[".repeat(200_000), "null not-json"],
  ])("%s makes the whole message one rejection", (_title, message, problem) => {
    expect(outcome(message)).toEqual([problem]);
    const parsed = parseMessage(bytes(message), context);
    expect(parsed.kind === "events" && parsed.events[0]?.raw).toEqual(bytes(message));
  });

  test("bytes that are not UTF-8 make the whole message one rejection", () => {
    expect(outcome(Uint8Array.of(...bytes(`[${event("1")},"`), 0xff, ...bytes('"]')))).toEqual(["[1] not-utf8"]);
  });

  test("the slices are the elements, for any list", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, "\t"), (values, space) => {
        const slices = splitBatch(bytes(JSON.stringify(values, null, space)));
        expect(slices?.map((slice) => parseJson(textOf(slice)))).toEqual(parseJson(JSON.stringify(values)));
      }),
    );
  });
});

describe("a claim check", () => {
  const record = (object: object, more: object = {}) => ({
    eventVersion: "2.1",
    eventSource: "aws:s3",
    eventName: "ObjectCreated:Put",
    ...more,
    s3: {
      bucket: { name: "events" },
      object: { key: "a.ndjson", versionId: "v1", sequencer: "0055AED6DCD90281E5", ...object },
    },
  });

  test("names bucket, key, version and sequencer of each object", () => {
    const parsed = claim({
      Records: [record({}), record({ key: "b.ndjson.gz", versionId: undefined, sequencer: undefined })],
    });
    expect(parsed.problems).toEqual([]);
    expect(parsed.objects).toEqual([
      { bucket: "events", key: "a.ndjson", versionId: "v1", sequencer: "0055AED6DCD90281E5" },
      { bucket: "events", key: "b.ndjson.gz", versionId: null, sequencer: null },
    ]);
  });

  test.each([
    ["in/my+file.ndjson", "in/my file.ndjson"],
    ["in/1%2B1.ndjson", "in/1+1.ndjson"],
    ["%C3%A5rsbil/%F0%9F%9A%97.ndjson", "årsbil/🚗.ndjson"],
    ["100%2525.ndjson", "100%25.ndjson"],
    ["in/..hidden../a.ndjson", "in/..hidden../a.ndjson"],
  ])("with key %s stands for %s", (encoded, key) => {
    expect(claim({ Records: [record({ key: encoded })] }).objects.map((o) => o.key)).toEqual([key]);
  });

  test.each<[string, unknown, string]>([
    ["another kind of file", record({ key: "a.xlsx" }), "Records[0].s3.object.key bad-key"],
    ["an ending in capitals", record({ key: "a.NDJSON" }), "Records[0].s3.object.key bad-key"],
    ["an ending behind a line break", record({ key: "a.ndjson%0A" }), "Records[0].s3.object.key bad-key"],
    ["a half escape", record({ key: "a%2.ndjson" }), "Records[0].s3.object.key bad-key"],
    ["an escape that is not UTF-8", record({ key: "%FF.ndjson" }), "Records[0].s3.object.key bad-key"],
    ["NUL in a key", record({ key: "a%00.ndjson" }), "Records[0].s3.object.key bad-key"],
    ["a key that climbs", record({ key: "in/../../a.ndjson" }), "Records[0].s3.object.key bad-key"],
    ["a key that climbs, encoded", record({ key: "%2E%2E%2Fa.ndjson" }), "Records[0].s3.object.key bad-key"],
    ["no key", record({ key: undefined }), "Records[0].s3.object.key missing"],
    ["an empty key", record({ key: "" }), "Records[0].s3.object.key empty"],
    ["a number as version", record({ versionId: 1 }), "Records[0].s3.object.versionId wrong-type"],
    ["a sequencer that is not hexadecimal", record({ sequencer: "xyz" }), "Records[0].s3.object.sequencer unsupported"],
    ["a deletion", record({}, { eventName: "ObjectRemoved:Delete" }), "Records[0].eventName unsupported"],
    ["a record of no object", { eventSource: "aws:sqs", body: "{}" }, "Records[0].s3 missing"],
    ["a text as record", "x", "Records[0].s3 missing"],
    ["no bucket", { s3: { object: { key: "a.ndjson" } } }, "Records[0].s3.bucket.name missing"],
  ])("refuses %s, and the other objects stand", (_title, bad, problem) => {
    const parsed = claim({ Records: [bad, record({ key: "good.ndjson" })] });
    expect(parsed.problems.map((p) => `${p.field} ${p.code}`)).toEqual([problem]);
    expect(parsed.objects.map((o) => o.key)).toEqual(["good.ndjson"]);
  });

  test("keeps the bytes of its message", () => {
    const message = { Records: [record({})] };
    expect(textOf(claim(message).raw)).toBe(JSON.stringify(message));
  });

  test("that only tests the queue names no object", () => {
    expect(claim({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b" })).toMatchObject({
      objects: [],
      problems: [],
    });
  });

  test("that JSON refuses is one rejection", () => {
    expect(outcome('{"Records":[],"Records":[]}')[0]).toMatch(/^Records duplicate-key, /);
  });

  test("is no event that has records among its unknown fields", () => {
    expect(outcome(event("1").replace('"source"', '"Records":[],"source"'))).toEqual(["1"]);
  });
});
