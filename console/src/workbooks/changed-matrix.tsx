/**
 * One matrix of a workbook beside the one that it follows. In: the new one, and which version to hold it against. Out: the difference, or why
 * there is none to show.
 */
import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { MatrixLink } from "./matrix-link.tsx";
import { MatrixDifferenceTable } from "./matrix-difference-table.tsx";
import { matrixDifference, type MatrixSide } from "./matrix-difference.ts";

const WORDS = words({
  en: {
    first: "First matrix of this market and year",
    against: (version: number) => `Against version ${version}`,
    rates: (n: number) => `${n} ${n === 1 ? "rate" : "rates"} changed`,
    bounds: (n: number) => `${n} ${n === 1 ? "bound" : "bounds"} moved, new or gone`,
    see: "Show that version as a heatmap",
  },
  de: {
    first: "Erste Matrix dieses Marktes und Jahres",
    against: (version: number) => `Gegenüber Version ${version}`,
    rates: (n: number) => `${n} ${n === 1 ? "Satz" : "Sätze"} geändert`,
    bounds: (n: number) => `${n} ${n === 1 ? "Grenze" : "Grenzen"} verschoben, neu oder entfallen`,
    see: "Diese Version als Heatmap zeigen",
  },
  sv: {
    first: "Första matrisen för marknaden och året",
    against: (version: number) => `Mot version ${version}`,
    rates: (n: number) => `${n} ${n === 1 ? "sats" : "satser"} ändrade`,
    bounds: (n: number) => `${n} ${n === 1 ? "gräns" : "gränser"} flyttade, nya eller borta`,
    see: "Visa den versionen som värmekarta",
  },
});

interface ChangedMatrixProps {
  readonly market: string;
  readonly year: number;
  readonly after: MatrixSide;
  /** Null: there is none before it. */
  readonly against: number | null;
}

export function ChangedMatrix({ market, year, after, against }: ChangedMatrixProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const params = { market, year, version: against ?? 1 };
  const found = useAsk("/matrices/{market}/{year}/{version}", { params }, { enabled: against !== null });
  const before = against === null ? null : (found.data ?? null);
  const difference = useMemo(() => matrixDifference(before, after), [before, after]);
  if (against !== null && found.error !== null) return <ProblemAlert error={found.error} />;
  if (against !== null && found.data === undefined) return <Loading />;
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Title order={2} size="h4">
          {`${figures.market(market)} ${year}`}
        </Title>
        {against === null ? (
          <Badge color="blue">{text.first}</Badge>
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {text.against(against)}
            </Text>
            <Badge color="blue">{text.rates(difference.changedRates)}</Badge>
            {difference.changedBounds > 0 && <Badge color="grape">{text.bounds(difference.changedBounds)}</Badge>}
            <MatrixLink market={market} year={year} version={against}>
              {text.see}
            </MatrixLink>
          </>
        )}
      </Group>
      <MatrixDifferenceTable difference={difference} market={figures.market(market)} isFirst={against === null} />
    </Stack>
  );
}
