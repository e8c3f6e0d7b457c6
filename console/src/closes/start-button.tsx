/**
 * Begins a close; who may not is told who can.
 */
import { Button, Text } from "@mantine/core";
import { IconCalculator } from "@tabler/icons-react";
import { may, useMe } from "../app/session.ts";
import { useSetSearch } from "../app/search.ts";
import { useWords, words } from "../words/words.ts";

const WORDS = words({
  en: { start: "Close the month", not: "Closing a month takes the role of an uploader." },
  de: { start: "Monat abschließen", not: "Einen Monat schließt ab, wer die Rolle Upload hat." },
  sv: { start: "Stäng månaden", not: "Att stänga en månad kräver rollen uppladdare." },
});

export function StartButton() {
  const text = useWords(WORDS);
  const setSearch = useSetSearch();
  if (!may(useMe(), "upload"))
    return (
      <Text size="sm" c="dimmed">
        {text.not}
      </Text>
    );
  return (
    <Button
      leftSection={<IconCalculator size={16} />}
      onClick={() => {
        setSearch({ tab: "start" });
      }}
    >
      {text.start}
    </Button>
  );
}
