/**
 * One cell of a sheet: its text as it shows, and a sign where something is to be said of it.
 */
import { VisuallyHidden } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useLanguage, useWords, words } from "../words/words.ts";
import { severityOf, type CellMark } from "./cell-marks.ts";
import type { CellPlace } from "./cell-name.ts";
import { sayProblem } from "./problem-texts.ts";
import { SeverityIcon } from "./severity-icon.tsx";
import classes from "./sheet-grid.module.css";
import { isFigure, type DrawnCell } from "./sheet-layout.ts";
import { SEVERITY_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: { changes: "changes from", new: "is new" },
  de: { changes: "ändert sich von", new: "ist neu" },
  sv: { changes: "ändras från", new: "är nytt" },
});

interface SheetCellProps {
  readonly id: string;
  readonly cell: DrawnCell;
  readonly leftPx: number;
  readonly text: string | undefined;
  readonly mark: CellMark | undefined;
  readonly here: boolean;
  readonly spills: boolean;
  readonly onGo: (place: CellPlace) => void;
}

export function SheetCell({ id, cell, leftPx, text = "", mark, here, spills, onGo }: SheetCellProps) {
  const severity = severityOf(mark);
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={cell.column + 1}
      {...(cell.merge === null
        ? {}
        : {
            "aria-colspan": cell.merge.right - cell.merge.left + 1,
            "aria-rowspan": cell.merge.bottom - cell.merge.top + 1,
          })}
      aria-selected={here}
      className={classes.cell ?? ""}
      data-severity={severity ?? undefined}
      data-changed={mark?.change == null ? undefined : true}
      data-here={here ? true : undefined}
      data-merged={cell.merge === null ? undefined : true}
      data-spills={spills ? true : undefined}
      data-figure={isFigure(text) ? true : undefined}
      title={text === "" ? undefined : text}
      style={{ left: leftPx, width: cell.widthPx, height: cell.heightPx }}
      onClick={() => {
        onGo({ row: cell.row, column: cell.column });
      }}
    >
      {severity !== null && <SeverityIcon severity={severity} size={14} />}
      {severity === null && mark?.change != null && (
        <IconPencil size={13} aria-hidden className={classes.pencil ?? ""} />
      )}
      <span className={classes.text ?? ""}>{text}</span>
      {mark !== undefined && <MarkWords mark={mark} />}
    </div>
  );
}

function MarkWords({ mark }: { readonly mark: CellMark }) {
  const text = useWords(WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const { language } = useLanguage();
  const said = mark.problems.map(
    (problem) => `${severities[problem.severity]}: ${sayProblem(problem, language).message}`,
  );
  const change =
    mark.change === null ? [] : [mark.change.before === null ? text.new : `${text.changes} ${mark.change.before}`];
  return <VisuallyHidden>{` – ${[...said, ...change].join(" ")}`}</VisuallyHidden>;
}
