/**
 * The agents for whom a close posts nothing: why, and what to do.
 */
import { Paper, Table, Text, Title } from "@mantine/core";
import { PageButton } from "../app/page-link.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { BLOCKED_WORDS } from "./blocked-words.ts";
import type { Close } from "./close-status.tsx";
import { CLOSE_WORDS } from "./close-words.ts";

const WORDS = words({
  en: {
    title: "Blocked agents",
    text: "Nothing is posted for them until it is solved; then the next close settles it.",
    todo: "What to do",
    upload: "Upload workbooks",
  },
  de: {
    title: "Gesperrte Agenten",
    text: "Für sie wird nichts gebucht, bis es gelöst ist; dann holt es der nächste Abschluss nach.",
    todo: "Was zu tun ist",
    upload: "Arbeitsmappen hochladen",
  },
  sv: {
    title: "Spärrade agenter",
    text: "Inget bokförs för dem förrän det är löst; sedan tar nästa bokslut igen det.",
    todo: "Vad som ska göras",
    upload: "Ladda upp arbetsböcker",
  },
});

export function BlockedAgents({ close }: { readonly close: Close }) {
  const text = useWords(WORDS);
  const closeWords = useWords(CLOSE_WORDS);
  const blocked = useWords(BLOCKED_WORDS);
  const figures = useFigures();
  if (close.blocked.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={text.title}>
      <Title order={2} size="h4">
        {`${text.title} (${figures.count(close.blocked.length)})`}
      </Title>
      <Text size="sm" c="dimmed">
        {text.text}
      </Text>
      <Table.ScrollContainer minWidth={480} maxHeight={360}>
        <Table aria-label={text.title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{closeWords.agent}</Table.Th>
              <Table.Th>{closeWords.month}</Table.Th>
              <Table.Th>{closeWords.reason}</Table.Th>
              <Table.Th>{text.todo}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {close.blocked.map(({ agentId, period, reason }) => (
              <Table.Tr key={`${agentId} ${period}`}>
                <Table.Td>{agentId}</Table.Td>
                <Table.Td>{figures.shortMonth(period)}</Table.Td>
                <Table.Td>{blocked.short(reason)}</Table.Td>
                <Table.Td>{blocked.todo(reason)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <PageButton to="/workbooks" search={{ period: close.period }} variant="default" size="xs" mt="sm">
        {text.upload}
      </PageButton>
    </Paper>
  );
}
