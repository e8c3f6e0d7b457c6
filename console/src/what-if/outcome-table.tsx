/**
 * Before and after, figure by figure. In: two statements. Out: a table, what changed standing out; the commission's difference above it.
 */
import { Group, Paper, Table, Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { formatMinor } from "../../../src/domain/money.ts";
import { ratioText } from "../../../src/domain/rate.ts";
import type { Statement } from "../../../src/domain/statement.ts";
import { bandText } from "../matrix/bands.ts";
import { BLOCKED_WORDS, MATRIX_WORDS } from "../matrix/matrix-words.ts";
import type { Why } from "../why/why-address.ts";
import { WhyAmount } from "../why/why-amount.tsx";
import type { Figures } from "../words/figures.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { CommissionMatrix } from "../../../src/domain/matrix.ts";

const WORDS = words({
  en: {
    name: "Before and after",
    figure: "Figure",
    before: "Before",
    after: "After",
    financed: "Financed contracts",
    total: "All contracts",
    volume: "Financed volume",
    target: "Sales target",
    penetrationBand: "Penetration band",
    achievementBand: "Achievement band",
    none: "none",
  },
  de: {
    name: "Vorher und nachher",
    figure: "Kennzahl",
    before: "Vorher",
    after: "Nachher",
    financed: "Finanzierte Verträge",
    total: "Alle Verträge",
    volume: "Finanziertes Volumen",
    target: "Verkaufsziel",
    penetrationBand: "Penetrationsstufe",
    achievementBand: "Zielstufe",
    none: "keine",
  },
  sv: {
    name: "Före och efter",
    figure: "Nyckeltal",
    before: "Före",
    after: "Efter",
    financed: "Finansierade avtal",
    total: "Alla avtal",
    volume: "Finansierad volym",
    target: "Försäljningsmål",
    penetrationBand: "Penetrationsnivå",
    achievementBand: "Målnivå",
    none: "ingen",
  },
});

export interface Side {
  readonly statement: Statement;
  readonly matrix: CommissionMatrix | null;
}

interface OutcomeProps {
  readonly before: Side;
  readonly after: Side;
  readonly exponent: number;
  /** What the amount as it is is explained by. */
  readonly why: Why;
}

export function Outcome({ before, after, exponent, why }: OutcomeProps) {
  const text = useWords(WORDS);
  const shared = useWords(MATRIX_WORDS);
  const figures = useFigures();
  const tell = tellerOf(figures, exponent, text.none);
  const sides = [before, after] as const;
  const rows: readonly (readonly [string, (side: Side) => string])[] = [
    [text.financed, ({ statement: s }) => figures.count(s.financed)],
    [text.total, ({ statement: s }) => figures.count(s.total)],
    [shared.penetration, ({ statement: s }) => figures.ratio(ratioText(s.penetration))],
    [text.penetrationBand, (side) => tell.band(side, "penetration")],
    [text.volume, ({ statement: s }) => tell.money(s.volumeMinor, s.currency)],
    [text.target, ({ statement: s }) => tell.money(s.targetMinor, s.currency)],
    [
      shared.achievement,
      ({ statement: s }) => (s.achievement === null ? "–" : figures.ratio(ratioText(s.achievement))),
    ],
    [text.achievementBand, (side) => tell.band(side, "achievement")],
    [shared.rate, ({ statement: s }) => (s.ratePpm === null ? "–" : figures.tableRate(s.ratePpm))],
    [shared.commission, ({ statement: s }) => tell.money(s.commissionMinor, s.currency)],
  ];
  return (
    <>
      <Headline before={before.statement} after={after.statement} exponent={exponent} why={why} />
      <Table.ScrollContainer minWidth={380} type="native">
        <Table aria-label={text.name} withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.figure}</Table.Th>
              <Table.Th scope="col" ta="end">
                {text.before}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {text.after}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([name, show]) => {
              const [old, now] = sides.map(show);
              return (
                <Table.Tr key={name}>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td ta="end">{old}</Table.Td>
                  <Table.Td ta="end" fw={old === now ? 400 : 700}>
                    {now}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function tellerOf(figures: Figures, exponent: number, none: string) {
  return {
    money: (minor: bigint | null, currency: string): string =>
      minor === null ? "–" : figures.money(formatMinor(minor, exponent), currency),
    band: ({ statement, matrix }: Side, axis: "penetration" | "achievement"): string => {
      const band = axis === "penetration" ? statement.penetrationBand : statement.achievementBand;
      if (band === null || matrix === null) return none;
      return bandText(axis === "penetration" ? matrix.penetrationBounds : matrix.achievementBounds, band, figures.rate);
    },
  };
}

interface HeadlineProps {
  readonly before: Statement;
  readonly after: Statement;
  readonly exponent: number;
  readonly why: Why;
}

/** Said aloud when it changes. */
function Headline({ before, after, exponent, why }: HeadlineProps) {
  const shared = useWords(MATRIX_WORDS);
  const blocked = useWords(BLOCKED_WORDS);
  const figures = useFigures();
  const { money } = tellerOf(figures, exponent, "–");
  const difference = (after.commissionMinor ?? 0n) - (before.commissionMinor ?? 0n);
  return (
    <Paper withBorder p="md" mb="md" role="status">
      <Text size="sm" c="dimmed">
        {shared.commission}
      </Text>
      <Group gap="xs" align="baseline">
        <Text size="lg" component="div">
          <WhyAmount of={why}>{money(before.commissionMinor, before.currency)}</WhyAmount>
        </Text>
        <IconArrowRight size={18} aria-hidden />
        <Text size="xl" fw={700}>
          {money(after.commissionMinor, after.currency)}
        </Text>
        {after.commissionMinor !== null && (
          <Text size="lg" fw={650} data-testid="difference">
            {`${figures.change(formatMinor(difference, exponent))}\u00a0${after.currency}`}
          </Text>
        )}
      </Group>
      {after.status === "blocked" && <Text size="sm">{blocked[after.reason]}</Text>}
      {after.status === "below-threshold" && <Text size="sm">{shared.noRate}</Text>}
    </Paper>
  );
}
