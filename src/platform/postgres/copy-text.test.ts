import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeChunks, encodeRow, encodeRows } from "./copy-text.ts";

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("COPY text", () => {
  test.each([
    ["null", [null], "\\N\n"],
    ["empty text, which is not null", [""], "\n"],
    ["text that looks like null", ["\\N"], "\\\\N\n"],
    ["tab, line ends and backslash", ["a\tb\nc\rd\\e"], "a\\tb\\nc\\rd\\\\e\n"],
    ["several columns", ["a", null, "b"], "a\t\\N\tb\n"],
  ])("writes %s", (_, row, line) => {
    expect(encodeRow(row)).toBe(line);
  });

  test("comes back as it was, wherever the stream is cut", async () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("\t", "\n", "\r", "\\", "N", "ż", "😀", "a") }),
    );
    const rows = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
        const bytes = Buffer.concat(await collect(encodeRows(rows)));
        async function* cut(): AsyncGenerator<Buffer> {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        expect((await collect(decodeChunks(cut()))).flat()).toEqual(rows);
      }),
    );
  });

  test("refuses half of a surrogate pair, which UTF-8 cannot hold", async () => {
    await expect(collect(encodeRows([["\ud800"]]))).rejects.toThrow("well-formed");
  });

  test("takes a stream that ends within a row for cut off", async () => {
    async function* cut(): AsyncGenerator<Buffer> {
      yield Buffer.from("a\tb\nc");
    }
    await expect(collect(decodeChunks(cut()))).rejects.toThrow("whole row");
  });
});
