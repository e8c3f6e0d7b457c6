/**
 * A workbook of sales targets with one of most mistakes that are refused, to try the annotated workbook on.
 * In: nothing. Out: a workbook for `write-xlsx.ts`.
 */
import {
  at,
  errorCell,
  formula,
  number,
  text,
  type Look,
  type SampleCell,
  type SampleSheet,
  type SampleWorkbook,
} from "./sample-cell.ts";
import { HEAD, MONTHS } from "./targets.ts";

const TARGET: Look = { format: "#,##0", border: true };

/** Agents down, the year's months across, every target a round number; some cells replaced, and removed where null is given. */
function table(
  name: string,
  agents: readonly string[],
  changes: Readonly<Record<string, SampleCell | null>>,
): SampleSheet {
  const cells = new Map<string, SampleCell>([["A1", text("Agent", HEAD)]]);
  MONTHS.forEach((month, i) => cells.set(at(1, 2 + i), text(`2024-${month}`, HEAD)));
  agents.forEach((agent, i) => {
    cells.set(at(2 + i, 1), text(agent, { border: true }));
    MONTHS.forEach((_, month) => cells.set(at(2 + i, 2 + month), number(String(900_000 + 50_000 * i), TARGET)));
  });
  for (const [cell, change] of Object.entries(changes)) {
    if (change === null) cells.delete(cell);
    else cells.set(cell, change);
  }
  return {
    name,
    cells,
    widths: { A: 28, ...Object.fromEntries(MONTHS.map((_, i) => [at(1, 2 + i).slice(0, -1), 12])) },
  };
}

export function brokenTargets(): SampleWorkbook {
  const swedes = [
    "MINI Agent Göteborg",
    "MINI Agent Malmö",
    "MINI Agent Uppsala",
    "MINI Agent  Göteborg",
    "mini agent malmö",
  ];
  return {
    dialect: "libreoffice",
    sheets: [
      // Single targets that cannot be read or taken; an agent twice, and one that differs by case only; a total row; a row without agent.
      table("Sweden", swedes, {
        B2: number("0", TARGET),
        C2: number("-950000", TARGET),
        D2: number("0.85", { ...TARGET, format: "0%" }),
        E2: text("1.050", TARGET),
        F2: errorCell("#DIV/0!", "E2/0", TARGET),
        G2: formula({ text: "F2*1.05" }, null, TARGET),
        H2: text("about a million", TARGET),
        I2: number("950000.505", TARGET),
        A7: text("Total", { bold: true }),
        B7: number("4750000", { ...TARGET, bold: true }),
        C8: number("900000", TARGET),
      }),
      // Headings: a month twice, one of another year, one that reads in two ways, one that cannot be read.
      table("Finland", ["MINI Agent Helsinki", "MINI Agent Turku"], {
        C1: text("2024-01", HEAD),
        E1: text("2023-04", HEAD),
        G1: text("01/02/2024", HEAD),
        I1: text("Quarter 3", HEAD),
      }),
      // A market that nobody knows.
      table("Overseas", ["MINI Agent Atlantis"], { N1: text("Market", HEAD), N2: text("Atlantis", TARGET) }),
    ],
  };
}
