import { expect, test } from "vitest";
import { orderByColumn, orderByRow } from "./sheet-order.ts";

test("bounds that rise stand as they do in the sheet, where they may fall", () => {
  expect(orderByRow(["A12", "A11", "A9"])).toEqual([2, 1, 0]);
});

test("columns past Z come after it", () => {
  expect(orderByColumn(["AA13", "Z13", "B13"])).toEqual([2, 1, 0]);
});
