/**
 * The columns of the table of statements. In: whether all rows share one currency. Out: how each figure is shown, sorted, found and summed.
 */
import { VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import type { Answer } from "../api/routes.ts";
import type { Column } from "../table/column.ts";
import { currencySum } from "../table/currency-totals.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { onlyCurrency, ratioKey, sortKey } from "./by-currency.ts";
import { FinalBadge, StatusBadge } from "./status-badge.tsx";
import { FIGURE_WORDS, FINAL_WORDS, REASON_WORDS, STATUS_WORDS } from "./statement-words.ts";

export type ListedStatement = Answer<"get", "/statements">["statements"][number];
type StatementColumn = Column<ListedStatement>;

interface Spoken {
  readonly names: (typeof FIGURE_WORDS)["en"];
  readonly statuses: (typeof STATUS_WORDS)["en"];
  readonly reasons: (typeof REASON_WORDS)["en"];
  readonly finals: (typeof FINAL_WORDS)["en"];
  readonly figures: Figures;
}

/** @param ofOneMarket then the market is said above the table, not in each row */
export function useStatementColumns(rows: readonly ListedStatement[], ofOneMarket: boolean): StatementColumn[] {
  const names = useWords(FIGURE_WORDS);
  const statuses = useWords(STATUS_WORDS);
  const reasons = useWords(REASON_WORDS);
  const finals = useWords(FINAL_WORDS);
  const figures = useFigures();
  const currency = onlyCurrency(rows);
  return useMemo(() => {
    const spoken = { names, statuses, reasons, finals, figures };
    const columns = [...stateColumns(spoken), ...figureColumns(spoken, currency)];
    return ofOneMarket ? columns.filter(({ key }) => key !== "market") : columns;
  }, [names, statuses, reasons, finals, figures, currency, ofOneMarket]);
}

function stateColumns(spoken: Spoken): StatementColumn[] {
  const { names, statuses, reasons, figures } = spoken;
  const reason = (s: ListedStatement) => (s.reason === null ? "" : reasons[s.reason]);
  return [
    { key: "agent", head: names.agent, show: (s) => s.agentId, sortBy: (s) => s.agentId, findBy: (s) => s.agentId },
    {
      key: "market",
      head: names.market,
      show: (s) => figures.market(s.market),
      sortBy: (s) => figures.market(s.market),
      findBy: (s) => `${figures.market(s.market)} ${s.market}`,
    },
    {
      key: "status",
      head: names.status,
      show: (s) => (
        <span title={reason(s)}>
          <StatusBadge status={s.status} />
          {s.reason !== null && <VisuallyHidden>{`: ${reason(s)}`}</VisuallyHidden>}
        </span>
      ),
      sortBy: (s) => statuses[s.status],
      findBy: (s) => `${statuses[s.status]} ${reason(s)}`,
    },
    finalColumn(spoken),
  ];
}

function sum(rows: readonly ListedStatement[], countOf: (row: ListedStatement) => number): number {
  return rows.reduce((total, row) => total + countOf(row), 0);
}

function figureColumns({ names, figures }: Spoken, currency: string | null): StatementColumn[] {
  const money = (amount: string, of: string) =>
    currency === null ? figures.money(amount, of) : figures.amount(amount);
  const head = (name: string) => (currency === null ? name : `${name}, ${currency}`);
  return [
    {
      key: "commission",
      head: head(names.commission),
      figures: true,
      show: (s) => (
        <WhyAmount of={{ period: s.period, market: s.market, agent: s.agentId }}>
          {s.commission === null ? names.noneYet : money(s.commission, s.currency)}
        </WhyAmount>
      ),
      sortBy: (s) => sortKey(s.commission),
      sum: currencySum((s) => s.commission, money),
    },
    {
      key: "rate",
      head: names.rate,
      figures: true,
      show: (s) => (s.ratePpm === null ? "–" : figures.tableRate(s.ratePpm)),
      sortBy: (s) => s.ratePpm,
    },
    {
      key: "contracts",
      head: names.shortContracts,
      figures: true,
      show: (s) => `${figures.count(s.financed)}\u00a0/\u00a0${figures.count(s.total)}`,
      sortBy: (s) => s.financed,
      total: (rows) =>
        `${figures.count(sum(rows, (s) => s.financed))}\u00a0/\u00a0${figures.count(sum(rows, (s) => s.total))}`,
    },
    {
      key: "penetration",
      head: names.shortPenetration,
      figures: true,
      show: (s) => figures.ratio(s.penetration.text),
      sortBy: (s) => ratioKey(s.penetration.text),
    },
    {
      key: "volume",
      head: head(names.shortVolume),
      figures: true,
      show: (s) => money(s.volume, s.currency),
      sortBy: (s) => sortKey(s.volume),
      sum: currencySum((s) => s.volume, money),
    },
    {
      key: "target",
      head: head(names.shortTarget),
      figures: true,
      show: (s) => (s.target === null ? "–" : money(s.target, s.currency)),
      sortBy: (s) => sortKey(s.target),
      sum: currencySum((s) => s.target, money),
    },
    {
      key: "achievement",
      head: names.shortAchievement,
      figures: true,
      show: (s) => (s.achievement === null ? "–" : figures.ratio(s.achievement.text)),
      sortBy: (s) => ratioKey(s.achievement?.text),
    },
  ];
}

function finalColumn({ names, finals }: Spoken): StatementColumn {
  const word = (s: ListedStatement) => (s.status === "blocked" ? "" : s.final ? finals.final : finals.provisional);
  return { key: "final", head: names.final, show: (s) => <FinalBadge of={s} />, sortBy: word, findBy: word };
}
