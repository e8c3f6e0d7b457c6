/**
 * A page broke: our mistake. Nothing was written by it; the rest of the console goes on.
 */
import { Button } from "@mantine/core";
import { useWords, words } from "../words/words.ts";
import { EmptyState } from "./empty-state.tsx";

const WORDS = words({
  en: {
    title: "This page broke",
    text: "That is our mistake. Nothing was changed by it. Load the page again; if it breaks again, report what you did:",
    again: "Load again",
  },
  de: {
    title: "Diese Seite ist abgestürzt",
    text: "Das ist unser Fehler. Es wurde dadurch nichts geändert. Laden Sie die Seite neu; stürzt sie wieder ab, melden Sie, was Sie taten:",
    again: "Neu laden",
  },
  sv: {
    title: "Sidan gick sönder",
    text: "Det är vårt fel. Inget ändrades av det. Ladda sidan igen; går den sönder på nytt, anmäl vad du gjorde:",
    again: "Ladda igen",
  },
});

export function CrashPage({ error }: { readonly error: unknown }) {
  const text = useWords(WORDS);
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
