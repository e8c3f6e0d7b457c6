/**
 * How a month stands, as a sign with its word: closed, waiting for an approval, open. In: the state. Out: nothing where nothing is known.
 */
import { Group, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconHourglass } from "@tabler/icons-react";
import { useWords, words } from "../words/words.ts";
import type { MonthState } from "./scope.ts";

const SIGNS = { closed: IconCircleCheck, waits: IconHourglass, open: IconCircleDashed } as const;

const WORDS = words({
  en: { closed: "closed", waits: "waits for approval", open: "open" },
  de: { closed: "abgeschlossen", waits: "wartet auf Freigabe", open: "offen" },
  sv: { closed: "stängd", waits: "väntar på godkännande", open: "öppen" },
});

export function MonthSign({ state }: { readonly state: MonthState | null }) {
  const text = useWords(WORDS);
  if (state === null) return null;
  const Sign = SIGNS[state];
  return (
    <Group gap={4} wrap="nowrap" c="dimmed">
      <Sign size={14} aria-hidden />
      <Text size="xs">{text[state]}</Text>
    </Group>
  );
}
