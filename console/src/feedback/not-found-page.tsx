/**
 * An address that is no page of ours.
 */
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords, words } from "../words/words.ts";
import { EmptyState } from "./empty-state.tsx";

const WORDS = words({
  en: { title: "There is no such page", text: "The address is not one of the console's.", back: "To the overview" },
  de: { title: "Diese Seite gibt es nicht", text: "Die Adresse gehört nicht zur Konsole.", back: "Zur Übersicht" },
  sv: { title: "Sidan finns inte", text: "Adressen hör inte till konsolen.", back: "Till översikten" },
});

export function NotFoundPage() {
  const text = useWords(WORDS);
  return (
    <EmptyState
      title={text.title}
      text={text.text}
      act={
        <Anchor component={Link} to="/">
          {text.back}
        </Anchor>
      }
    />
  );
}
