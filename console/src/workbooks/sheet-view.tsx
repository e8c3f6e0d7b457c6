/**
 * One sheet of the workbook with its line above and the tabs of all sheets below, as in Excel. In: the sheets, the one that is shown and
 * the cell in it. Out: where one goes.
 */
import { Alert, Badge, Stack, Tabs, Text, VisuallyHidden } from "@mantine/core";
import { IconEyeOff, IconScissors } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { CellBar } from "./cell-bar.tsx";
import { countBySheet, type Problem, type ProblemCount, type SheetMarks } from "./cell-marks.ts";
import { cellName, type CellPlace } from "./cell-name.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import { SheetGrid } from "./sheet-grid.tsx";
import { layoutOf, type Sheet } from "./sheet-layout.ts";
import classes from "./sheet-view.module.css";
import type { ProblemSteps } from "./use-problem-steps.ts";
import { COUNT_WORDS } from "./workbook-words.ts";

const NO_MARKS: SheetMarks = new Map();

const WORDS = words({
  en: {
    sheets: "Sheets",
    hidden: "hidden",
    cut: "The sheet is larger than can be drawn: its first 20,000 cells are shown. All of it was read and checked.",
  },
  de: {
    sheets: "Blätter",
    hidden: "ausgeblendet",
    cut: "Das Blatt ist größer, als sich zeichnen lässt: Gezeigt sind seine ersten 20.000 Zellen. Gelesen und geprüft wurde alles.",
  },
  sv: {
    sheets: "Blad",
    hidden: "dolt",
    cut: "Bladet är större än vad som kan ritas: de första 20 000 cellerna visas. Allt lästes och kontrollerades.",
  },
});

interface SheetViewProps {
  readonly sheets: readonly Sheet[];
  readonly sheet: Sheet;
  readonly marks: ReadonlyMap<string, SheetMarks>;
  readonly problems: readonly Problem[];
  readonly place: CellPlace;
  readonly onShow: (sheet: string, place: CellPlace) => void;
  readonly steps: ProblemSteps;
}

export function SheetView({ sheets, sheet, marks, problems, place, onShow, steps }: SheetViewProps) {
  const text = useWords(WORDS);
  const here = marks.get(sheet.name) ?? NO_MARKS;
  const layout = useMemo(
    () => layoutOf(sheet, new Map([...here].map(([cell, { problems: of }]) => [cell, of[0]?.found ?? null]))),
    [sheet, here],
  );
  const counts = useMemo(() => countBySheet(problems), [problems]);
  const tabs = useRef<HTMLDivElement>(null);
  // A step may lead to a sheet whose tab is out of view.
  useEffect(() => {
    tabs.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [sheet.name]);
  const name = cellName(place);
  return (
    <Stack gap="xs">
      <CellBar name={name} text={layout.texts.get(name)} mark={here.get(name)} />
      {sheet.cut && (
        <Alert variant="light" color="blue" icon={<IconScissors />} p="xs">
          <Text size="sm">{text.cut}</Text>
        </Alert>
      )}
      <Tabs
        value={sheet.name}
        inverted
        keepMounted={false}
        onChange={(chosen) => {
          if (chosen !== null) onShow(chosen, { row: 1, column: 1 });
        }}
      >
        {sheets.map(({ name: each }) => (
          <Tabs.Panel key={each} value={each}>
            <SheetGrid
              name={each}
              layout={layout}
              marks={here}
              at={place}
              onGo={(to) => {
                onShow(each, to);
              }}
              onNext={steps.next}
              onPrevious={steps.previous}
              focusCount={steps.steps}
            />
          </Tabs.Panel>
        ))}
        <Tabs.List ref={tabs} aria-label={text.sheets} className={classes.tabs ?? ""}>
          {sheets.map((each) => (
            <Tabs.Tab
              key={each.name}
              value={each.name}
              leftSection={each.hidden ? <IconEyeOff size={14} aria-hidden /> : null}
              rightSection={<SheetCounts count={counts.get(each.name)} />}
            >
              {each.hidden ? `${each.name} (${text.hidden})` : each.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
    </Stack>
  );
}

function SheetCounts({ count }: { readonly count: ProblemCount | undefined }) {
  const counts = useWords(COUNT_WORDS);
  const figures = useFigures();
  if (count === undefined) return null;
  const { errors, warnings } = count;
  const said =
    errors > 0 ? counts.errors(errors, figures.count(errors)) : counts.warnings(warnings, figures.count(warnings));
  return (
    <Badge
      size="sm"
      variant="default"
      leftSection={<SeverityIcon severity={errors > 0 ? "error" : "warning"} size={12} />}
    >
      <span aria-hidden>{figures.count(errors > 0 ? errors : warnings)}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </Badge>
  );
}
