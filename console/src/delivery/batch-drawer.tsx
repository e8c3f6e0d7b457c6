/**
 * One batch, opened: where it stands, what was tried, its entries, and the act of sending it by hand.
 */
import { Anchor, Code, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { BatchEntries } from "./batch-entries.tsx";
import { BatchStateBadge, STATE_WORDS, type Batch } from "./batch-state.tsx";
import { BatchTimeline } from "./batch-timeline.tsx";
import { BATCH_WORDS } from "./batch-words.ts";
import { SendAgain } from "./send-again.tsx";

interface BatchDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

const ASKED_AGAIN_MS = 10_000;

export function BatchDrawer({ id, onClose }: BatchDrawerProps) {
  const text = useWords(BATCH_WORDS);
  const found = useAsk("/deliveries/{id}", { params: { id } }, { refetchIntervalMs: ASKED_AGAIN_MS });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={920}
      title={
        <Text span fw={650}>
          {text.title} <Code>{id}</Code>
        </Text>
      }
      closeButtonProps={{ "aria-label": text.cancel }}
    >
      {found.error !== null && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data !== undefined && (
        <Stack gap="lg">
          <BatchSummary batch={found.data.delivery} />
          <SendAgain batch={found.data.delivery} />
          <section>
            <Title order={2} size="h4" mb="sm">
              {text.timeline}
            </Title>
            <BatchTimeline batch={found.data.delivery} attempts={found.data.timeline} />
          </section>
          <section>
            <Title order={2} size="h4" mb="sm">
              {text.entries}
            </Title>
            <BatchEntries batch={found.data.delivery} entries={found.data.entries} />
          </section>
        </Stack>
      )}
    </Drawer>
  );
}

function BatchSummary({ batch }: { readonly batch: Batch }) {
  const text = useWords(BATCH_WORDS);
  const states = useWords(STATE_WORDS);
  const figures = useFigures();
  return (
    <Stack gap={6}>
      <Group gap="md">
        <BatchStateBadge state={batch.state} />
        <Text fw={600}>{figures.money(batch.sum, batch.currency)}</Text>
        <Text size="sm">{text.entriesOf(figures.count(batch.entries))}</Text>
        <Text size="sm">{`${figures.market(batch.market)}, ${figures.month(batch.bookedIn)}`}</Text>
        <Text size="sm">
          {`${text.close} `}
          <Anchor
            renderRoot={(props) => (
              <Link
                to="/closes"
                search={{ open: batch.close, market: batch.market, period: batch.bookedIn }}
                {...props}
              />
            )}
            underline="always"
            inherit
          >
            {batch.close}
          </Anchor>
        </Text>
      </Group>
      <Text size="sm">{states[batch.state].next}</Text>
    </Stack>
  );
}
