/**
 * The month at a glance: how far each market is, from contracts to reconciled, and what waits for who looks.
 */
import { Skeleton, Stack, Title } from "@mantine/core";
import { PageButton } from "../app/page-link.tsx";
import { may, useMe } from "../app/session.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { ActList } from "./act-list.tsx";
import { AlarmList } from "./alarm-list.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { MarketTable } from "./market-table.tsx";
import { nextActs } from "./next-acts.ts";
import { useMarketFacts } from "./use-market-facts.ts";

const LOADING_PX = 180;

const WORDS = words({
  en: {
    about: (month: string) => `${month}: how far each market is, and what waits for whom`,
    markets: "Markets",
    admin: "You administer, and see no figures",
    adminText:
      "Administrators grant roles and manage settings; they neither upload nor approve, and see no contracts or money.",
    adminAct: "Settings and people",
    nothing: (market: string) => `Nothing is known of ${market}`,
    nothingText: "Nothing was received of this market, or you have no role in it.",
    nothingAct: "Show all markets",
  },
  de: {
    about: (month: string) => `${month}: wie weit jeder Markt ist, und was auf wen wartet`,
    markets: "Märkte",
    admin: "Sie administrieren und sehen keine Zahlen",
    adminText:
      "Die Administration vergibt Rollen und pflegt Einstellungen; sie lädt nicht hoch, gibt nicht frei und sieht weder Verträge noch Beträge.",
    adminAct: "Einstellungen und Personen",
    nothing: (market: string) => `Über ${market} ist nichts bekannt`,
    nothingText: "Von diesem Markt wurde nichts empfangen, oder Sie haben dort keine Rolle.",
    nothingAct: "Alle Märkte zeigen",
  },
  sv: {
    about: (month: string) => `${month}: hur långt varje marknad har kommit, och vad som väntar på vem`,
    markets: "Marknader",
    admin: "Du administrerar och ser inga siffror",
    adminText:
      "Administratörer ger roller och sköter inställningar; de laddar varken upp eller godkänner, och ser varken avtal eller pengar.",
    adminAct: "Inställningar och personer",
    nothing: (market: string) => `Inget är känt om ${market}`,
    nothingText: "Inget har tagits emot från marknaden, eller så har du ingen roll där.",
    nothingAct: "Visa alla marknader",
  },
});

export function OverviewPage() {
  const names = useWords(WORKPLACE_NAMES);
  const text = useWords(WORDS);
  const me = useMe();
  if (may(me, "view")) return <MonthAtAGlance />;
  return (
    <>
      <PageHead title={names.overview} />
      <EmptyState
        title={text.admin}
        text={text.adminText}
        act={<PageButton to="/administration">{text.adminAct}</PageButton>}
      />
    </>
  );
}

function MonthAtAGlance() {
  const names = useWords(WORKPLACE_NAMES);
  const text = useWords(WORDS);
  const figures = useFigures();
  const me = useMe();
  const { scope, markets, rejected, uploads, loading, error } = useMarketFacts();
  const { period, status } = scope;
  const head = <PageHead title={names.overview} about={text.about(figures.month(period))} />;
  if (error !== null)
    return (
      <>
        {head}
        <ProblemAlert error={error} />
      </>
    );
  if (loading)
    return (
      <>
        {head}
        <Skeleton height={LOADING_PX} mb="md" />
        <Skeleton height={LOADING_PX} />
      </>
    );
  if (markets.length === 0 && rejected === 0)
    return (
      <>
        {head}
        {scope.markets.length === 0 ? <FirstSteps /> : <NothingHere market={scope.market} />}
      </>
    );
  return (
    <>
      {head}
      <Stack gap="lg">
        <ActList acts={nextActs({ me, markets, rejected, uploads })} period={period} />
        <section>
          <Title order={2} size="h4" mb="xs">
            {text.markets}
          </Title>
          <MarketTable name={text.markets} markets={markets} />
        </section>
      </Stack>
      <AlarmList alarms={status?.alarms ?? []} />
    </>
  );
}

/** A market in the address that is not among those that may be seen, or of which there is nothing yet: which of them is not said. */
function NothingHere({ market }: { readonly market: string | null }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  return (
    <EmptyState
      title={text.nothing(market === null ? "" : figures.market(market))}
      text={text.nothingText}
      act={
        <PageButton to="." search={(before) => ({ ...before, market: undefined })}>
          {text.nothingAct}
        </PageButton>
      }
    />
  );
}
