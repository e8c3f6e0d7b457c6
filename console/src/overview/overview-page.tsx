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
    empty: "Nothing was received yet",
    emptyText: "Upload the year's matrices and targets, and have the source send its contracts.",
    emptyAct: "Upload workbooks",
  },
  de: {
    about: (month: string) => `${month}: wie weit jeder Markt ist, und was auf wen wartet`,
    markets: "Märkte",
    admin: "Sie administrieren und sehen keine Zahlen",
    adminText:
      "Die Administration vergibt Rollen und pflegt Einstellungen; sie lädt nicht hoch, gibt nicht frei und sieht weder Verträge noch Beträge.",
    adminAct: "Einstellungen und Personen",
    empty: "Noch wurde nichts empfangen",
    emptyText: "Laden Sie Matrizen und Ziele des Jahres hoch, und lassen Sie die Quelle ihre Verträge senden.",
    emptyAct: "Arbeitsmappen hochladen",
  },
  sv: {
    about: (month: string) => `${month}: hur långt varje marknad har kommit, och vad som väntar på vem`,
    markets: "Marknader",
    admin: "Du administrerar och ser inga siffror",
    adminText:
      "Administratörer ger roller och sköter inställningar; de laddar varken upp eller godkänner, och ser varken avtal eller pengar.",
    adminAct: "Inställningar och personer",
    empty: "Inget har tagits emot än",
    emptyText: "Ladda upp årets matriser och mål, och låt källan skicka sina avtal.",
    emptyAct: "Ladda upp arbetsböcker",
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
  const { scope, markets, rejected, loading, error } = useMarketFacts();
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
        <EmptyState
          title={text.empty}
          text={text.emptyText}
          act={<PageButton to="/workbooks">{text.emptyAct}</PageButton>}
        />
      </>
    );
  return (
    <>
      {head}
      <Stack gap="lg">
        <ActList acts={nextActs({ me, markets, rejected })} period={period} />
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
