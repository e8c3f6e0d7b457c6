import { expect, test } from "vitest";
import { shownDetail } from "./act-detail.ts";

test.each([
  [
    { market: null, before: "6", after: "12" },
    { before: "6", after: "12", fields: [] },
  ],
  [
    { before: "", after: "fleet" },
    { before: "", after: "fleet", fields: [] },
  ],
  [
    { role: "viewer", market: "SE", entries: 3, versions: { SE: 1 } },
    {
      before: null,
      after: null,
      fields: [
        ["role", "viewer"],
        ["market", "SE"],
        ["entries", "3"],
        ["versions", '{"SE":1}'],
      ],
    },
  ],
  [{}, { before: null, after: null, fields: [] }],
])("what was recorded as %j is shown as %j", (detail, shown) => {
  expect(shownDetail(detail)).toEqual(shown);
});
