/**
 * The targets that a workbook gave, with the cells that they stood in.
 */
import { minorOf, type Column } from "../table/column.ts";
import type { Answer } from "../api/routes.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { targetCurrency } from "./target-currency.ts";

type Target = Answer<"get", "/workbooks/{id}">["targets"][number];

const WORDS = words({
  en: {
    name: "Targets",
    agent: "Agent",
    market: "Market",
    wherever: "Wherever the agent sells",
    month: "Month",
    amount: "Target",
    gone: "Taken away",
    cell: "Cell",
    empty: "This workbook gave no targets that you may see",
  },
  de: {
    name: "Ziele",
    agent: "Agent",
    market: "Markt",
    wherever: "Wo der Agent verkauft",
    month: "Monat",
    amount: "Ziel",
    gone: "Gestrichen",
    cell: "Zelle",
    empty: "Diese Arbeitsmappe gab keine Ziele, die Sie sehen dürfen",
  },
  sv: {
    name: "Mål",
    agent: "Agent",
    market: "Marknad",
    wherever: "Där agenten säljer",
    month: "Månad",
    amount: "Mål",
    gone: "Borttaget",
    cell: "Cell",
    empty: "Arbetsboken gav inga mål som du får se",
  },
});

type Said = (typeof WORDS)["en"];

function columnsOf(text: Said, figures: Figures): Column<Target>[] {
  const marketOf = (t: Target) => (t.market === null ? text.wherever : figures.market(t.market));
  return [
    { key: "agent", head: text.agent, show: (t) => t.agentId, sortBy: (t) => t.agentId, findBy: (t) => t.agentId },
    { key: "market", head: text.market, show: marketOf, sortBy: marketOf, findBy: marketOf },
    {
      key: "month",
      head: text.month,
      show: (t) => figures.shortMonth(t.period),
      sortBy: (t) => t.period,
      findBy: (t) => figures.shortMonth(t.period),
    },
    {
      key: "amount",
      head: text.amount,
      figures: true,
      show: (t) => (t.amount === null ? text.gone : figures.money(t.amount, targetCurrency(t.market, t.period))),
      sortBy: (t) => minorOf(t.amount),
    },
    { key: "cell", head: text.cell, show: (t) => `${t.sheet} · ${t.cell}`, findBy: (t) => `${t.sheet} ${t.cell}` },
  ];
}

export function WorkbookTargets({ targets }: { readonly targets: readonly Target[] }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  return (
    <DataTable
      name={text.name}
      takeAs="workbook-targets"
      rows={targets}
      columns={columnsOf(text, figures)}
      rowKey={(t) => `${t.sheet} ${t.cell}`}
      empty={<EmptyState title={text.empty} text="" />}
    />
  );
}
