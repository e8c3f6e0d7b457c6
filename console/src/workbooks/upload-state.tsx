/**
 * Where an upload stands, in one line: refused, nothing new, ready and not in force, or in force since. In: the upload. Out: what it means.
 */
import { Alert, Anchor, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { countProblems } from "./cell-marks.ts";
import { marketEffects } from "./effects.ts";
import type { Upload } from "./send-workbook.ts";
import { StaleUpload } from "./stale-upload.tsx";
import { COUNT_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    inForce: "You have put it in force.",
    open: "Show the workbook",
    refused: "Refused: nothing of it can be put in force. Mend what stands below, and upload it again.",
    same: "Everything in this workbook is in force already. There is nothing to put in force.",
    ready: "Not in force yet. Look at the sheets, the changes and the money; then put it in force.",
    found: "Found:",
    money: "Commission of all months with sales:",
  },
  de: {
    inForce: "Sie haben sie in Kraft gesetzt.",
    open: "Arbeitsmappe zeigen",
    refused:
      "Abgewiesen: Nichts davon kann in Kraft gesetzt werden. Beheben Sie, was unten steht, und laden Sie sie erneut hoch.",
    same: "Alles in dieser Arbeitsmappe gilt bereits. Es gibt nichts in Kraft zu setzen.",
    ready: "Noch nicht in Kraft. Sehen Sie Blätter, Änderungen und Geld an; setzen Sie sie dann in Kraft.",
    found: "Gefunden:",
    money: "Provision aller Monate mit Verkäufen:",
  },
  sv: {
    inForce: "Du har satt den i kraft.",
    open: "Visa arbetsboken",
    refused: "Avvisad: inget av den kan sättas i kraft. Rätta det som står nedan och ladda upp den igen.",
    same: "Allt i arbetsboken gäller redan. Det finns inget att sätta i kraft.",
    ready: "Gäller inte ännu. Titta på bladen, ändringarna och pengarna; sätt den sedan i kraft.",
    found: "Hittat:",
    money: "Provision i alla månader med försäljning:",
  },
});

export function UploadState({ upload }: { readonly upload: Upload }) {
  const text = useWords(WORDS);
  const counts = useWords(COUNT_WORDS);
  const figures = useFigures();
  const { file, state, workbook } = upload;
  const { errors, warnings } = countProblems(file.problems, null);
  if (state === "activated")
    return (
      <Alert variant="light" color="green" icon={<IconCircleCheck />}>
        <Text size="sm">
          {text.inForce}{" "}
          {workbook !== null && (
            <Anchor inherit renderRoot={(props) => <Link to="/workbooks" search={{ open: workbook }} {...props} />}>
              {text.open}
            </Anchor>
          )}
        </Text>
      </Alert>
    );
  if (upload.overtaken) return <StaleUpload upload={upload} why="likely" />;
  const problems = [
    ...(errors > 0 ? [counts.errors(errors, figures.count(errors))] : []),
    ...(warnings > 0 ? [counts.warnings(warnings, figures.count(warnings))] : []),
  ];
  const refused = state === "refused";
  const [colour, Sign] = refused
    ? (["red", IconCircleX] as const)
    : warnings > 0
      ? (["yellow", IconAlertTriangle] as const)
      : (["blue", IconInfoCircle] as const);
  const money = marketEffects(file.effects).map(
    ({ market, currency, difference }) => `${figures.market(market)} ${figures.change(difference)}\u00a0${currency}`,
  );
  return (
    <Alert variant="light" color={colour} icon={<Sign />}>
      <Text size="sm" fw={600}>
        {refused ? text.refused : state === "unchanged" ? text.same : text.ready}
      </Text>
      {problems.length > 0 && <Text size="sm">{`${text.found} ${problems.join(", ")}.`}</Text>}
      {money.length > 0 && <Text size="sm">{`${text.money} ${money.join(" · ")}`}</Text>}
    </Alert>
  );
}
