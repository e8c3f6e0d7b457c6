/**
 * The head of a close: sums, entries, completeness, who started it and who decided.
 */
import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { PageLink } from "../app/page-link.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { OneClose } from "./one-close.ts";
import { Sums } from "./close-list.tsx";
import { supersededBy } from "./close-status.tsx";
import { CLOSE_WORDS } from "./close-words.ts";

const WORDS = words({
  en: {
    posted: "Posted",
    proposed: "To be posted",
    statements: (count: string) => `statements: ${count}`,
    entries: (count: string) => `Entries: ${count}`,
    completeness: "Contracts received",
    of: (received: string, expected: string) => `${received} of ${expected}`,
    waived: "gap waived",
    noTotals: "The source sent no totals to compare with",
    open: "Nobody yet",
  },
  de: {
    posted: "Gebucht",
    proposed: "Zu buchen",
    statements: (count: string) => `Abrechnungen: ${count}`,
    entries: (count: string) => `Buchungen: ${count}`,
    completeness: "Empfangene Verträge",
    of: (received: string, expected: string) => `${received} von ${expected}`,
    waived: "Lücke akzeptiert",
    noTotals: "Die Quelle hat keine Kontrollsummen gesendet",
    open: "Noch niemand",
  },
  sv: {
    posted: "Bokfört",
    proposed: "Att bokföra",
    statements: (count: string) => `avräkningar: ${count}`,
    entries: (count: string) => `Poster: ${count}`,
    completeness: "Mottagna kontrakt",
    of: (received: string, expected: string) => `${received} av ${expected}`,
    waived: "gapet godtaget",
    noTotals: "Källan har inte skickat några kontrollsummor",
    open: "Ingen än",
  },
});

export function CloseFacts({ found }: { readonly found: OneClose }) {
  const text = useWords(WORDS);
  const closeWords = useWords(CLOSE_WORDS);
  const figures = useFigures();
  const { close, completeness } = found;
  const newer = supersededBy(close);
  const posted = close.status === "approved" || close.status === "delivered";
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
      <Fact name={posted ? text.posted : text.proposed} big={<Sums close={close} />}>
        {text.entries(figures.count(close.entries))}, {text.statements(figures.count(close.statements))}
      </Fact>
      <Fact
        name={text.completeness}
        big={
          completeness === null
            ? "–"
            : text.of(figures.count(completeness.received.contracts), figures.count(completeness.expected.contracts))
        }
      >
        {completeness === null ? text.noTotals : completeness.waived ? text.waived : ""}
      </Fact>
      <Fact name={closeWords.started} big={close.startedBy}>
        {figures.instant(close.startedAt)}
      </Fact>
      <Fact name={closeWords.decided} big={close.decidedBy ?? text.open}>
        {close.decidedAt !== null && figures.instant(close.decidedAt)}
        {newer !== null && (
          <>
            {` ${closeWords.supersededBy} `}
            <PageLink to="/closes" search={{ open: newer, period: close.period }} inherit underline="always">
              {newer}
            </PageLink>
          </>
        )}
        {newer === null && close.reason !== null && ` ${close.reason}`}
      </Fact>
    </SimpleGrid>
  );
}

interface FactProps {
  readonly name: string;
  readonly big: ReactNode;
  readonly children: ReactNode;
}

function Fact({ name, big, children }: FactProps) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="lg" fw={650} component="div">
        {big}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {children}
      </Text>
    </Paper>
  );
}
