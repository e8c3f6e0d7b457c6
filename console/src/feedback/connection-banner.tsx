/**
 * The server does not answer: says so over every page, for as long as it lasts. What is shown stays; when the server is back, all of it is
 * asked for anew.
 */
import { Affix, Alert } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { hasNoAnswer } from "../api/api-problem.ts";
import { useAsk } from "../api/queries.ts";
import { useWords, words } from "../words/words.ts";

const TRY_MS = 3_000;

const WORDS = words({
  en: {
    title: "The server does not answer",
    text: "What you see may be out of date. It is tried again every few seconds and goes on by itself.",
  },
  de: {
    title: "Der Server antwortet nicht",
    text: "Was Sie sehen, kann veraltet sein. Es wird alle paar Sekunden erneut versucht und geht von selbst weiter.",
  },
  sv: {
    title: "Servern svarar inte",
    text: "Det du ser kan vara gammalt. Nya försök görs med några sekunders mellanrum, och det fortsätter av sig självt.",
  },
});

export function ConnectionBanner() {
  const queries = useQueryClient();
  const [away, setAway] = useState(false);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== "updated") return;
        const { action } = event;
        if (action.type === "failed" && hasNoAnswer(action.error)) setAway(true);
        if (action.type === "success") setAway(false);
      }),
    [queries],
  );
  useEffect(() => {
    if (away)
      return () => {
        void queries.invalidateQueries();
      };
    return undefined;
  }, [away, queries]);
  return (
    <div role="status">
      {away && (
        <Affix position={{ bottom: 16, left: 16, right: 16 }}>
          <Away />
        </Affix>
      )}
    </div>
  );
}

function Away() {
  const text = useWords(WORDS);
  // Whatever page is open: somebody asks whether the server is back.
  useAsk("/sign-in", {}, { refetchIntervalMs: TRY_MS });
  return (
    <Alert color="yellow" variant="filled" maw={560} mx="auto" icon={<IconPlugConnectedX />} title={text.title}>
      {text.text}
    </Alert>
  );
}
