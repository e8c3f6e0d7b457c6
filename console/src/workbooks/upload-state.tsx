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
import { useActivated } from "./use-activated.ts";
import { COUNT_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    inForce: (by: string, when: string) => `Put in force by ${by}, ${when}.`,
    open: "Show the workbook",
    refused: "Refused: nothing of it can be put in force. Mend what stands below, and upload it again.",
    same: "Everything in this workbook is in force already. There is nothing to put in force.",
    ready: "Not in force yet. Look at the sheets, the changes and the money; then put it in force.",
    found: "Found:",
    money: "Commission of all months with sales:",
  },
  de: {
    inForce: (by: string, when: string) => `In Kraft gesetzt von ${by}, ${when}.`,
    open: "Arbeitsmappe zeigen",
    refused:
      "Abgewiesen: Nichts davon kann in Kraft gesetzt werden. Beheben Sie, was unten steht, und laden Sie sie erneut hoch.",
    same: "Alles in dieser Arbeitsmappe gilt bereits. Es gibt nichts in Kraft zu setzen.",
    ready: "Noch nicht in Kraft. Sehen Sie Blätter, Änderungen und Geld an; setzen Sie sie dann in Kraft.",
    found: "Gefunden:",
    money: "Provision aller Monate mit Verkäufen:",
  },
  sv: {
    inForce: (by: string, when: string) => `Satt i kraft av ${by}, ${when}.`,
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
  const activated = useActivated(upload);
  const { file } = upload;
  const { errors, warnings } = countProblems(file.problems, null);
  if (activated !== null)
    return (
      <Alert variant="light" color="green" icon={<IconCircleCheck />}>
        <Text size="sm">
          {text.inForce(activated.uploadedBy, figures.instant(activated.uploadedAt))}{" "}
          <Anchor inherit renderRoot={(props) => <Link to="/workbooks" search={{ open: activated.id }} {...props} />}>
            {text.open}
          </Anchor>
        </Text>
      </Alert>
    );
  const problems = [
    ...(errors > 0 ? [counts.errors(errors, figures.count(errors))] : []),
    ...(warnings > 0 ? [counts.warnings(warnings, figures.count(warnings))] : []),
  ];
  const refused = file.status === "refused";
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
        {refused ? text.refused : file.status === "unchanged" ? text.same : text.ready}
      </Text>
      {problems.length > 0 && <Text size="sm">{`${text.found} ${problems.join(", ")}.`}</Text>}
      {money.length > 0 && <Text size="sm">{`${text.money} ${money.join(" · ")}`}</Text>}
    </Alert>
  );
}
