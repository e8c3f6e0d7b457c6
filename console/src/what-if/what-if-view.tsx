/**
 * One agent's what-if: what is turned on the left, what comes of it on the right, at once. In: the statement. Out: the address goes along, so
 * that it can be sent; nothing is stored.
 */
import { Button, CopyButton, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconArrowBackUp, IconLink } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { exponentOf, type StatementRow } from "../matrix/statement-facts.ts";
import { StepsTable } from "../matrix/steps-table.tsx";
import { useWords, words } from "../words/words.ts";
import { MatrixField } from "./matrix-field.tsx";
import { Outcome } from "./outcome-table.tsx";
import { SmallMatrix } from "./small-matrix.tsx";
import { useTrialMatrices } from "./trial-matrices.ts";
import { TrialFields } from "./trial-fields.tsx";
import { possible, readTrial, trialOf, tryOut, writeTrial, type Trial } from "./try-out.ts";
import classes from "./small-matrix.module.css";

const WORDS = words({
  en: {
    stored:
      "Nothing here is stored: it is calculated in your browser, by the rules that the statements are calculated by.",
    turn: "What would be otherwise",
    reset: "As it is",
    copy: "Copy the link",
    copied: "Copied",
    steps: "Steps to the next bands, from there",
    outcome: "What would come of it",
  },
  de: {
    stored:
      "Nichts davon wird gespeichert: Es wird in Ihrem Browser berechnet, nach denselben Regeln wie die Abrechnungen.",
    turn: "Was anders wäre",
    reset: "Wie es ist",
    copy: "Link kopieren",
    copied: "Kopiert",
    steps: "Schritte zu den nächsten Stufen von dort",
    outcome: "Was dabei herauskäme",
  },
  sv: {
    stored: "Inget av detta sparas: det räknas i din webbläsare, enligt samma regler som avräkningarna.",
    turn: "Vad som vore annorlunda",
    reset: "Som det är",
    copy: "Kopiera länken",
    copied: "Kopierad",
    steps: "Steg till nästa nivå, därifrån",
    outcome: "Vad det skulle ge",
  },
});

const ADDRESS_AFTER_MS = 250;

export function WhatIfView({ row }: { readonly row: StatementRow }) {
  const text = useWords(WORDS);
  const search = useSearchTexts();
  const setSearch = useSetSearch();
  const found = useTrialMatrices(row);
  // The page answers at once; the address follows when the slider rests.
  const [trial, setTrial] = useState(() => readTrial(row, search));
  const keep = useDebouncedCallback((next: Trial) => {
    setSearch(writeTrial(row, next), { replace: true });
  }, ADDRESS_AFTER_MS);
  const change = (next: Trial) => {
    const able = possible(next);
    setTrial(able);
    keep(able);
  };
  return (
    <div className={classes.layout ?? ""}>
      <Paper withBorder p="md">
        <Stack gap="md">
          <Group justify="space-between">
            <Title order={2} size="h4">
              {text.turn}
            </Title>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => {
                setTrial(trialOf(row));
                keep(trialOf(row));
                setSearch({ version: undefined, upload: undefined }, { replace: true });
              }}
            >
              {text.reset}
            </Button>
          </Group>
          <TrialFields row={row} trial={trial} onChange={change} />
          <MatrixField row={row} of={found} />
          <Text size="sm" c="dimmed">
            {text.stored}
          </Text>
          <CopyLink row={row} trial={trial} />
        </Stack>
      </Paper>
      <TrialOutcome row={row} trial={trial} of={found} />
    </div>
  );
}

interface TrialOutcomeProps {
  readonly row: StatementRow;
  readonly trial: Trial;
  readonly of: ReturnType<typeof useTrialMatrices>;
}

function TrialOutcome({ row, trial, of: { matrices, error } }: TrialOutcomeProps) {
  const text = useWords(WORDS);
  if (error !== null) return <ProblemAlert error={error} />;
  if (matrices === null) return <Loading />;
  const exponent = exponentOf(row.volume);
  const { before, after, distances } = tryOut(row, trial, matrices);
  const tried = matrices.other ?? matrices.inForce;
  return (
    <section aria-label={text.outcome}>
      <Title order={2} size="h4" mb="xs">
        {text.outcome}
      </Title>
      <Outcome
        before={{ statement: before, matrix: matrices.inForce }}
        after={{ statement: after, matrix: tried }}
        exponent={exponent}
        why={{ period: row.period, market: row.market, agent: row.agentId }}
      />
      <Title order={2} size="h4" mt="md" mb="xs">
        {text.steps}
      </Title>
      <StepsTable name={text.steps} distances={distances} exponent={exponent} currency={row.currency} />
      {tried !== null && (
        <Stack mt="md">
          <SmallMatrix matrix={tried} before={before} after={after} />
        </Stack>
      )}
    </section>
  );
}

/** Of what is shown now: the address may be a moment behind. */
function CopyLink({ row, trial }: { readonly row: StatementRow; readonly trial: Trial }) {
  const text = useWords(WORDS);
  const address = () => {
    const url = new URL(location.href);
    url.searchParams.set("market", row.market);
    url.searchParams.set("period", row.period);
    url.searchParams.set("agent", row.agentId);
    for (const [name, value] of Object.entries(writeTrial(row, trial)))
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    return url.toString();
  };
  return (
    <CopyButton value={address()}>
      {({ copied, copy }) => (
        <Button size="xs" variant="light" leftSection={<IconLink size={16} aria-hidden />} onClick={copy}>
          {copied ? text.copied : text.copy}
        </Button>
      )}
    </CopyButton>
  );
}
