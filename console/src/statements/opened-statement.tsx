/**
 * One statement, opened: how it comes about in one line, its contracts, what blocks it, what its month booked besides, and its files.
 */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useAsk } from "../api/queries.ts";
import { useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { isMissing } from "../api/api-problem.ts";
import { DataTable } from "../table/data-table.tsx";
import { Calculation } from "../why/calculation.tsx";
import type { ExplainedStatement, Explanation } from "../why/explanation.ts";
import { useLineColumns } from "../why/line-columns.tsx";
import { WhyAmount } from "../why/why-amount.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { BlockedAlert } from "./blocked-alert.tsx";
import { BookedHere } from "./booked-here.tsx";
import type { ListedStatement } from "./statement-columns.tsx";
import { StatementFiles } from "./statement-files.tsx";
import { StatementLinks } from "./statement-links.tsx";
import { FinalBadge, StatusBadge } from "./status-badge.tsx";

const WORDS = words({
  en: {
    back: "All statements",
    before: "Agent before",
    after: "Next agent",
    how: "How the commission comes about",
    why: "Why this amount: the whole working",
    lines: "Contracts that earn commission",
    noLines: "No financed contract counts, so there is no line.",
    blockedLines: "Lines are calculated when the statement is no longer blocked.",
    gone: "No statement",
    goneText:
      "No contract of this agent counts in this month and market, and nothing is posted. Choose another month, or go back to all statements.",
    moved: "No contract counts here now; what was posted before stands in the ledger.",
  },
  de: {
    back: "Alle Abrechnungen",
    before: "Agent davor",
    after: "Nächster Agent",
    how: "So entsteht die Provision",
    why: "Warum dieser Betrag: der ganze Rechenweg",
    lines: "Verträge, die Provision bringen",
    noLines: "Kein finanzierter Vertrag zählt, darum gibt es keine Zeile.",
    blockedLines: "Zeilen werden berechnet, sobald die Abrechnung nicht mehr gesperrt ist.",
    gone: "Keine Abrechnung",
    goneText:
      "In diesem Monat und Markt zählt kein Vertrag dieses Agenten, und nichts ist gebucht. Wählen Sie einen anderen Monat, oder gehen Sie zurück zu allen Abrechnungen.",
    moved: "Hier zählt jetzt kein Vertrag; was früher gebucht wurde, steht im Hauptbuch.",
  },
  sv: {
    back: "Alla avräkningar",
    before: "Föregående agent",
    after: "Nästa agent",
    how: "Så blir provisionen till",
    why: "Varför detta belopp: hela uträkningen",
    lines: "Avtal som ger provision",
    noLines: "Inget finansierat avtal räknas, så det finns ingen rad.",
    blockedLines: "Raderna räknas när avräkningen inte längre är spärrad.",
    gone: "Ingen avräkning",
    goneText:
      "Inget avtal för agenten räknas i månaden och marknaden, och inget är bokfört. Välj en annan månad, eller gå tillbaka till alla avräkningar.",
    moved: "Inget avtal räknas här nu; det som bokförts tidigare står i huvudboken.",
  },
});

interface OpenedStatementProps {
  readonly period: string;
  readonly market: string;
  readonly agent: string;
  /** For the way to the neighbours. */
  readonly all: readonly ListedStatement[];
}

export function OpenedStatement({ period, market, agent, all }: OpenedStatementProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const found = useAsk("/explanation", { query: { period, market, agent } });
  const statement = found.data?.statement ?? null;
  return (
    <>
      <Ways market={market} agent={agent} all={all} />
      <PageHead
        title={agent}
        about={
          <Group gap="xs" component="span">
            {`${figures.month(period)} · ${figures.market(market)}`}
            {statement !== null && <StatusBadge status={statement.status} />}
            {statement !== null && <FinalBadge of={statement} />}
          </Group>
        }
        acts={
          found.data !== undefined && (
            <StatementFiles period={period} market={market} agent={agent} withPdf={statement !== null} />
          )
        }
      />
      {found.isPending && <Loading />}
      {isMissing(found.error) && <EmptyState title={text.gone} text={text.goneText} />}
      {found.error !== null && !isMissing(found.error) && (
        <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data !== undefined && (
        <Stack gap="xl">
          {statement === null ? <Text>{text.moved}</Text> : <Working explanation={found.data} statement={statement} />}
          <BookedHere period={period} market={market} agent={agent} />
        </Stack>
      )}
    </>
  );
}

function Working({
  explanation,
  statement,
}: {
  readonly explanation: Explanation;
  readonly statement: ExplainedStatement;
}) {
  const text = useWords(WORDS);
  const { period, market, agentId: agent } = statement;
  return (
    <>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {text.how}
        </Title>
        <BlockedAlert statement={statement} />
        <Calculation statement={statement} />
        <Group gap="md">
          <WhyAmount of={{ period, market, agent }}>{text.why}</WhyAmount>
          <StatementLinks period={period} market={market} agent={agent} />
        </Group>
      </Stack>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {text.lines}
        </Title>
        <DataTable
          name={text.lines}
          takeAs="statement-lines"
          rows={explanation.lines}
          columns={useLineColumns(explanation)}
          rowKey={(line) => line.contractId}
          empty={<Text c="dimmed">{statement.status === "blocked" ? text.blockedLines : text.noLines}</Text>}
          ownState
          quietUpTo={12}
          maxHeightPx={560}
        />
      </Stack>
    </>
  );
}

/** Back to the table, and to the agents before and after in it. */
function Ways({ market, agent, all }: Pick<OpenedStatementProps, "market" | "agent" | "all">) {
  const text = useWords(WORDS);
  const setSearch = useSetSearch();
  const at = all.findIndex((s) => s.market === market && s.agentId === agent);
  const to = (s: ListedStatement | undefined) => () => {
    if (s !== undefined) setSearch({ agent: s.agentId, open: s.market });
  };
  const [before, after] = at === -1 ? [undefined, undefined] : [all[at - 1], all[at + 1]];
  return (
    <Group justify="space-between" mb="sm" gap="xs">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} />}
        onClick={() => {
          setSearch({ agent: undefined, open: undefined });
        }}
      >
        {text.back}
      </Button>
      <Group gap={4}>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={before === undefined}
          leftSection={<IconChevronLeft size={16} />}
          onClick={to(before)}
        >
          {text.before}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={after === undefined}
          rightSection={<IconChevronRight size={16} />}
          onClick={to(after)}
        >
          {text.after}
        </Button>
      </Group>
    </Group>
  );
}
