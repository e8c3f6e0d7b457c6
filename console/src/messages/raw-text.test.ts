import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rawPieces, seen } from "./raw-text.ts";

const EVENT = '{"id":"1","data":{"amount":"1.00","amount":"2.00","market":"XX","cancellation":{"date":"x"}}}';

function marked(text: string, fields: readonly string[], spread = false): string[] {
  return rawPieces(text, fields, spread)
    .filter((piece) => piece.field !== null)
    .map((piece) => piece.text.trim());
}

describe("the text of a message", () => {
  test.each([
    ["a field", ["data.market"], ['"market":"XX"']],
    ["the same key twice, both", ["data.amount"], ['"amount":"1.00"', '"amount":"2.00"']],
    ["a field of the envelope", ["id"], ['"id":"1"']],
    ["a whole object", ["data.cancellation"], ['"cancellation":{"date":"x"}']],
    ["a field that is not there", ["data.brand"], []],
    ["nothing", [], []],
  ])("%s is marked", (_what, fields, texts) => {
    expect(marked(EVENT, fields)).toEqual(texts);
  });

  test("an element of an array is marked by its index", () => {
    expect(marked('{"Records":[{"s3":1},{"s3":2}]}', ["Records[1].s3"])).toEqual(['"s3":2']);
  });

  test("it is spread over lines without a change of its parts", () => {
    const text = rawPieces('{"a":{"b":1.50,"c":[]},"d":[1,2]}', [], true)
      .map((piece) => piece.text)
      .join("");
    expect(text).toBe('{\n  "a": {\n    "b": 1.50,\n    "c": []\n  },\n  "d": [\n    1,\n    2\n  ]\n}');
  });

  test("whatever came is shown whole, JSON or not", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        const shown = rawPieces(text, ["a", "data.b"], false)
          .map((piece) => piece.text)
          .join("");
        expect(shown).toBe(text);
      }),
    );
  });

  test("what cannot be seen is written out", () => {
    expect(seen("a\u202eb\u0000c\nd")).toBe("a\\u{202e}b\\u{0}c\nd");
  });
});
