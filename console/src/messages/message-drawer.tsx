/**
 * One rejected message, opened: every problem with what was found and expected, and its text as it came, with those fields marked.
 */
import { Drawer, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { MESSAGE_CODE_WORDS } from "./message-codes.ts";
import { MessageStateBadge, type Message } from "./message-state.tsx";
import { MessageTools } from "./message-tools.tsx";
import { RawText } from "./raw-text-view.tsx";
import { seen } from "./raw-text.ts";

const WORDS = words({
  en: {
    title: (id: string) => `Message ${id}`,
    problems: "What is wrong",
    field: "Field",
    whole: "the whole message",
    problem: "Problem",
    found: "Found",
    expected: "Expected",
    line: "line",
    decided: (who: string, when: string) => `by ${who}, ${when}`,
    close: "Close",
  },
  de: {
    title: (id: string) => `Meldung ${id}`,
    problems: "Was nicht stimmt",
    field: "Feld",
    whole: "die ganze Meldung",
    problem: "Problem",
    found: "Gefunden",
    expected: "Erwartet",
    line: "Zeile",
    decided: (who: string, when: string) => `durch ${who}, ${when}`,
    close: "Schließen",
  },
  sv: {
    title: (id: string) => `Meddelande ${id}`,
    problems: "Vad som är fel",
    field: "Fält",
    whole: "hela meddelandet",
    problem: "Problem",
    found: "Hittat",
    expected: "Väntat",
    line: "rad",
    decided: (who: string, when: string) => `av ${who}, ${when}`,
    close: "Stäng",
  },
});

interface MessageDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function MessageDrawer({ id, onClose }: MessageDrawerProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const found = useAsk("/rejected/{id}", { params: { id } });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={820}
      title={
        <Text span fw={650}>
          {text.title(id)}
        </Text>
      }
      closeButtonProps={{ "aria-label": text.close }}
    >
      {found.error !== null && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data !== undefined && (
        <Stack gap="lg">
          <Group gap="sm">
            <MessageStateBadge state={found.data.message.state} />
            <Text size="sm">
              {[
                figures.instant(found.data.message.receivedAt),
                found.data.message.source,
                ...(found.data.message.line === null ? [] : [`${text.line} ${figures.count(found.data.message.line)}`]),
              ].join(" · ")}
            </Text>
            {found.data.decidedBy !== null && found.data.decidedAt !== null && (
              <Text size="sm">{text.decided(found.data.decidedBy, figures.instant(found.data.decidedAt))}</Text>
            )}
          </Group>
          {found.data.message.reason !== null && <Text size="sm">{found.data.message.reason}</Text>}
          {found.data.message.state === "open" && <MessageTools chosen={[id]} />}
          <Problems message={found.data.message} />
          <RawText
            raw={found.data.raw}
            fields={found.data.message.problems.flatMap((p) => (p.field === null ? [] : [p.field]))}
          />
        </Stack>
      )}
    </Drawer>
  );
}

function Problems({ message }: { readonly message: Message }) {
  const text = useWords(WORDS);
  const known = useWords(MESSAGE_CODE_WORDS);
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {text.problems}
      </Title>
      <Table.ScrollContainer
        minWidth={560}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": text.problems, role: "region" } }}
      >
        <Table aria-label={text.problems}>
          <Table.Thead>
            <Table.Tr>
              {[text.problem, text.field, text.found, text.expected].map((head) => (
                <Table.Th key={head} scope="col">
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {message.problems.map((p) => (
              <Table.Tr key={`${p.field ?? ""} ${p.code}`}>
                <Table.Th scope="row" fw={500}>
                  {known[p.code] ?? p.code}
                </Table.Th>
                <Table.Td>{p.field ?? text.whole}</Table.Td>
                <Table.Td>{seen(p.found)}</Table.Td>
                <Table.Td lang="en">{p.expected}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
