/**
 * The cell that is looked at, as in the line above a sheet: its name, what it shows, what is wrong with it, what it would change.
 */
import { Group, Paper, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useLanguage, useWords, words } from "../words/words.ts";
import type { CellMark } from "./cell-marks.ts";
import classes from "./cell-bar.module.css";
import { sayProblem } from "./problem-texts.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import { SEVERITY_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: { cell: "Cell", empty: "(empty)", expected: "Expected:", now: "In force now:", new: "new", becomes: "becomes" },
  de: { cell: "Zelle", empty: "(leer)", expected: "Erwartet:", now: "Zurzeit gültig:", new: "neu", becomes: "wird" },
  sv: { cell: "Cell", empty: "(tom)", expected: "Väntat:", now: "Gäller nu:", new: "nytt", becomes: "blir" },
});

interface CellBarProps {
  readonly name: string;
  readonly text: string | undefined;
  readonly mark: CellMark | undefined;
}

export function CellBar({ name, text: shown = "", mark }: CellBarProps) {
  const text = useWords(WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const { language } = useLanguage();
  return (
    <Paper withBorder className={classes.bar ?? ""}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Text fw={700} className={classes.name ?? ""}>
          <VisuallyHidden>{text.cell} </VisuallyHidden>
          {name}
        </Text>
        <Stack gap={4} className={classes.said ?? ""}>
          <Text {...(shown === "" ? { c: "dimmed" } : {})}>{shown === "" ? text.empty : shown}</Text>
          {mark?.problems.map((problem) => {
            const said = sayProblem(problem, language);
            return (
              <Group key={problem.message} gap={6} wrap="nowrap" align="flex-start">
                <SeverityIcon severity={problem.severity} />
                <Text size="sm">
                  <strong>{severities[problem.severity]}:</strong> {said.message}{" "}
                  {said.expected !== null && `${text.expected} ${said.expected}.`}
                </Text>
              </Group>
            );
          })}
          {mark?.change != null && (
            <Group gap={6} wrap="nowrap" align="flex-start">
              <IconPencil size={18} aria-hidden className={classes.pencil ?? ""} />
              <Text size="sm">
                {mark.change.before === null
                  ? `${mark.change.after ?? ""} (${text.new})`
                  : `${text.now} ${mark.change.before} → ${mark.change.after ?? ""}`}
              </Text>
            </Group>
          )}
        </Stack>
      </Group>
    </Paper>
  );
}
