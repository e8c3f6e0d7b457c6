/**
 * Runs reconciliation and tells what came of it: the sums of each market, what Core View refused, and which Core Views could not be asked.
 */
import { Anchor, List, Table, Text, Title } from "@mantine/core";
import { IconArrowsExchange, IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useAct } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { mayEverywhere, useMe, type Me } from "../app/session.ts";
import { RunOutcome, RunByHand } from "../feedback/run-by-hand.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { RECONCILIATION_WORDS } from "./reconciliation-words.ts";

type Reconciled = Answer<"post", "/reconciliations">;

function mayReconcile(me: Me): boolean {
  return mayEverywhere(me, "view") && (mayEverywhere(me, "upload") || mayEverywhere(me, "approve"));
}

export function ReconcileNow() {
  const text = useWords(RECONCILIATION_WORDS);
  const me = useMe();
  const running = useAct("post", "/reconciliations");
  return (
    <RunByHand
      label={text.run}
      icon={IconArrowsExchange}
      about={text.about}
      because={mayReconcile(me) ? null : text.who}
      pending={running.isPending}
      error={running.error}
      onRun={() => {
        running.mutate({});
      }}
    >
      {running.data !== undefined && (
        <Outcome
          reconciled={running.data}
          onClose={() => {
            running.reset();
          }}
        />
      )}
    </RunByHand>
  );
}

interface OutcomeProps {
  readonly reconciled: Reconciled;
  readonly onClose: () => void;
}

function Outcome({ reconciled, onClose }: OutcomeProps) {
  const text = useWords(RECONCILIATION_WORDS);
  const figures = useFigures();
  const { ok, open, entries, batches, unreachable, refused } = reconciled;
  const title = ok ? text.well : text.notWell(figures.count(open));
  return (
    <RunOutcome ok={ok} icon={IconCheck} title={title} closeLabel={text.close} onClose={onClose}>
      <Text size="sm">{text.compared(figures.count(entries), figures.count(batches))}</Text>
      {unreachable.length > 0 && (
        <>
          <Text size="sm" mt="xs">
            {text.unreachable}
          </Text>
          <List size="sm">
            {unreachable.map((u) => (
              <List.Item key={u.market}>
                {figures.market(u.market)}: <span lang="en">{u.message}</span>
              </List.Item>
            ))}
          </List>
        </>
      )}
      {refused > 0 && (
        <Text size="sm" mt="xs">
          {text.refusedNote(figures.count(refused))}{" "}
          <Anchor
            renderRoot={(props) => <Link to="/delivery" search={{ show: "open" }} {...props} />}
            underline="always"
            inherit
          >
            {text.toRefused}
          </Anchor>
        </Text>
      )}
      <Sums sums={reconciled.sums} />
    </RunOutcome>
  );
}

function Sums({ sums }: { readonly sums: Reconciled["sums"] }) {
  const text = useWords(RECONCILIATION_WORDS);
  const { market, money } = useFigures();
  if (sums.length === 0) return null;
  return (
    <>
      <Title order={2} size="h5" mt="sm">
        {text.sums}
      </Title>
      <Table.ScrollContainer
        minWidth={520}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": text.sums } }}
      >
        <Table aria-label={text.sums}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.market}</Table.Th>
              {[text.ledger, text.accepted, text.outstanding, text.refused].map((head) => (
                <Table.Th key={head} scope="col" ta="end">
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sums.map((s) => (
              <Table.Tr key={`${s.market} ${s.currency}`}>
                <Table.Th scope="row" fw={400}>
                  {market(s.market)}
                </Table.Th>
                <Table.Td ta="end">{money(s.ledger, s.currency)}</Table.Td>
                <Table.Td ta="end">{money(s.accepted, s.currency)}</Table.Td>
                <Table.Td ta="end">{money(s.outstanding, s.currency)}</Table.Td>
                <Table.Td ta="end">{money(s.refused, s.currency)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
