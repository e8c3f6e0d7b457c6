/**
 * What would be another figure than now, cell by cell: matrices over each other, targets as a list. In: the upload. Out: what is shown.
 */
import { Stack } from "@mantine/core";
import { useAsk } from "../api/queries.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useWords, words } from "../words/words.ts";
import type { UploadedFile } from "./cell-marks.ts";
import { ChangedMatrix } from "./changed-matrix.tsx";
import { ChangedTargets } from "./changed-targets.tsx";

const WORDS = words({
  en: {
    refused: "There is no difference to show",
    refusedText:
      "A workbook with errors changes nothing. Mend the errors that stand at its cells, and upload it again.",
    same: "Everything in this workbook is in force already",
    sameText: "Every figure is the one that holds now. There is nothing to put in force.",
  },
  de: {
    refused: "Es gibt keinen Unterschied zu zeigen",
    refusedText:
      "Eine Arbeitsmappe mit Fehlern ändert nichts. Beheben Sie die Fehler, die an ihren Zellen stehen, und laden Sie sie erneut hoch.",
    same: "Alles in dieser Arbeitsmappe gilt bereits",
    sameText: "Jeder Wert ist der, der jetzt gilt. Es gibt nichts in Kraft zu setzen.",
  },
  sv: {
    refused: "Det finns ingen skillnad att visa",
    refusedText: "En arbetsbok med fel ändrar inget. Rätta felen som står vid cellerna och ladda upp den igen.",
    same: "Allt i arbetsboken gäller redan",
    sameText: "Varje värde är det som gäller nu. Det finns inget att sätta i kraft.",
  },
});

export function ChangesPanel({ file }: { readonly file: UploadedFile }) {
  const text = useWords(WORDS);
  if (file.status === "refused") return <EmptyState title={text.refused} text={text.refusedText} />;
  if (file.changes.length === 0) return <EmptyState title={text.same} text={text.sameText} />;
  return file.kind === "sales-targets" ? <ChangedTargets changes={file.changes} /> : <ChangedMatrices file={file} />;
}

function ChangedMatrices({ file }: { readonly file: UploadedFile }) {
  const found = useAsk("/matrices", { query: { year: file.year ?? undefined } });
  if (found.error !== null) return <ProblemAlert error={found.error} />;
  if (found.data === undefined) return <Loading />;
  const inForce = new Map(found.data.matrices.flatMap((m) => (m.inForce ? [[m.market, m.version] as const] : [])));
  const changed = new Set(file.changes.map((change) => change.market));
  return (
    <Stack gap="xl">
      {file.matrices
        .filter((matrix) => changed.has(matrix.market))
        .map((matrix) => (
          <ChangedMatrix
            key={matrix.market}
            market={matrix.market}
            year={matrix.year}
            after={matrix}
            against={inForce.get(matrix.market) ?? null}
          />
        ))}
    </Stack>
  );
}
