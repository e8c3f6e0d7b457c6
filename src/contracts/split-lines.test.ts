import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLineSplitter, KEPT_BYTES, MOST_LINE_BYTES, type Line } from "./split-lines.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** The lines as text: `number:text`, `number~text` where no line break followed, `number!length:start` when too long. */
function split(chunks: readonly Uint8Array[], { complete = true, mostBytes = MOST_LINE_BYTES } = {}) {
  const lines: string[] = [];
  const splitter = createLineSplitter((line: Line) => {
    const mark = line.terminated ? ":" : "~";
    const content = new TextDecoder().decode(line.kind === "line" ? line.bytes : line.start);
    lines.push(`${line.number}${line.kind === "oversize" ? `!${line.totalBytes}` : ""}${mark}${content}`);
  }, mostBytes);
  for (const chunk of chunks) splitter.push(chunk);
  return { lines, ...splitter.finish(complete) };
}

describe("a stream of lines", () => {
  test.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["one line", "a\n", ["1:a"]],
    ["two lines", "a\nb\n", ["1:a", "2:b"]],
    ["a last line without a line break", "a\nb", ["1:a", "2~b"]],
    ["CRLF", "a\r\nb\r\n", ["1:a", "2:b"]],
    ["CR at the end of the stream", "a\r", ["1~a"]],
    ["CR inside a line is kept", "a\rb\n", ["1:a\rb"]],
    ["blank lines are skipped and counted", "\n\r\n \t \na\n\n", ["4:a"]],
    ["a blank last line", "a\n  ", ["1:a"]],
    ["text beyond ASCII", "Å\n🚗\n", ["1:Å", "2:🚗"]],
  ])("%s", (_title, text, lines) => {
    expect(split([bytes(text)])).toEqual({ lines, droppedBytes: 0 });
  });

  test("that was cut off yields its whole lines only, and tells what was dropped", () => {
    expect(split([bytes('{"a":1}\n{"b"')], { complete: false })).toEqual({ lines: ['1:{"a":1}'], droppedBytes: 4 });
    expect(split([bytes("a\n")], { complete: false })).toEqual({ lines: ["1:a"], droppedBytes: 0 });
  });

  test("has a line of just the cap, and one over it as its start and length", () => {
    expect(split([bytes("abcd\nabcde\nab\n")], { mostBytes: 4 }).lines).toEqual(["1:abcd", "2!5:abcd", "3:ab"]);
    expect(split([bytes("abcdefgh")], { mostBytes: 4 }).lines).toEqual(["1!8~abcd"]);
  });

  test("holds of a line that is too long no more than the cap", () => {
    const kept: Line[] = [];
    const splitter = createLineSplitter((line) => kept.push(line));
    const chunk = new Uint8Array(1024 * 1024).fill(0x61);
    for (let i = 0; i < 40; i++) splitter.push(chunk);
    splitter.push(bytes("\nb\n"));
    splitter.finish(true);
    expect(kept).toMatchObject([
      { kind: "oversize", number: 1, totalBytes: 40 * 1024 * 1024 },
      { kind: "line", number: 2, bytes: bytes("b") },
    ]);
    const first = kept[0];
    expect(first?.kind === "oversize" && [first.start.length, first.start.buffer.byteLength]).toEqual([
      KEPT_BYTES,
      KEPT_BYTES,
    ]);
  });

  test("does not keep the chunk's memory for what it holds back", () => {
    const chunk = bytes("a\nhalf");
    const lines: string[] = [];
    const splitter = createLineSplitter((line) =>
      lines.push(line.kind === "line" ? new TextDecoder().decode(line.bytes) : ""),
    );
    splitter.push(chunk);
    chunk.fill(0x78);
    splitter.push(bytes("way\n"));
    expect(lines).toEqual(["a", "halfway"]);
  });

  test("is the same wherever the chunks are cut", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "Å", " ", "\n", "\r\n", "\r", "{}"), maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.array(fc.nat({ max: 80 })),
        fc.boolean(),
        fc.constantFrom(3, 1000),
        (whole, cuts, complete, mostBytes) => {
          const all = bytes(whole);
          const places = [0, ...cuts.filter((cut) => cut < all.length).toSorted((a, b) => a - b), all.length];
          const chunks = places.slice(1).map((end, i) => all.slice(places[i], end));
          expect(split(chunks, { complete, mostBytes })).toEqual(split([all], { complete, mostBytes }));
        },
      ),
      { numRuns: 500 },
    );
  });
});
