/**
 * The sheets of an upload with all that is to be said of them: the sheet, the cell that is looked at, the problems beside it, and the way from
 * one to the next. In: the upload. Out: nothing; looking changes nothing.
 */
import { Alert, Box, Group, Text, VisuallyHidden } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useAsk } from "../api/queries.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useLanguage, useWords, words } from "../words/words.ts";
import { inOrder, marksBySheet, type Problem, type UploadedFile } from "./cell-marks.ts";
import { cellPlace, type CellPlace } from "./cell-name.ts";
import { ProblemList } from "./problem-list.tsx";
import { ProblemStepper } from "./problem-stepper.tsx";
import { sayProblem } from "./problem-texts.ts";
import type { Sheet } from "./sheet-layout.ts";
import { SheetView } from "./sheet-view.tsx";
import classes from "./sheets-panel.module.css";
import { useProblemSteps } from "./use-problem-steps.ts";
import { SEVERITY_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    undrawn: "The sheets cannot be drawn",
    undrawnText: "The file was refused before its cells were read. What is wrong with it stands in the list.",
    none: "Nothing is wrong in this workbook.",
    place: (sheet: string, cell: string) => `sheet ${sheet}, cell ${cell}`,
  },
  de: {
    undrawn: "Die Blätter lassen sich nicht zeichnen",
    undrawnText:
      "Die Datei wurde abgewiesen, bevor ihre Zellen gelesen wurden. Was daran falsch ist, steht in der Liste.",
    none: "In dieser Arbeitsmappe ist nichts falsch.",
    place: (sheet: string, cell: string) => `Blatt ${sheet}, Zelle ${cell}`,
  },
  sv: {
    undrawn: "Bladen kan inte ritas",
    undrawnText: "Filen avvisades innan cellerna lästes. Vad som är fel står i listan.",
    none: "Inget är fel i arbetsboken.",
    place: (sheet: string, cell: string) => `blad ${sheet}, cell ${cell}`,
  },
});

interface SheetsPanelProps {
  readonly id: string;
  readonly file: UploadedFile;
}

export function SheetsPanel({ id, file }: SheetsPanelProps) {
  const found = useAsk("/uploads/{id}/sheets", { params: { id } });
  if (found.error !== null) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading />;
  return <Sheets sheets={found.data.sheets} file={file} />;
}

const FIRST: CellPlace = { row: 1, column: 1 };

function Sheets({ sheets, file }: { readonly sheets: readonly Sheet[]; readonly file: UploadedFile }) {
  const text = useWords(WORDS);
  const marks = useMemo(() => marksBySheet(file), [file]);
  const problems = useMemo(
    () =>
      inOrder(
        file.problems,
        sheets.map((sheet) => sheet.name),
      ),
    [file, sheets],
  );
  const firstMarked = sheets.find((sheet) => marks.has(sheet.name)) ?? sheets[0];
  const [shown, setShown] = useState({ sheet: firstMarked?.name ?? "", place: FIRST });
  const steps = useProblemSteps(problems.length);
  const [seen, setSeen] = useState(0);
  const problem = problems[steps.at];
  // A step was made: its problem decides what is shown.
  if (seen !== steps.steps) {
    setSeen(steps.steps);
    if (problem?.sheet != null) setShown({ sheet: problem.sheet, place: cellPlace(problem.cell ?? "") ?? FIRST });
  }
  const sheet = sheets.find(({ name }) => name === shown.sheet) ?? sheets[0];
  return (
    <Box className={classes.panel ?? ""} data-clean={problems.length === 0 ? true : undefined}>
      <Announcement problem={problem} count={problems.length} at={steps.at} />
      {sheet === undefined ? (
        <EmptyState title={text.undrawn} text={text.undrawnText} />
      ) : (
        <SheetView
          sheets={sheets}
          sheet={sheet}
          marks={marks}
          problems={problems}
          place={shown.place}
          onShow={(name, place) => {
            setShown({ sheet: name, place });
          }}
          steps={steps}
        />
      )}
      {problems.length === 0 ? (
        <Alert variant="light" color="green" icon={<IconInfoCircle />}>
          <Text size="sm">{text.none}</Text>
        </Alert>
      ) : (
        <div>
          <Group mb="xs">
            <ProblemStepper steps={steps} count={problems.length} />
          </Group>
          <ProblemList problems={problems} at={steps.at} onGo={steps.go} />
        </div>
      )}
    </Box>
  );
}

interface AnnouncementProps {
  readonly problem: Problem | undefined;
  readonly at: number;
  readonly count: number;
}

/** What is stepped to is said at once: whoever does not see the sheet hears where they are. */
function Announcement({ problem, at, count }: AnnouncementProps) {
  const text = useWords(WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const { language } = useLanguage();
  const said =
    problem === undefined
      ? ""
      : [
          `${at + 1}/${count}.`,
          `${severities[problem.severity]},`,
          problem.sheet === null ? "" : `${text.place(problem.sheet, problem.cell ?? "–")}:`,
          sayProblem(problem, language).message,
        ].join(" ");
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
