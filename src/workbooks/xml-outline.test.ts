import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, escapeXmlText, insertAtEnd, outlineXml } from "./xml-outline.ts";

describe("outline of XML", () => {
  test.each([
    ["plain", '<a><b x="1">t</b></a>'],
    ["with prolog and comments", '<?xml version="1.0"?>\n<!-- <a> --><a><!-- <b> --><b x="1">t</b></a>\n'],
    ["with a byte order mark", '\ufeff<?xml version="1.0"?><a><b x="1">t</b></a>'],
    ["with Windows line ends", '<?xml version="1.0"?>\r\n<a>\r\n<b\r\n x="1">t</b>\r\n</a>'],
    ["with characters beyond 16 bits", '<a y="𝄞𝄞"><b x="1">t</b>𝄞</a>'],
    ["with `>` in an attribute", '<a y="a > b"><b x="1">t</b></a>'],
    ["with character data", '<a><b x="1"><![CDATA[t]]></b></a>'],
  ])("gives the place of each tag: %s", (_, xml) => {
    const [a, b] = outlineXml(xml, () => true);
    expect(xml.slice(b?.start, b?.end)).toMatch(/^<b[^]*<\/b>$/);
    expect(xml.slice(b?.openEnd, b?.end)).toMatch(/^(t|<!\[CDATA\[t\]\]>)<\/b>$/);
    expect(xml.slice(a?.start, a?.openEnd)).toMatch(/^<a[^<]*>$/);
    expect(xml.slice(a?.closeStart)).toMatch(/^<\/a>\s*$/);
    expect(b).toMatchObject({ text: "t", parent: 0, depth: 2, attributes: new Map([["x", "1"]]) });
  });

  test("leaves out what is not wanted, with all that is in it", () => {
    const outline = outlineXml("<a><b><c/></b><d/></a>", (path) => path.at(-1) !== "b");
    expect(outline.map(({ local }) => local)).toEqual(["a", "d"]);
  });

  test.each([
    ["<a/>", "<a><n/></a>"],
    ["<x:a y='1' />", "<x:a y='1' ><n/></x:a>"],
    ["<a></a>", "<a><n/></a>"],
    ["<a><b/></a >", "<a><b/><n/></a >"],
  ])("puts content at the end of %s", (xml, expected) => {
    const [root] = outlineXml(xml, () => true);
    expect(root && applyEdits(xml, [insertAtEnd(root, "<n/>")])).toBe(expected);
  });

  test("reads back any text that it escaped, without what XML cannot hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [root] = outlineXml(`<a>${escapeXmlText(text)}</a>`, () => true);
        const expected = text
          .replace(/\r\n?/g, "\n")
          .replace(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
        expect(root?.text).toBe(expected);
      }),
    );
  });
});
