/**
 * The targets that a workbook adds, changes or takes away. In: its changes. Out: a table, a target a row.
 */
import { Badge, Text } from "@mantine/core";
import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { minorOf, sumOf, type Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { Change } from "./cell-marks.ts";
import { targetCurrency } from "./target-currency.ts";

const WORDS = words({
  en: {
    name: "Changed targets",
    agent: "Agent",
    market: "Market",
    wherever: "Wherever the agent sells",
    month: "Month",
    what: "What",
    before: "Before",
    after: "After",
    difference: "Difference",
    cell: "Cell",
    added: "New",
    changed: "Changed",
    removed: "Taken away",
  },
  de: {
    name: "Geänderte Ziele",
    agent: "Agent",
    market: "Markt",
    wherever: "Wo der Agent verkauft",
    month: "Monat",
    what: "Was",
    before: "Vorher",
    after: "Nachher",
    difference: "Differenz",
    cell: "Zelle",
    added: "Neu",
    changed: "Geändert",
    removed: "Gestrichen",
  },
  sv: {
    name: "Ändrade mål",
    agent: "Agent",
    market: "Marknad",
    wherever: "Där agenten säljer",
    month: "Månad",
    what: "Vad",
    before: "Före",
    after: "Efter",
    difference: "Skillnad",
    cell: "Cell",
    added: "Nytt",
    changed: "Ändrat",
    removed: "Borttaget",
  },
});

type Said = (typeof WORDS)["en"];

function agentOf(change: Change): string {
  return change.what.replace(/^target of /, "");
}

function whatOf({ before, after }: Change): "added" | "changed" | "removed" {
  if (before === null) return "added";
  return after === null ? "removed" : "changed";
}

const SIGNS = { added: IconPlus, changed: IconPencil, removed: IconMinus } as const;
const COLOURS = { added: "green", changed: "blue", removed: "red" } as const;

function differenceOf({ before, after }: Change): string | null {
  if (before === null || after === null) return null;
  return sumOf([after, before.startsWith("-") ? before.slice(1) : `-${before}`]);
}

function columnsOf(text: Said, figures: Figures): Column<Change>[] {
  const marketOf = (change: Change) => (change.market === null ? text.wherever : figures.market(change.market));
  const money = (decimal: string | null, change: Change) =>
    decimal === null ? "–" : figures.money(decimal, targetCurrency(change.market, change.at));
  return [
    { key: "agent", head: text.agent, show: agentOf, sortBy: agentOf, findBy: agentOf },
    { key: "market", head: text.market, show: marketOf, sortBy: marketOf, findBy: marketOf },
    {
      key: "month",
      head: text.month,
      show: (c) => figures.shortMonth(c.at),
      sortBy: (c) => c.at,
      findBy: (c) => figures.shortMonth(c.at),
    },
    {
      key: "what",
      head: text.what,
      show: (change) => {
        const what = whatOf(change);
        const Sign = SIGNS[what];
        return (
          <Badge color={COLOURS[what]} leftSection={<Sign size={12} aria-hidden />}>
            {text[what]}
          </Badge>
        );
      },
      sortBy: whatOf,
      findBy: (change) => text[whatOf(change)],
    },
    {
      key: "before",
      head: text.before,
      figures: true,
      show: (c) => money(c.before, c),
      sortBy: (c) => minorOf(c.before),
    },
    {
      key: "after",
      head: text.after,
      figures: true,
      show: (c) => <strong>{money(c.after, c)}</strong>,
      sortBy: (c) => minorOf(c.after),
    },
    {
      key: "difference",
      head: text.difference,
      figures: true,
      show: (change) => {
        const difference = differenceOf(change);
        return difference === null ? "–" : figures.change(difference);
      },
      sortBy: (change) => minorOf(differenceOf(change)),
    },
    {
      key: "cell",
      head: text.cell,
      show: (c) => (
        <Text size="sm" component="span" c="dimmed">
          {c.cell === null ? c.sheet : `${c.sheet} · ${c.cell}`}
        </Text>
      ),
      findBy: (c) => `${c.sheet} ${c.cell ?? ""}`,
    },
  ];
}

export function ChangedTargets({ changes }: { readonly changes: readonly Change[] }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  return (
    <DataTable
      name={text.name}
      takeAs="changed-targets"
      rows={changes}
      columns={columnsOf(text, figures)}
      rowKey={(change) => `${change.sheet} ${change.cell ?? change.what} ${change.at}`}
      empty={null}
      ownState
    />
  );
}
