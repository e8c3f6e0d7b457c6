/**
 * The agents of the heatmap as a table: the same figures, for the keyboard and for reading aloud; who is nearest to more money first.
 * In: where they stand. Out: the agent that is chosen.
 */
import { Badge } from "@mantine/core";
import { formatMinor } from "../../../src/domain/money.ts";
import { ratioText } from "../../../src/domain/rate.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import type { Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { boundWords } from "./bands.ts";
import { MATRIX_WORDS } from "./matrix-words.ts";
import type { Placed } from "./standing.ts";
import { effectText, STEP_WORDS, stepText } from "./step-words.ts";

const WORDS = words({
  en: {
    name: "Agents, nearest to more commission first",
    none: "No agent stands in this matrix",
    noneText: "Nobody has a counting contract in this month, or all are blocked.",
    highest: "no further step pays more",
  },
  de: {
    name: "Agenten, am nächsten an mehr Provision zuerst",
    none: "Kein Agent steht in dieser Matrix",
    noneText: "Niemand hat in diesem Monat einen zählenden Vertrag, oder alle sind gesperrt.",
    highest: "kein weiterer Schritt zahlt mehr",
  },
  sv: {
    name: "Agenter, närmast mer provision först",
    none: "Ingen agent står i denna matris",
    noneText: "Ingen har ett räknat avtal denna månad, eller alla är spärrade.",
    highest: "inget ytterligare steg ger mer",
  },
});

interface Texts {
  readonly shared: (typeof MATRIX_WORDS)["en"];
  readonly steps: (typeof STEP_WORDS)["en"];
  readonly highest: string;
}

/** A ratio in hundredths of a percent, rounded down: for sorting. */
function sortRatio({ numerator, denominator }: { readonly numerator: bigint; readonly denominator: bigint }): bigint {
  return (numerator * 1_000_000n) / denominator;
}

function columnsOf(figures: Figures, { shared, steps, highest }: Texts): Column<Placed>[] {
  const moneyOf = ({ exponent, row }: Placed) => ({ figures, exponent, currency: row.currency });
  return [
    {
      key: "agent",
      head: shared.agent,
      show: (s) => s.row.agentId,
      sortBy: (s) => s.row.agentId,
      findBy: (s) => s.row.agentId,
    },
    {
      key: "lacking",
      head: shared.lacking,
      sortBy: (s) => s.lackingPpm,
      show: (s) => {
        if (s.next === null) return highest;
        const to = boundWords(s.next.bound, figures.rate);
        return (
          <>
            {`${stepText(s.next, steps, moneyOf(s))} → ${to} `}
            {s.isNear && <Badge variant="outline">{shared.near}</Badge>}
          </>
        );
      },
    },
    {
      key: "effect",
      head: shared.effect,
      figures: true,
      sortBy: (s) => s.next?.effectMinor ?? null,
      show: (s) => (s.next === null ? "–" : effectText(s.next.effectMinor, moneyOf(s))),
    },
    {
      key: "penetration",
      head: shared.penetration,
      figures: true,
      sortBy: (s) => sortRatio(s.outcome.penetration),
      show: (s) => figures.ratio(ratioText(s.outcome.penetration)),
    },
    {
      key: "achievement",
      head: shared.achievement,
      figures: true,
      sortBy: (s) => sortRatio(s.outcome.achievement),
      show: (s) => figures.ratio(ratioText(s.outcome.achievement)),
    },
    {
      key: "rate",
      head: shared.rate,
      figures: true,
      sortBy: (s) => s.outcome.ratePpm,
      show: (s) => figures.tableRate(s.outcome.ratePpm),
    },
    {
      key: "commission",
      head: shared.commission,
      figures: true,
      sortBy: (s) => s.outcome.commissionMinor,
      show: (s) => figures.money(formatMinor(s.outcome.commissionMinor, s.exponent), s.row.currency),
    },
  ];
}

interface AgentsTableProps {
  readonly agents: readonly Placed[];
  readonly chosen: string | undefined;
  readonly onAgent: (agent: string) => void;
}

export function AgentsTable({ agents, chosen, onAgent }: AgentsTableProps) {
  const text = useWords(WORDS);
  const shared = useWords(MATRIX_WORDS);
  const steps = useWords(STEP_WORDS);
  const figures = useFigures();
  return (
    <DataTable
      name={text.name}
      rows={agents}
      columns={columnsOf(figures, { shared, steps, highest: text.highest })}
      rowKey={(s) => s.row.agentId}
      empty={<EmptyState title={text.none} text={text.noneText} />}
      onOpen={(s) => {
        onAgent(s.row.agentId);
      }}
      isOpen={(s) => s.row.agentId === chosen}
    />
  );
}
