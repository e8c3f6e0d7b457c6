/**
 * The commission matrices of 2024 as four markets' finance people wrote them, and as Sweden's was corrected in spring.
 * In: nothing. Out: workbooks for `write-xlsx.ts`. What each sheet shows is told in README.md.
 */
import {
  at,
  blank,
  formula,
  fraction,
  letters,
  number,
  text,
  type Look,
  type SampleCell,
  type SampleSheet,
  type SampleWorkbook,
} from "./sample-cell.ts";

export const LABEL: Look = { bold: true, color: "1F3864" };
export const BOUND: Look = { format: "0%", bold: true, fill: "D9E1F2", border: true, align: "center" };
export const RATE: Look = { format: "0.00%", border: true, align: "center" };

/** Penetration bound and its rates, in percent, from the top row down. */
export type Row = readonly [bound: string, ...rates: string[]];

export const SWEDEN: readonly Row[] = [
  ["100", "2.22", "2.35", "2.60", "2.70"],
  ["90", "2.20", "2.30", "2.50", "2.60"],
  ["85", "2.15", "2.25", "2.45", "2.55"],
  // 2.02 where 2.20 was meant: the one cell that falls where it should rise.
  ["80", "2.10", "2.02", "2.40", "2.50"],
  ["75", "2.05", "2.15", "2.35", "2.45"],
  ["70", "2.00", "2.10", "2.30", "2.40"],
  ["65", "1.92", "2.02", "2.22", "2.32"],
  ["60", "1.85", "1.95", "2.15", "2.25"],
  ["50", "1.78", "1.88", "2.08", "2.18"],
  ["40", "1.70", "1.80", "2.00", "2.10"],
  ["30", "1.60", "1.70", "1.90", "2.00"],
];

/** The slip mended, and the rate of 65 % and 100 % raised from 2.22 to 2.24. */
export const SWEDEN_CORRECTED: readonly Row[] = SWEDEN.map(([bound, ...rates]) => {
  if (bound === "80") return [bound, "2.10", "2.20", "2.40", "2.50"];
  if (bound === "65") return [bound, "1.92", "2.02", "2.24", "2.32"];
  return [bound, ...rates];
});

/** The block alone, its top left corner at A2, with the labels above and below, as the first picture of the format shows it. */
export function pictureSheet(name: string, rows: readonly Row[]): SampleSheet {
  const cells = new Map<string, SampleCell>([["A1", text("PENETRATION RATE", LABEL)]]);
  rows.forEach(([bound, ...rates], i) => {
    cells.set(at(2 + i, 1), number(fraction(bound), BOUND));
    rates.forEach((rate, j) => cells.set(at(2 + i, 2 + j), number(fraction(rate), RATE)));
  });
  const last = 2 + rows.length;
  cells.set(at(last, 1), blank({ fill: "D9E1F2", border: true }));
  ["70", "85", "100"].forEach((bound, j) => cells.set(at(last, 2 + j), number(fraction(bound), BOUND)));
  cells.set(at(last, 5), text(">115%", BOUND));
  cells.set(at(last + 2, 2), text("VOLUME TARGET ACHIEVEMENT", LABEL));
  return { name, cells, widths: { A: 21, B: 11, C: 11, D: 11, E: 11 } };
}

/** A step of 0.1 % to the right of each base rate, calculated the way a spreadsheet does: in binary fractions, noise and all. */
function stepped(base: string, steps: number): string {
  let value = Number(fraction(base));
  for (let step = 0; step < steps; step += 1) value += 0.001;
  return String(value);
}

/** Blank rows and columns before the block, rates by formula, styled empty cells around it, and a size far beyond the data. */
function finland(): SampleSheet {
  const bases: readonly (readonly [string, string])[] = [
    ["100", "2.30"],
    ["90", "2.20"],
    ["80", "2.10"],
    ["70", "2.00"],
    ["60", "1.90"],
    ["50", "1.75"],
    ["40", "1.60"],
    ["30", "1.50"],
  ];
  const cells = new Map<string, SampleCell>([["C3", text("Penetration rate", LABEL)]]);
  bases.forEach(([bound, base], i) => {
    const row = 4 + i;
    cells.set(at(row, 3), number(fraction(bound), BOUND));
    cells.set(at(row, 4), number(fraction(base), RATE));
    for (const step of [1, 2, 3]) {
      const source = { text: `${letters(3 + step)}${row}+0.001` };
      cells.set(at(row, 4 + step), formula(source, stepped(base, step), RATE));
    }
  });
  ["80", "90", "100"].forEach((bound, j) => cells.set(at(12, 4 + j), number(fraction(bound), BOUND)));
  cells.set("G12", text(">115%", BOUND));
  cells.set("D13", text("Volume target achievement", LABEL));
  for (let row = 14; row <= 40; row += 1) {
    for (let column = 3; column <= 9; column += 1) cells.set(at(row, column), blank({ fill: "FFFFFF" }));
  }
  const widths = { A: 3, B: 3, C: 19, D: 11, E: 11, F: 11, G: 11 };
  return { name: "Suomi", cells, widths, dimension: "A1:XFD1048576" };
}

/** Made in LibreOffice: penetration rises down the sheet, achievement stands in the first row as ranges, some rates are text. */
function germany(): SampleSheet {
  const rows: readonly Row[] = [
    ["20", "1.40", "1.50", "1.60", "1.70"],
    ["30", "1.50", "1.60", "1.70", "1.80"],
    ["40", "1.60", "1.70", "1.80", "1.90"],
    ["50", "1.70", "1.80", "1.95", "2.05"],
    ["60", "1.80", "1.95", "2.10", "2.20"],
    ["70", "1.95", "2.10", "2.25", "2.40"],
    ["80", "2.10", "2.25", "2.40", "2.55"],
  ];
  const cells = new Map<string, SampleCell>([
    ["C2", text("VOLUME TARGET ACHIEVEMENT", LABEL)],
    ["B3", blank({ fill: "D9E1F2", border: true })],
  ]);
  ["70 % – 85 %", "85 % – 100 %", "100 % – 115 %", "≥115 %"].forEach((bound, j) =>
    cells.set(at(3, 3 + j), text(bound, BOUND)),
  );
  rows.forEach(([bound, ...rates], i) => {
    cells.set(at(4 + i, 2), text(`≥${bound} %`, BOUND));
    // The first two rows came by mail and were pasted as text, with a decimal comma and a no-break space.
    rates.forEach((rate, j) => {
      const pasted = text(`${rate.replace(".", ",")}\u00a0%`, RATE);
      cells.set(at(4 + i, 3 + j), i < 2 ? pasted : number(fraction(rate), RATE));
    });
  });
  cells.set("B12", text("PENETRATION RATE", LABEL));
  return { name: "Deutschland", dialect: "libreoffice", cells, widths: { A: 3, B: 20, C: 15, D: 15, E: 15, F: 15 } };
}

/** Made in Google Sheets: shared formulas, `>` written by the number format, achievement falling to the right. */
function greatBritain(): SampleSheet {
  const bases = ["2.25", "2.15", "2.05", "1.95", "1.85", "1.70", "1.55"];
  const cells = new Map<string, SampleCell>([["B2", text("PENETRATION RATE", LABEL)]]);
  bases.forEach((base, i) => {
    const row = 3 + i;
    const bound: Look = { ...BOUND, format: '"≥"0%' };
    cells.set(at(row, 2), number(fraction(String(90 - 10 * i)), bound));
    cells.set(at(row, 6), number(fraction(base), RATE));
    for (const step of [1, 2, 3]) {
      const column = 6 - step;
      const name = letters(column);
      const shared = i === 0 ? { index: step, range: `${name}3:${name}9` } : { index: step };
      const source = { text: `${letters(column + 1)}3+0.001`, shared };
      cells.set(at(row, column), formula(source, stepped(base, step), RATE));
    }
  });
  cells.set("B10", blank({ fill: "D9E1F2", border: true }));
  cells.set("C10", number("1.15", { ...BOUND, format: '">"0%' }));
  ["100", "85", "70"].forEach((bound, j) => cells.set(at(10, 4 + j), number(fraction(bound), BOUND)));
  cells.set("C11", text("VOLUME TARGET ACHIEVEMENT", LABEL));
  for (let row = 12; row <= 60; row += 1) cells.set(at(row, 26), blank({ align: "center" }));
  return { name: "GB", dialect: "google", cells, widths: { A: 3, B: 21, C: 11, D: 11, E: 11, F: 11 } };
}

export function matrices(): SampleWorkbook {
  return { dialect: "excel", sheets: [pictureSheet("Sweden", SWEDEN), finland(), germany(), greatBritain()] };
}

/** Sweden alone, downloaded, mended in Google Sheets and uploaded again. */
export function correctedMatrices(): SampleWorkbook {
  return { dialect: "google", sheets: [{ ...pictureSheet("Sverige", SWEDEN_CORRECTED), inlineStrings: true }] };
}
