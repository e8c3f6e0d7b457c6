/**
 * What a workbook would do to one market: the sum before, after, and between.
 */
import { Group, Paper, Text, Title } from "@mantine/core";
import type { Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { MarketEffect } from "./effects.ts";
import { COUNT_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: { before: "Now", after: "With this workbook", difference: "Difference" },
  de: { before: "Jetzt", after: "Mit dieser Arbeitsmappe", difference: "Differenz" },
  sv: { before: "Nu", after: "Med arbetsboken", difference: "Skillnad" },
});

interface MarketEffectCardProps {
  readonly effect: MarketEffect;
  readonly figures: Figures;
}

export function MarketEffectCard({ effect, figures }: MarketEffectCardProps) {
  const text = useWords(WORDS);
  const counts = useWords(COUNT_WORDS);
  const { market, currency, periods, before, after, difference, agents } = effect;
  const [first, last] = [periods[0] ?? "", periods.at(-1) ?? ""];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {figures.market(market)}
        </Title>
        <Text size="sm" c="dimmed">
          {first === last ? figures.shortMonth(first) : `${figures.shortMonth(first)} – ${figures.shortMonth(last)}`} ·{" "}
          {counts.agents(agents, figures.count(agents))}
        </Text>
      </Group>
      <Figure name={text.before} value={figures.money(before, currency)} />
      <Figure name={text.after} value={figures.money(after, currency)} />
      <Figure name={text.difference} value={`${figures.change(difference)}\u00a0${currency}`} strong />
    </Paper>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly strong?: boolean;
}

function Figure({ name, value, strong = false }: FigureProps) {
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" fw={strong ? 700 : 400}>
        {name}
      </Text>
      <Text size="sm" fw={strong ? 700 : 400}>
        {value}
      </Text>
    </Group>
  );
}
