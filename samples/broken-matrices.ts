/**
 * A workbook of commission matrices with one of most mistakes that are refused, to try the annotated workbook on.
 * In: the good matrix. Out: a workbook for `write-xlsx.ts`.
 */
import { BOUND, pictureSheet, RATE, SWEDEN_CORRECTED } from "./matrices.ts";
import {
  errorCell,
  formula,
  number,
  text,
  type SampleCell,
  type SampleSheet,
  type SampleWorkbook,
} from "./sample-cell.ts";

/** The good matrix under another name, with some cells replaced, and removed where null is given. */
function spoiled(
  name: string,
  changes: Readonly<Record<string, SampleCell | null>>,
  other: Partial<SampleSheet> = {},
): SampleSheet {
  const good = pictureSheet(name, SWEDEN_CORRECTED);
  const cells = new Map(good.cells);
  for (const [cell, change] of Object.entries(changes)) {
    if (change === null) cells.delete(cell);
    else cells.set(cell, change);
  }
  return { ...good, cells, ...other };
}

export function brokenMatrices(): SampleWorkbook {
  return {
    dialect: "excel",
    sheets: [
      // Single cells that cannot be read or taken.
      spoiled("Sweden", {
        B3: errorCell("#REF!", "#REF!+0.001", RATE),
        C4: formula({ text: "B4+0.001" }, null, RATE),
        D5: text("2.5", RATE),
        E6: text("2.350%", RATE),
        B7: number("0.25", RATE),
        C8: null,
        D9: number("0.02150000123", RATE),
        E10: number("0.02179", RATE),
        B11: text("n/a", RATE),
      }),
      // Bounds: out of range, repeated, out of order.
      spoiled("Finland", {
        A2: number("100", { ...BOUND, format: "General" }),
        A5: number("0.85", BOUND),
        A8: number("0.4", BOUND),
        C13: text("eighty five", BOUND),
      }),
      // A gap between two ranges, and an overlap.
      spoiled("Germany", { B13: text("70-80%", BOUND), C13: text("85-105%", BOUND), D13: text("100-115%", BOUND) }),
      // A merged cell inside the block, a figure beside it that nothing explains.
      spoiled("GB", { C6: null, H5: number("0.05", RATE) }, { merges: ["B6:C6"] }),
      // Nobody knows this market, and Sweden came already.
      spoiled("Atlantis", {}),
      spoiled("Sverige", {}),
      // Read, though nobody sees it; and a note that is no label.
      spoiled("Norway", { G2: text("agreed with Erik on the phone") }, { hidden: true, hiddenRows: [4] }),
    ],
  };
}
