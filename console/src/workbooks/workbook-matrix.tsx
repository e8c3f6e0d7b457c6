/**
 * One matrix of a workbook that was put in force, against the version before it. In: market, year, version. Out: the difference, and the way
 * to the matrix itself.
 */
import { Group, Stack, Text } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords, words } from "../words/words.ts";
import { ChangedMatrix } from "./changed-matrix.tsx";
import { MatrixLink } from "./matrix-link.tsx";

const WORDS = words({
  en: { version: (n: number) => `Version ${n}`, see: "Show as a heatmap with its agents" },
  de: { version: (n: number) => `Version ${n}`, see: "Als Heatmap mit den Agenten zeigen" },
  sv: { version: (n: number) => `Version ${n}`, see: "Visa som värmekarta med agenterna" },
});

interface WorkbookMatrixProps {
  readonly market: string;
  readonly year: number;
  readonly version: number;
}

export function WorkbookMatrix({ market, year, version }: WorkbookMatrixProps) {
  const text = useWords(WORDS);
  const found = useAsk("/matrices/{market}/{year}/{version}", { params: { market, year, version } });
  if (found.error !== null) return <ProblemAlert error={found.error} />;
  if (found.data === undefined) return <Loading />;
  return (
    <Stack gap={4}>
      <ChangedMatrix market={market} year={year} after={found.data} against={version === 1 ? null : version - 1} />
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          {text.version(version)}
        </Text>
        <MatrixLink market={market} year={year} version={version}>
          {text.see}
        </MatrixLink>
      </Group>
    </Stack>
  );
}
