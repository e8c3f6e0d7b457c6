/**
 * What comes after an approval: delivery, at once where one may, and how far it is; and the next close that waits for who looks.
 */
import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { IconTruckDelivery } from "@tabler/icons-react";
import { useAct } from "../api/queries.ts";
import { PageButton } from "../app/page-link.tsx";
import { useScope } from "../app/scope.ts";
import { may, useMe } from "../app/session.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import type { Close } from "./close-status.tsx";
import { DECIDE_WORDS } from "./decide-words.ts";

export function AfterApproval({ close }: { readonly close: Close }) {
  const text = useWords(DECIDE_WORDS);
  const { count } = useFigures();
  const me = useMe();
  const deliver = useAct("post", "/deliveries");
  const { market, period, status, sums } = close;
  const all = sums.reduce((sum, s) => sum + s.batches, 0);
  const accepted = sums.reduce((sum, s) => sum + s.accepted, 0);
  const mayDeliver = may(me, "upload", market) || may(me, "approve", market);
  const delivered = status === "delivered";
  return (
    <Paper withBorder p="md" component="section" aria-label={delivered ? text.delivered : text.after} role="status">
      <Group justify="space-between">
        <div>
          <Title order={2} size="h4">
            {delivered ? text.delivered : text.after}
          </Title>
          <Text>{delivered ? text.deliveredText : text.afterText}</Text>
          <Text size="sm" c="dimmed">
            {text.sent(count(accepted), count(all))}
          </Text>
        </div>
        <Group>
          <NextClose after={close} />
          <PageButton to="/" search={{ period }} variant="default">
            {text.toOverview}
          </PageButton>
          <PageButton to="/delivery" search={{ period }} variant="default">
            {text.toDelivery}
          </PageButton>
          {!delivered && mayDeliver && (
            <Button
              variant="default"
              leftSection={<IconTruckDelivery size={16} aria-hidden />}
              loading={deliver.isPending}
              onClick={() => {
                deliver.mutate({ body: { market } });
              }}
            >
              {text.deliver}
            </Button>
          )}
        </Group>
      </Group>
      {deliver.error !== null && <ProblemAlert error={deliver.error} />}
    </Paper>
  );
}

/** Who approves one market after another needs no way back to the list. */
function NextClose({ after }: { readonly after: Close }) {
  const text = useWords(DECIDE_WORDS);
  const figures = useFigures();
  const me = useMe();
  const waiting = (useScope().status?.markets ?? []).flatMap(({ market, waiting: close }) =>
    close !== null && close.id !== after.id && may(me, "approve", market) && close.startedBy !== me.name ? [close] : [],
  );
  const next = waiting.find(({ market }) => market > after.market) ?? waiting[0];
  if (next === undefined) return null;
  return (
    <PageButton to="/closes" search={{ period: next.period, open: next.id }}>
      {text.next(figures.market(next.market), figures.month(next.period))}
    </PageButton>
  );
}
