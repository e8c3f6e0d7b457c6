/**
 * Step 2: the two ratios, as fractions of what was counted, and the cell of the target.
 */
import { Alert, SimpleGrid, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { REASON_WORDS } from "../statements/statement-words.ts";
import { achievementOf, penetrationOf, type Axis, type ExplainedStatement, type Explanation } from "./explanation.ts";
import { AXIS_WORDS } from "./axis-names.ts";
import { Origin } from "./origin.tsx";
import { RatioCard } from "./ratio-card.tsx";
import { WhySection } from "./why-section.tsx";

const WORDS = words({
  en: {
    title: "The ratios",
    financed: "financed",
    all: "all that count",
    volume: "financed volume",
    target: "target",
    from: "The target",
    anyMarket: "The target names no market: it holds in the one market that the agent sold in.",
  },
  de: {
    title: "Die Quoten",
    financed: "finanziert",
    all: "alle, die zählen",
    volume: "finanziertes Volumen",
    target: "Ziel",
    from: "Das Ziel",
    anyMarket: "Das Ziel nennt keinen Markt: Es gilt in dem einen Markt, in dem der Agent verkauft hat.",
  },
  sv: {
    title: "Kvoterna",
    financed: "finansierade",
    all: "alla som räknas",
    volume: "finansierad volym",
    target: "mål",
    from: "Målet",
    anyMarket: "Målet anger ingen marknad: det gäller på den enda marknad där agenten sålde.",
  },
});

/** Without a matrix there are no bounds, but the ratios stand. */
function axesOf(explanation: Explanation, s: ExplainedStatement): { penetration: Axis; achievement: Axis | null } {
  const bare = { band: -1, bounds: [] };
  const { numerator, denominator, text } = s.penetration;
  return {
    penetration: penetrationOf(explanation) ?? {
      ...bare,
      text,
      numerator: String(numerator),
      denominator: String(denominator),
    },
    achievement: achievementOf(explanation) ?? (s.achievement === null ? null : { ...bare, ...s.achievement }),
  };
}

interface RatiosSectionProps {
  readonly step: number;
  readonly explanation: Explanation;
  readonly statement: ExplainedStatement;
}

export function RatiosSection({ step, explanation, statement }: RatiosSectionProps) {
  const text = useWords(WORDS);
  const names = useWords(AXIS_WORDS);
  const reasons = useWords(REASON_WORDS);
  const figures = useFigures();
  const { penetration, achievement } = axesOf(explanation, statement);
  const { target } = explanation;
  return (
    <WhySection step={step} title={text.title}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <RatioCard
          title={names.penetration}
          axis={penetration}
          over={{ name: text.financed, figure: figures.count(statement.financed) }}
          under={{ name: text.all, figure: figures.count(statement.total) }}
        />
        {achievement !== null && (
          <RatioCard
            title={names.achievement}
            axis={achievement}
            over={{ name: text.volume, figure: figures.money(achievement.numerator, statement.currency) }}
            under={{ name: text.target, figure: figures.money(achievement.denominator, statement.currency) }}
          />
        )}
        {achievement === null && statement.reason !== null && (
          <Alert color="red" icon={<IconAlertTriangle />} title={names.achievement}>
            {reasons[statement.reason]}
          </Alert>
        )}
      </SimpleGrid>
      {target !== null && (
        <div>
          <Text size="sm" fw={600}>
            {`${text.from}: ${figures.money(target.amount, statement.currency)}`}
          </Text>
          <Origin
            of={target}
            cell={target}
            at={{
              to: "/workbooks",
              search: { open: target.workbookId, filter: `${target.sheet} ${target.cell}` },
            }}
          />
          {target.market === null && (
            <Text size="sm" c="dimmed">
              {text.anyMarket}
            </Text>
          )}
        </div>
      )}
    </WhySection>
  );
}
