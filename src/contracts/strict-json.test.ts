import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlainlyClean } from "./clean-json.ts";
import { scanJson } from "./scan-json.ts";
import { MOST_EVENT_BYTES, readStrictJson } from "./strict-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function codes(raw: Uint8Array | string): string[] {
  const json = readStrictJson(typeof raw === "string" ? bytes(raw) : raw);
  return json.kind === "unreadable" ? [json.problem.code] : json.problems.map((p) => `${p.field} ${p.code}`);
}

const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
const lists = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
const padded = (size: number) => `{"a":"${"x".repeat(size - 8)}"}`;

describe("JSON that is read without a problem", () => {
  test.each<[string, string | Uint8Array]>([
    ["an empty object", "{}"],
    ["white space around it", " \t\r\n{} \t\r\n"],
    ["a byte order mark before it", "\ufeff{}"],
    ["32 levels of objects", nested(32)],
    ["32 levels of lists in an object", lists(32)],
    ["many siblings at level 32", `{"a":${"[".repeat(30)}${"[],".repeat(50)}[]${"]".repeat(30)}}`],
    ["256 KiB", padded(MOST_EVENT_BYTES)],
    ["256 KiB with white space around", `  ${padded(MOST_EVENT_BYTES)}\n`],
    ["one key in several objects", '{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":1}}'],
    ["a key as a value", '{"a":"a","b":"a"}'],
    ["keys that differ in Unicode form", '{"\u00e9":1,"e\u0301":2}'],
    ["keys with a brace, a comma and a quote", '{"{":1,"}":2,",":3,"\\"":4,"[":5,"\\\\":6}'],
    ["names of object properties", '{"constructor":{"prototype":{"x":1}},"toString":1,"hasOwnProperty":2}'],
    ["__proto__ as a value", '{"a":"__proto__"}'],
    ["2^53 - 1 and below zero", "[9007199254740991,-9007199254740991]"],
    ["2^53 itself, and written with a fraction", "[9007199254740992,-9007199254740992,9007199254740992.0]"],
    ["small numbers of many digits", "[0.1234567890123456789012,1.00000000000000000000001,1e-400]"],
    ["1e15", "[1e15,1E+15]"],
    ["digits in texts", '["9007199254740993","1e999"]'],
    ["escapes", '{"a\\u0041\\n":"\\u0001\\ud83d\\ude97\\\\u0000 \\\\ud800"}'],
    ["an emoji", '{"🚗":"🚗"}'],
    ["literals", "[true,false,null]"],
  ])("%s", (_title, raw) => {
    expect(codes(raw)).toEqual([]);
  });
});

describe("what is not readable", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["one byte over 256 KiB", padded(MOST_EVENT_BYTES + 1), "too-large"],
    ["10 MiB of opening brackets", "[".repeat(10 * 1024 * 1024), "too-large"],
    ["256 KiB of opening brackets", "[".repeat(MOST_EVENT_BYTES), "not-json"],
    ["256 KiB of opening objects", '{"a":'.repeat(MOST_EVENT_BYTES / 5), "not-json"],
    ["nothing", "", "not-json"],
    ["white space", " \n", "not-json"],
    ["a byte order mark alone", "\ufeff", "not-json"],
    ["two byte order marks", "\ufeff\ufeff{}", "not-json"],
    ["a cut object", '{"a":1', "not-json"],
    ["two objects", "{}{}", "not-json"],
    ["a trailing comma", '{"a":1,}', "not-json"],
    ["single quotes", "{'a':1}", "not-json"],
    ["a comment", "{}//", "not-json"],
    ["NaN", '{"a":NaN}', "not-json"],
    ["a leading zero", '{"a":01}', "not-json"],
    ["a raw NUL in a text", '{"a":"\0"}', "not-json"],
    ["a raw line break in a text", '{"a":"\n"}', "not-json"],
    ["no-break space around", "\u00a0{}", "not-json"],
    ["Latin-1", Uint8Array.of(0x22, 0xe5, 0x22), "not-utf8"],
    ["an overlong slash", Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), "not-utf8"],
    ["a surrogate in UTF-8", Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), "not-utf8"],
    ["a cut sequence", Uint8Array.of(0x22, 0xf0, 0x9f, 0x9a), "not-utf8"],
    ["beyond Unicode", Uint8Array.of(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), "not-utf8"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00), "not-utf8"],
  ])("%s", (_title, raw, code) => {
    expect(codes(raw)).toEqual([code]);
  });
});

describe("what JSON.parse takes and is refused here", () => {
  test.each<[string, string, string[]]>([
    ["33 levels of objects", nested(33), [`${Array(32).fill("a").join(".")} too-deep`]],
    ["33 levels of lists", lists(33), [`a${"[0]".repeat(31)} too-deep`]],
    ["50 000 levels, closed", `${"[".repeat(50_000)}${"]".repeat(50_000)}`, [`${"[0]".repeat(32)} too-deep`]],
    [
      "what comes after the depth is looked at again",
      `{"a":${"[".repeat(40)}${"]".repeat(40)},"a":1}`,
      [`a${"[0]".repeat(31)} too-deep`, "a duplicate-key"],
    ],
    ["a key twice", '{"a":1,"b":2,"a":1}', ["a duplicate-key"]],
    ["a key twice, once escaped", '{"a":1,"\\u0061":2}', ["a duplicate-key"]],
    ["a key twice, after a nested object", '{"a":{"b":[{}]},"a":2}', ["a duplicate-key"]],
    ["an inner key twice", '{"a":[0,{"b":{"c":1,"c":2}}]}', ["a[1].b.c duplicate-key"]],
    ["an empty key twice", '{"a":{"":1,"":2}}', ["a. duplicate-key"]],
    ["__proto__", '{"__proto__":{"x":1}}', ["__proto__ forbidden-key"]],
    ["__proto__ inside", '{"a":{"__proto__":null}}', ["a.__proto__ forbidden-key"]],
    ["__proto__ escaped", '{"\\u005f_proto__":{"polluted":1}}', ["__proto__ forbidden-key"]],
    ["NUL in a text", '{"a":"x\\u0000y"}', ["a nul"]],
    ["NUL in a list", '{"a":["x","\\u0000"]}', ["a[1] nul"]],
    ["NUL in a key", '{"a\\u0000":1}', ["a\\u{0} nul"]],
    ["NUL in a text alone", '"\\u0000"', ["null nul"]],
    ["a lone high surrogate", '{"a":"\\ud800"}', ["a lone-surrogate"]],
    ["a lone low surrogate", '{"a":"\\udc00\\ud800"}', ["a lone-surrogate"]],
    ["a lone surrogate in a key", '{"\\ud800":1}', ["\\u{d800} lone-surrogate"]],
    ["2^53 + 1", '{"a":9007199254740993}', ["a number-too-large"]],
    ["-(2^53 + 1)", '{"a":-9007199254740993}', ["a number-too-large"]],
    ["a little over 2^53", '{"a":9007199254740992.5}', ["a number-too-large"]],
    ["an exponent", '{"a":[0,1e16]}', ["a[1] number-too-large"]],
    ["infinity", '{"a":1E999}', ["a number-too-large"]],
    ["a number alone", "-99999999999999999", ["null number-too-large"]],
    [
      "all at once, in the order of the text",
      '{"a":"\\u0000","a":1e99,"__proto__":{}}',
      ["a nul", "a duplicate-key", "a number-too-large", "__proto__ forbidden-key"],
    ],
  ])("%s", (_title, raw, problems) => {
    expect(codes(raw)).toEqual(problems);
    // No text may reach a prototype.
    const plain: Record<string, unknown> = {};
    expect([plain["x"], plain["polluted"], Object.keys(Object.prototype)]).toEqual([undefined, undefined, []]);
  });

  test("at most 100 problems are told", () => {
    expect(codes(`[${"1e99,".repeat(1000)}0]`)).toHaveLength(100);
  });
});

describe("properties", () => {
  test("the short way is taken only where the scan finds nothing", () => {
    const key = fc.constantFrom("a", "b", "__proto__", "é", "");
    const number = fc.constantFrom("1", "9007199254740992", "9007199254740993", "1e99", "-1e15");
    const { value: anyText } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        number,
        key.map((text) => JSON.stringify(text)),
        fc.constantFrom('"\\u0000"', '"\\""', "null", "true"),
        fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
        fc
          .array(fc.tuple(key, tie("value")), { maxLength: 4 })
          .map((members) => `{${members.map(([k, v]) => `"${k}":${v}`).join(",")}}`),
      ),
    }));
    fc.assert(
      fc.property(anyText, fc.constantFrom(0, 28, 31), (text, lists) => {
        const whole = `${"[".repeat(lists)}${text}${"]".repeat(lists)}`;
        const taken = isPlainlyClean(bytes(whole), JSON.parse(whole));
        expect(taken && scanJson(whole).length > 0).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("the short way is taken for an event without escapes", () => {
    const text = '{"id":"1","data":{"amount":"1.00","sequence":1,"brand":null,"list":["é",true]}}';
    expect(isPlainlyClean(bytes(text), JSON.parse(text))).toBe(true);
  });

  test("what JSON.stringify writes is read back, and has a problem only for a number, a key or a depth", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const text = JSON.stringify(value);
        const json = readStrictJson(bytes(text));
        expect(json.kind === "read" && json.value).toEqual(JSON.parse(text));
        expect((json.kind === "read" && json.problems.length === 0) || /\d{16}|e\+|__proto__|\\u0000/.test(text)).toBe(
          true,
        );
      }),
    );
  });

  test("any bytes are read or refused, as JSON.parse and UTF-8 have it", () => {
    const jsonLike = fc
      .array(fc.constantFrom(...Array.from('{}[]",:\\u0019ae.-+ \n')))
      .map((characters) => bytes(characters.join("")));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), jsonLike), (raw) => {
        let readable = true;
        try {
          JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
        } catch {
          readable = false;
        }
        expect(readStrictJson(raw).kind).toBe(readable ? "read" : "unreadable");
      }),
      { numRuns: 2000 },
    );
  });
});
