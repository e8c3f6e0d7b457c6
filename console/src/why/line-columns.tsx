/**
 * The columns of a statement's lines: amount × rate, exactly, rounded. The panel and the page of a statement show the same.
 */
import { useMemo } from "react";
import { FIGURE_WORDS } from "../statements/statement-words.ts";
import { minorOf, sumOf, type Column } from "../table/column.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { ExplainedLine, Explanation } from "./explanation.ts";
import { ROUNDING_SHORT } from "./rounding-words.ts";
import { WhyAmount } from "./why-amount.tsx";

const WORDS = words({
  en: { exactly: "Exactly", rounded: "Rounded" },
  de: { exactly: "Genau", rounded: "Gerundet" },
  sv: { exactly: "Exakt", rounded: "Avrundat" },
});

export function useLineColumns({ period, market, agentId, currency }: Explanation): Column<ExplainedLine>[] {
  const text = useWords(WORDS);
  const names = useWords(FIGURE_WORDS);
  const rounding = useWords(ROUNDING_SHORT);
  const figures = useFigures();
  return useMemo(
    () => [
      {
        key: "contract",
        head: names.contract,
        show: (l) => l.contractId,
        sortBy: (l) => l.contractId,
        findBy: (l) => l.contractId,
      },
      {
        key: "amount",
        head: `${names.amount}, ${currency}`,
        figures: true,
        show: (l) => figures.amount(l.amount),
        sortBy: (l) => minorOf(l.amount),
        total: (rows) => figures.amount(sumOf(rows.map((l) => l.amount))),
      },
      {
        key: "rate",
        head: `× ${names.rate}`,
        figures: true,
        show: (l) => figures.tableRate(l.ratePpm),
      },
      { key: "exact", head: `= ${text.exactly}`, figures: true, show: (l) => figures.amount(l.exact) },
      { key: "rounding", head: text.rounded, show: (l) => rounding[l.rounding], findBy: (l) => rounding[l.rounding] },
      {
        key: "commission",
        head: `${names.commission}, ${currency}`,
        figures: true,
        show: (l) => (
          <WhyAmount of={{ period, market, agent: agentId, contract: l.contractId }}>
            {figures.amount(l.commission)}
          </WhyAmount>
        ),
        sortBy: (l) => minorOf(l.commission),
        total: (rows) => figures.amount(sumOf(rows.map((l) => l.commission))),
      },
    ],
    [names, text, rounding, figures, period, market, agentId, currency],
  );
}
