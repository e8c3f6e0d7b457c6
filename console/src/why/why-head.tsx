/**
 * The amount that is explained, in large: whose, of what month, in what state; and what can be taken along: link, receipt, the statement.
 */
import { Badge, Button, CopyButton, Group, Text, Title } from "@mantine/core";
import { IconCheck, IconLink, IconReceipt } from "@tabler/icons-react";
import { PageLink } from "../app/page-link.tsx";
import { FinalBadge, StatusBadge } from "../statements/status-badge.tsx";
import { FIGURE_WORDS } from "../statements/statement-words.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { bridgeOf, zeroOf } from "./bridge.ts";
import type { Explanation } from "./explanation.ts";
import { receiptHref, receiptName } from "./receipt-address.ts";
import { writeWhy, type Why } from "./why-address.ts";

const WORDS = words({
  en: {
    copy: "Copy link",
    copied: "Link copied",
    receipt: "Receipt",
    contract: (id: string) => `Contract ${id}`,
    after: (amount: string) => `${amount} by now, after what changed since: see the ledger below`,
    gone: "No statement: nothing counts here now",
  },
  de: {
    copy: "Link kopieren",
    copied: "Link kopiert",
    receipt: "Beleg",
    contract: (id: string) => `Vertrag ${id}`,
    after: (amount: string) => `${amount} bis jetzt, nach allem, was sich seither änderte: siehe Hauptbuch unten`,
    gone: "Keine Abrechnung: Hier zählt jetzt nichts",
  },
  sv: {
    copy: "Kopiera länk",
    copied: "Länken kopierad",
    receipt: "Kvitto",
    contract: (id: string) => `Avtal ${id}`,
    after: (amount: string) => `${amount} hittills, efter det som ändrats sedan dess: se huvudboken nedan`,
    gone: "Ingen avräkning: inget räknas här nu",
  },
});

interface WhyHeadProps {
  readonly why: Why;
  readonly explanation: Explanation;
}

/** What the amount is: of a statement its commission, of a contract its line; null while there is none. */
function amountOf(explanation: Explanation): string | null {
  const { statement, contractId, lines } = explanation;
  if (statement?.commission == null) return null;
  if (contractId === null) return statement.commission;
  return lines[0]?.commission ?? zeroOf(explanation);
}

export function WhyHead({ why, explanation }: WhyHeadProps) {
  const text = useWords(WORDS);
  const names = useWords(FIGURE_WORDS);
  const figures = useFigures();
  const { statement, currency, contractId } = explanation;
  const amount = amountOf(explanation);
  const bridge = bridgeOf(explanation);
  const posted = explanation.ledger.some((place) => place.entries.length > 0);
  const changed = bridge !== null && amount !== null && bridge.earned !== amount && posted;
  return (
    <div>
      <Text c="dimmed" size="sm">
        {`${figures.market(explanation.market)} · ${figures.month(explanation.period)}`}
      </Text>
      <Title order={3} size="h3">
        {contractId === null ? explanation.agentId : text.contract(contractId)}
      </Title>
      {contractId !== null && (
        <Text>
          <PageLink to="." search={(before) => ({ ...before, why: wholeOf(why) })}>
            {`${explanation.agentId}: ${names.whole}`}
          </PageLink>
        </Text>
      )}
      <Group gap="xs" mt="xs" align="center">
        <Text size="xl" fz={30} fw={700} lh={1.2}>
          {amount === null ? "–" : figures.money(amount, currency)}
        </Text>
        {statement === null ? (
          <Badge color="gray">{text.gone}</Badge>
        ) : (
          <>
            <StatusBadge status={statement.status} />
            <FinalBadge of={statement} />
          </>
        )}
      </Group>
      {changed && <Text size="sm">{text.after(figures.money(bridge.earned, currency))}</Text>}
      <Takeaways why={why} />
    </div>
  );
}

function wholeOf({ period, market, agent }: Why): string {
  return writeWhy({ period, market, agent });
}

function linkOf(why: Why): string {
  const query = new URLSearchParams({ period: why.period, why: writeWhy(why) });
  return `${location.origin}/statements?${query.toString()}`;
}

function Takeaways({ why }: { readonly why: Why }) {
  const text = useWords(WORDS);
  return (
    <Group gap="xs" mt="sm">
      <CopyButton value={linkOf(why)}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconLink size={14} />}
            onClick={copy}
          >
            <span role="status">{copied ? text.copied : text.copy}</span>
          </Button>
        )}
      </CopyButton>
      <Button
        size="xs"
        variant="default"
        component="a"
        href={receiptHref(why)}
        download={receiptName(why)}
        leftSection={<IconReceipt size={14} />}
      >
        {text.receipt}
      </Button>
    </Group>
  );
}
