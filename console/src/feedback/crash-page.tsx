/**
 * A page broke: our mistake. Or it could not be loaded, as the server is away. Nothing was written by it; the rest of the console goes on.
 */
import { Button } from "@mantine/core";
import { useState } from "react";
import { hasNoAnswer } from "../api/api-problem.ts";
import { ask } from "../api/client.ts";
import { useWords, words } from "../words/words.ts";
import { EmptyState } from "./empty-state.tsx";
import { PageNotLoaded } from "./page-not-loaded.ts";

const WORDS = words({
  en: {
    title: "This page broke",
    text: "That is our mistake. Nothing was changed by it. Load the page again; if it breaks again, report what you did:",
    again: "Load again",
    notLoaded: "This page could not be loaded",
    notLoadedText: "The server did not answer, or runs a newer release meanwhile. Load the page again.",
    still: "The server does not answer yet. Try again in a moment.",
  },
  de: {
    title: "Diese Seite ist abgestürzt",
    text: "Das ist unser Fehler. Es wurde dadurch nichts geändert. Laden Sie die Seite neu; stürzt sie wieder ab, melden Sie, was Sie taten:",
    again: "Neu laden",
    notLoaded: "Diese Seite konnte nicht geladen werden",
    notLoadedText:
      "Der Server hat nicht geantwortet, oder er läuft inzwischen in einer neueren Fassung. Laden Sie die Seite neu.",
    still: "Der Server antwortet noch nicht. Versuchen Sie es gleich noch einmal.",
  },
  sv: {
    title: "Sidan gick sönder",
    text: "Det är vårt fel. Inget ändrades av det. Ladda sidan igen; går den sönder på nytt, anmäl vad du gjorde:",
    again: "Ladda igen",
    notLoaded: "Sidan kunde inte laddas",
    notLoadedText: "Servern svarade inte, eller kör en nyare version. Ladda sidan igen.",
    still: "Servern svarar inte än. Försök igen om en stund.",
  },
});

export function CrashPage({ error }: { readonly error: unknown }) {
  const text = useWords(WORDS);
  if (error instanceof PageNotLoaded) return <NotLoaded />;
  return (
    <EmptyState
      title={text.title}
      text={`${text.text} ${error instanceof Error ? error.message : String(error)}`}
      act={
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {text.again}
        </Button>
      }
    />
  );
}

/** Only a server that answers is gone to: else the browser's own page would take the place of the console. */
function NotLoaded() {
  const text = useWords(WORDS);
  const [still, setStill] = useState(false);
  const reload = async () => {
    try {
      await ask("/sign-in");
      location.reload();
    } catch (error) {
      if (!hasNoAnswer(error)) throw error;
      setStill(true);
    }
  };
  return (
    <EmptyState
      title={text.notLoaded}
      text={still ? text.still : text.notLoadedText}
      act={<Button onClick={() => void reload()}>{text.again}</Button>}
    />
  );
}
