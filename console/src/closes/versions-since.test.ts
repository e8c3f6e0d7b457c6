import { expect, test } from "vitest";
import { versionsSince } from "./versions-since.ts";

const version = (year: number, number: number, day: string) => ({
  year,
  version: number,
  uploadedBy: "Frida Finance",
  uploadedAt: `2024-02-${day}T08:00:00.000Z`,
});
const VERSIONS = [version(2024, 3, "20"), version(2024, 2, "10"), version(2024, 1, "01"), version(2025, 1, "20")];
const CALCULATED = "2024-02-05T00:00:00.000Z";

test.each([
  ["the newest, while the close waits", null, [[1, 3]]],
  ["the one it was approved with, once it is", "2024-02-15T00:00:00.000Z", [[1, 2]]],
  ["none, where nothing came between", "2024-02-06T00:00:00.000Z", []],
])(
  "the version of the last calculation is compared with %s; a first matrix changes no rate",
  (_rule, decidedAt, expected) => {
    const found = versionsSince(VERSIONS, CALCULATED, decidedAt);
    expect(found.map(({ before, after }) => [before, after])).toEqual(expected);
  },
);
