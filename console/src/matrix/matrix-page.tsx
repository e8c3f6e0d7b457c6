/**
 * The matrix of a market and year as a heatmap, with the month's agents in it: where the cliffs are, and who stands before them. In: month,
 * market, year and version of the address. Out: the page; what is open stands in the address too.
 */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAllRows } from "../api/queries.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { may, useMe } from "../app/session.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { BlockedAgents } from "./blocked-agents.tsx";
import { useMatrixChoice, useMatrixVersion, type ListedVersion, type MatrixChoice } from "./matrix-choice.ts";
import { MatrixTools, VersionOrigin } from "./matrix-tools.tsx";
import { MatrixView } from "./matrix-view.tsx";
import { matrixYear, type StatementRow } from "./statement-facts.ts";

const WORDS = words({
  en: {
    about: (market: string, month: string) => `${market}, agents of ${month}`,
    none: (market: string, year: number) => `No matrix for ${market} in ${year}`,
    noneText:
      "Without a matrix nobody is paid: the market's statements of that year are blocked until one is uploaded and put in force.",
    upload: "Upload a workbook",
    notYours: "You may not upload for this market. Ask somebody who may.",
  },
  de: {
    about: (market: string, month: string) => `${market}, Agenten von ${month}`,
    none: (market: string, year: number) => `Keine Matrix für ${market} im Jahr ${year}`,
    noneText:
      "Ohne Matrix wird niemand bezahlt: Die Abrechnungen des Marktes in diesem Jahr bleiben gesperrt, bis eine hochgeladen und in Kraft ist.",
    upload: "Arbeitsmappe hochladen",
    notYours: "Sie dürfen für diesen Markt nicht hochladen. Bitten Sie jemanden, der es darf.",
  },
  sv: {
    about: (market: string, month: string) => `${market}, agenter i ${month}`,
    none: (market: string, year: number) => `Ingen matris för ${market} år ${year}`,
    noneText:
      "Utan matris får ingen betalt: marknadens avräkningar det året är spärrade tills en har laddats upp och satts i kraft.",
    upload: "Ladda upp en arbetsbok",
    notYours: "Du får inte ladda upp för denna marknad. Be någon som får.",
  },
});

const NOBODY: readonly StatementRow[] = [];

export function MatrixPage() {
  const text = useWords(WORDS);
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const choice = useMatrixChoice();
  const { market, period, chosen, loading, error } = choice;
  const about = market === null ? undefined : text.about(figures.market(market), figures.month(period));
  return (
    <>
      <PageHead title={names.matrix} {...(about === undefined ? {} : { about })} />
      {error !== null && <ProblemAlert error={error} />}
      {error === null && loading && <Loading />}
      {error === null && !loading && (
        <>
          <MatrixTools choice={choice} />
          <MatrixOfMonth choice={choice} chosen={chosen} />
        </>
      )}
    </>
  );
}

interface MatrixOfMonthProps {
  readonly choice: MatrixChoice;
  readonly chosen: ListedVersion | null;
}

function MatrixOfMonth({ choice, chosen }: MatrixOfMonthProps) {
  const { market, period, year, compared } = choice;
  const version = useMatrixVersion(chosen);
  const other = useMatrixVersion(compared);
  // A month's agents stand in the matrix of its year alone.
  const isOfMonth = year === matrixYear(period);
  const found = useAllRows(
    "/statements",
    { query: { period, market: market ?? undefined, limit: 1000 } },
    (page) => page.statements,
    { enabled: market !== null && isOfMonth },
  );
  const rows = isOfMonth ? found.rows : NOBODY;
  const blocked = useMemo(() => rows.filter((row) => row.status === "blocked"), [rows]);
  const error = version.error ?? other.error ?? found.error;
  if (error !== null) return <ProblemAlert error={error} />;
  if (chosen === null)
    return (
      <>
        <BlockedAgents of={blocked} />
        <NoMatrix market={market ?? ""} year={year} />
      </>
    );
  if (version.data === undefined || found.loading) return <Loading />;
  return (
    <>
      <VersionOrigin of={chosen} />
      <BlockedAgents of={blocked} />
      <MatrixView
        version={version.data}
        isInForce={chosen.inForce}
        compared={compared === null ? undefined : other.data}
        rows={rows}
        isOfMonth={isOfMonth}
      />
    </>
  );
}

function NoMatrix({ market, year }: { readonly market: string; readonly year: number }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const me = useMe();
  const name = market === "" ? "–" : figures.market(market);
  const upload = (
    <Button component={Link} to="/workbooks">
      {text.upload}
    </Button>
  );
  const isAllowed = may(me, "upload", market === "" ? undefined : market);
  return (
    <EmptyState
      title={text.none(name, year)}
      text={isAllowed ? text.noneText : `${text.noneText} ${text.notYours}`}
      act={isAllowed ? upload : undefined}
    />
  );
}
