/**
 * Every problem of the workbook, beside its sheets. In: the problems in reading order, which one is looked at. Out: a list whose entries lead
 * to their cells; as long as it may be, only what is in view is drawn.
 */
import { Badge, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useLanguage, useWords, words } from "../words/words.ts";
import type { Problem } from "./cell-marks.ts";
import classes from "./problem-list.module.css";
import { sayProblem } from "./problem-texts.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import { SEVERITY_WORDS } from "./workbook-words.ts";

const ENTRY_PX = 96;

const WORDS = words({
  en: { list: "Problems", file: "Whole file", found: "Found:", expected: "Expected:", sheet: "whole sheet" },
  de: { list: "Probleme", file: "Ganze Datei", found: "Gefunden:", expected: "Erwartet:", sheet: "ganzes Blatt" },
  sv: { list: "Problem", file: "Hela filen", found: "Hittat:", expected: "Väntat:", sheet: "hela bladet" },
});

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly at: number;
  readonly onGo: (at: number) => void;
}

export function ProblemList({ problems, at, onGo }: ProblemListProps) {
  const text = useWords(WORDS);
  const scroller = useRef<HTMLDivElement>(null);
  const entries = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ENTRY_PX,
    overscan: 5,
  });
  useEffect(() => {
    if (at >= 0) entries.scrollToIndex(at, { align: "auto" });
    // The virtualizer changes with each drawing; where the list stands changes with the step alone.
  }, [at]);
  return (
    <div ref={scroller} className={classes.scroller ?? ""} tabIndex={0} role="region" aria-label={text.list}>
      <div role="list" className={classes.list ?? ""} style={{ height: entries.getTotalSize() }}>
        {entries.getVirtualItems().map(({ index, start }) => {
          const problem = problems[index];
          return problem === undefined ? null : (
            <div
              key={index}
              role="listitem"
              aria-setsize={problems.length}
              aria-posinset={index + 1}
              ref={entries.measureElement}
              data-index={index}
              className={classes.entry ?? ""}
              style={{ top: start }}
            >
              <ProblemEntry
                problem={problem}
                here={index === at}
                onGo={() => {
                  onGo(index);
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface ProblemEntryProps {
  readonly problem: Problem;
  readonly here: boolean;
  readonly onGo: () => void;
}

function ProblemEntry({ problem, here, onGo }: ProblemEntryProps) {
  const text = useWords(WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const { language } = useLanguage();
  const { message, expected } = sayProblem(problem, language);
  return (
    <UnstyledButton className={classes.problem ?? ""} aria-current={here ? "true" : undefined} onClick={onGo}>
      <Group gap={6} wrap="nowrap" mb={2}>
        <SeverityIcon severity={problem.severity} />
        <Text size="sm" fw={600}>
          {severities[problem.severity]}
        </Text>
        <Badge variant="default" size="sm" className={classes.place ?? ""}>
          {problem.sheet === null ? text.file : `${problem.sheet} · ${problem.cell ?? text.sheet}`}
        </Badge>
      </Group>
      <Stack gap={2}>
        <Text size="sm">{message}</Text>
        <Text size="xs" c="dimmed">
          {language === "en" && `${text.found} ${problem.found}. `}
          {expected !== null && `${text.expected} ${expected}`}
        </Text>
      </Stack>
    </UnstyledButton>
  );
}
