/**
 * The agents of the heatmap as a table: the same figures, for the keyboard and for reading aloud; who is nearest to more money first.
 * In: where they stand. Out: the agent that is chosen.
 */
import { VisuallyHidden } from "@mantine/core";
import { formatMinor } from "../../../src/domain/money.ts";
import { ratioText } from "../../../src/domain/rate.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { FIGURE_WORDS } from "../statements/statement-words.ts";
import type { Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { boundWords } from "./bands.ts";
import { MATRIX_WORDS } from "./matrix-words.ts";
import type { Placed } from "./standing.ts";
import { effectText, STEP_WORDS, stepText } from "./step-words.ts";
import classes from "./heatmap.module.css";

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
  readonly short: (typeof FIGURE_WORDS)["en"];
}

/** A ratio in hundredths of a percent, rounded down: for sorting. */
function sortRatio({ numerator, denominator }: { readonly numerator: bigint; readonly denominator: bigint }): bigint {
  return (numerator * 1_000_000n) / denominator;
}

function columnsOf(figures: Figures, { shared, steps, short, highest }: Texts, isInForce: boolean): Column<Placed>[] {
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
            {`${stepText(s.next, steps, moneyOf(s))} → ${to}`}
            {s.isNear && <NearSign near={shared.near} />}
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
      head: short.shortPenetration,
      figures: true,
      sortBy: (s) => sortRatio(s.outcome.penetration),
      show: (s) => figures.ratio(ratioText(s.outcome.penetration)),
    },
    {
      key: "achievement",
      head: short.shortAchievement,
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
      show: (s) => {
        const amount = figures.money(formatMinor(s.outcome.commissionMinor, s.exponent), s.row.currency);
        const { period, market, agentId: agent } = s.row;
        return isInForce ? <WhyAmount of={{ period, market, agent }}>{amount}</WhyAmount> : amount;
      },
    },
  ];
}

/** The same sign as in the heatmap, said aloud. */
function NearSign({ near }: { readonly near: string }) {
  return (
    <>
      <span className={`${classes.dot ?? ""} ${classes.rowDot ?? ""}`} data-near title={near} aria-hidden />
      <VisuallyHidden>{`, ${near}`}</VisuallyHidden>
    </>
  );
}

interface AgentsTableProps {
  readonly agents: readonly Placed[];
  readonly chosen: string | undefined;
  /** Only what the matrix in force pays can be explained. */
  readonly isInForce: boolean;
  readonly onAgent: (agent: string) => void;
}

export function AgentsTable({ agents, chosen, isInForce, onAgent }: AgentsTableProps) {
  const text = useWords(WORDS);
  const shared = useWords(MATRIX_WORDS);
  const steps = useWords(STEP_WORDS);
  const short = useWords(FIGURE_WORDS);
  const figures = useFigures();
  return (
    <DataTable
      name={text.name}
      takeAs="agents-by-matrix"
      rows={agents}
      columns={columnsOf(figures, { shared, steps, short, highest: text.highest }, isInForce)}
      rowKey={(s) => s.row.agentId}
      empty={<EmptyState title={text.none} text={text.noneText} />}
      onOpen={(s) => {
        onAgent(s.row.agentId);
      }}
      isOpen={(s) => s.row.agentId === chosen}
    />
  );
}
