/**
 * The matrix `SE 2024` of domain.md's worked example with its cells: bounds in column A and row 1, rates from B2 on.
 * The row of 70 % and the first cell of 65 % are the page's figures, the others rise evenly.
 */
import type { CellRef, CommissionMatrix, MatrixOrigin } from "../../src/domain/matrix.ts";
import { percentText } from "../../src/domain/rate.ts";
import { cellName } from "../../src/workbooks/grid.ts";

const PENETRATION = [30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 100];
const ACHIEVEMENT = ["70%", "85%", "100%", ">115%"];
const FIRST_RATES = [16_000, 16_800, 17_600, 18_400, 19_200, 20_000, 20_500, 21_000, 21_500, 22_000, 22_500];
const STEPS = [0, 1_000, 3_000, 4_000];

export const SE_2024: CommissionMatrix = {
  market: "SE",
  year: 2024,
  penetrationBounds: PENETRATION.map((percent) => ({ ppm: percent * 10_000, exclusive: false })),
  achievementBounds: ACHIEVEMENT.map((text) => ({
    ppm: Number(text.replace(/\D/g, "")) * 10_000,
    exclusive: text.startsWith(">"),
  })),
  ratesPpm: FIRST_RATES.map((first) => STEPS.map((step) => first + step)),
};

const ref = (row: number, column: number, text: string): CellRef => ({ cell: cellName(row, column), text });

export const SE_2024_ORIGIN: MatrixOrigin = {
  sheet: "Sweden",
  penetrationCells: PENETRATION.map((percent, p) => ref(p + 2, 1, `${percent}%`)),
  achievementCells: ACHIEVEMENT.map((text, a) => ref(1, a + 2, text)),
  rateCells: SE_2024.ratesPpm.map((row, p) => row.map((rate, a) => ref(p + 2, a + 2, percentText(rate)))),
};
