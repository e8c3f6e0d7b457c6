/**
 * What if: another outcome of an agent's month, tried in the browser. In: the month's statements, the agent of the address. Out: the page.
 */
import { Select } from "@mantine/core";
import { useAllRows } from "../api/queries.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useScope } from "../app/scope.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import type { StatementRow } from "../matrix/statement-facts.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { WhatIfView } from "./what-if-view.tsx";

const WORDS = words({
  en: {
    about: (month: string) => `Another outcome of ${month}, stored nowhere`,
    agent: "Agent",
    choose: "Choose an agent",
    chooseText: "Then turn contracts, volume, target and matrix, and see the commission at once.",
    none: (month: string) => `Nobody has a statement for ${month}`,
    noneText: "A what-if starts from a statement: choose another month or market, or load contracts for this one.",
    unknown: (agent: string) => `${agent} has no statement in this month and market. Choose another agent.`,
  },
  de: {
    about: (month: string) => `Ein anderer Ausgang von ${month}, nirgends gespeichert`,
    agent: "Agent",
    choose: "Wählen Sie einen Agenten",
    chooseText: "Dann verändern Sie Verträge, Volumen, Ziel und Matrix und sehen die Provision sofort.",
    none: (month: string) => `Niemand hat eine Abrechnung für ${month}`,
    noneText:
      "„Was wäre, wenn“ geht von einer Abrechnung aus: Wählen Sie einen anderen Monat oder Markt, oder laden Sie Verträge.",
    unknown: (agent: string) =>
      `${agent} hat in diesem Monat und Markt keine Abrechnung. Wählen Sie einen anderen Agenten.`,
  },
  sv: {
    about: (month: string) => `Ett annat utfall för ${month}, sparas ingenstans`,
    agent: "Agent",
    choose: "Välj en agent",
    chooseText: "Ändra sedan avtal, volym, mål och matris, och se provisionen genast.",
    none: (month: string) => `Ingen har en avräkning för ${month}`,
    noneText: "Tänk om utgår från en avräkning: välj en annan månad eller marknad, eller läs in avtal för denna.",
    unknown: (agent: string) => `${agent} har ingen avräkning denna månad och marknad. Välj en annan agent.`,
  },
});

/** An agent's name may hold spaces; a market's code does not. */
const keyOf = ({ market, agentId }: StatementRow) => `${market} ${agentId}`;

export function WhatIfPage() {
  const text = useWords(WORDS);
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const { period, market, loading } = useScope();
  const found = useAllRows(
    "/statements",
    { query: { period, market: market ?? undefined, limit: 1000 } },
    (page) => page.statements,
    { enabled: !loading },
  );
  const month = figures.month(period);
  return (
    <>
      <PageHead title={names.whatIf} about={text.about(month)} />
      {found.error !== null && <ProblemAlert error={found.error} />}
      {found.error === null && (loading || found.loading) && <Loading />}
      {found.error === null && !loading && !found.loading && found.rows.length === 0 && (
        <EmptyState title={text.none(month)} text={text.noneText} />
      )}
      {found.rows.length > 0 && <OneAgent rows={found.rows} isOneMarket={market !== null} />}
    </>
  );
}

interface OneAgentProps {
  readonly rows: readonly StatementRow[];
  readonly isOneMarket: boolean;
}

function OneAgent({ rows, isOneMarket }: OneAgentProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const { agent } = useSearchTexts();
  const setSearch = useSetSearch();
  const row = rows.find((one) => one.agentId === agent);
  const label = (one: StatementRow) => (isOneMarket ? one.agentId : `${one.agentId} · ${figures.market(one.market)}`);
  return (
    <>
      <Select
        label={text.agent}
        placeholder={text.choose}
        data={rows.map((one) => ({ value: keyOf(one), label: label(one) }))}
        value={row === undefined ? null : keyOf(row)}
        searchable
        allowDeselect={false}
        limit={200}
        maw={420}
        mb="md"
        onChange={(value) => {
          const next = rows.find((one) => keyOf(one) === value);
          if (next === undefined) return;
          const none = {
            financed: undefined,
            total: undefined,
            volume: undefined,
            target: undefined,
            upload: undefined,
          };
          setSearch({ ...none, version: undefined, agent: next.agentId, market: next.market });
        }}
      />
      {row === undefined ? (
        <EmptyState title={text.choose} text={agent === undefined ? text.chooseText : text.unknown(agent)} />
      ) : (
        <WhatIfView key={`${row.period} ${keyOf(row)}`} row={row} />
      )}
    </>
  );
}
