/**
 * Starts the close of a month: choose markets, close them one after another, see the result of each. What is already known to stand in
 * the way is said before; what the server refuses is said in words, with what to do.
 */
import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useAsk } from "../api/queries.ts";
import { may, useMe } from "../app/session.ts";
import { useSetSearch } from "../app/search.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useReturnFocus } from "../feedback/return-focus.ts";
import { blockedOf, standingOf, type CloseCode, type MarketFacts } from "../overview/market-standing.ts";
import { peopleWho } from "../overview/people-who.ts";
import { STEP_WORDS } from "../overview/step-words.ts";
import { useMarketFacts } from "../overview/use-market-facts.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { useRunCloses, type Run } from "./run-closes.ts";
import { RunResult } from "./run-result.tsx";

const WORDS = words({
  en: {
    title: (month: string) => `Close ${month}`,
    about:
      "Each market is calculated by itself. What comes out is a proposal: nothing is posted before it is approved.",
    markets: "Markets",
    again: "Closed already: closing again posts what has changed since",
    blocked: (count: string) => `Blocked agents: ${count}. Nothing is posted for them until that is solved`,
    before: (month: string) => `Contracts since ${month}: months before a market's first close are never settled`,
    go: (count: string) => `Close ${count} markets`,
    one: (market: string) => `Close ${market}`,
    none: "There is no market here that you may close.",
    done: "Back to the list",
    next: "Next, somebody else looks at each proposal and approves or rejects it. It waits on their overview.",
    who: (people: string) => `Who can: ${people}.`,
    cancel: "Cancel",
  },
  de: {
    title: (month: string) => `${month} abschließen`,
    about: "Jeder Markt wird für sich berechnet. Das Ergebnis ist ein Vorschlag: Gebucht wird erst nach der Freigabe.",
    markets: "Märkte",
    again: "Schon abgeschlossen: Ein erneuter Abschluss bucht, was sich seither geändert hat",
    blocked: (count: string) => `Gesperrte Agenten: ${count}. Für sie wird nichts gebucht, bis das gelöst ist`,
    before: (month: string) =>
      `Verträge seit ${month}: Monate vor dem ersten Abschluss eines Marktes werden nie abgerechnet`,
    go: (count: string) => `${count} Märkte abschließen`,
    one: (market: string) => `${market} abschließen`,
    none: "Hier gibt es keinen Markt, den Sie abschließen dürfen.",
    done: "Zurück zur Liste",
    next: "Als Nächstes prüft jemand anderes jeden Vorschlag und gibt ihn frei oder lehnt ihn ab. Er wartet dort in der Übersicht.",
    who: (people: string) => `Das können: ${people}.`,
    cancel: "Abbrechen",
  },
  sv: {
    title: (month: string) => `Stäng ${month}`,
    about: "Varje marknad räknas för sig. Resultatet är ett förslag: inget bokförs förrän det är godkänt.",
    markets: "Marknader",
    again: "Redan stängd: att stänga igen bokför det som har ändrats sedan dess",
    blocked: (count: string) => `Spärrade agenter: ${count}. Inget bokförs för dem förrän det är löst`,
    before: (month: string) => `Avtal sedan ${month}: månader före en marknads första bokslut avräknas aldrig`,
    go: (count: string) => `Stäng ${count} marknader`,
    one: (market: string) => `Stäng ${market}`,
    none: "Här finns ingen marknad som du får stänga.",
    done: "Tillbaka till listan",
    next: "Härnäst granskar någon annan varje förslag och godkänner eller avvisar det. Det väntar i deras översikt.",
    who: (people: string) => `De som kan: ${people}.`,
    cancel: "Avbryt",
  },
});

const IMPOSSIBLE: readonly CloseCode[] = ["before-first", "nothing", "not-ended", "earlier-first"];
const MEANT: readonly CloseCode[] = ["ready", "gap", "differences"];

export function StartClose() {
  useReturnFocus();
  const text = useWords(WORDS);
  const figures = useFigures();
  const me = useMe();
  const setSearch = useSetSearch();
  const { scope, markets, loading, error } = useMarketFacts();
  const mine = markets.filter((m) => may(me, "upload", m.market));
  const leave = () => {
    setSearch({ tab: undefined });
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={text.title(figures.month(scope.period))}
      size="lg"
      closeButtonProps={{ "aria-label": text.cancel }}
    >
      {loading && <Loading />}
      {error !== null && <ProblemAlert error={error} />}
      {!loading && error === null && mine.length === 0 && <Text>{text.none}</Text>}
      {!loading && mine.length > 0 && (
        <StartForm key={scope.period} facts={mine} period={scope.period} onDone={leave} />
      )}
    </Modal>
  );
}

interface StartFormProps {
  readonly facts: readonly MarketFacts[];
  readonly period: string;
  readonly onDone: () => void;
}

function StartForm({ facts, period, onDone }: StartFormProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const [chosen, setChosen] = useState<string[]>(() =>
    facts.filter((m) => MEANT.includes(standingOf(m).close.code)).map((m) => m.market),
  );
  const { runs, close, running } = useRunCloses(period);
  const begun = runs.size > 0;
  const [only] = chosen;
  return (
    <Stack>
      <Text size="sm">{text.about}</Text>
      {!begun && (
        <Checkbox.Group label={text.markets} value={chosen} onChange={setChosen}>
          <Stack gap="sm" mt="xs">
            {facts.map((each) => (
              <MarketChoice key={each.market} facts={each} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {begun && (
        <Stack gap="sm" role="status">
          {[...runs].map(([market, run]) => (
            <RunResult key={market} market={market} period={period} run={run} onAgain={() => void close([market])} />
          ))}
        </Stack>
      )}
      {begun && !running && <WhatNext runs={runs} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone} disabled={running}>
          {begun ? text.done : text.cancel}
        </Button>
        {!begun && (
          <Button data-autofocus disabled={chosen.length === 0} onClick={() => void close(chosen)}>
            {chosen.length === 1 && only !== undefined
              ? text.one(figures.market(only))
              : text.go(figures.count(chosen.length))}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** A proposal is not the end: who goes on, by name where the people are known here. */
function WhatNext({ runs }: { readonly runs: ReadonlyMap<string, Run> }) {
  const text = useWords(WORDS);
  const me = useMe();
  const users = useAsk("/sign-in").data?.users ?? [];
  const markets = [...runs].flatMap(([market, { kind }]) => (kind === "closed" ? [market] : []));
  if (markets.length === 0) return null;
  const people = peopleWho(users, { who: "approver", markets, close: { startedBy: me.name } });
  return <Text size="sm">{people.length === 0 ? text.next : `${text.next} ${text.who(people.join(", "))}`}</Text>;
}

/** A market to be chosen, with what is known of it before. */
function MarketChoice({ facts }: { readonly facts: MarketFacts }) {
  const text = useWords(WORDS);
  const steps = useWords(STEP_WORDS);
  const figures = useFigures();
  const { code } = standingOf(facts).close;
  const [first] = facts.status.notClosed;
  const blocked = blockedOf(facts).reduce((sum, [, count]) => sum + count, 0);
  const warnings = [
    ...(code === "posted" ? [text.again] : []),
    ...(code === "gap" || code === "differences" || IMPOSSIBLE.includes(code) ? [steps.close[code]] : []),
    ...(blocked > 0 ? [text.blocked(figures.count(blocked))] : []),
    ...(facts.status.newestClosed === null && first !== undefined && first < facts.period
      ? [text.before(figures.month(first))]
      : []),
  ];
  return (
    <div>
      <Checkbox value={facts.market} label={figures.market(facts.market)} disabled={IMPOSSIBLE.includes(code)} />
      {warnings.map((warning) => (
        <Alert key={warning} color="yellow" variant="transparent" p={4} icon={<IconAlertTriangle size={16} />}>
          {warning}
        </Alert>
      ))}
    </div>
  );
}
