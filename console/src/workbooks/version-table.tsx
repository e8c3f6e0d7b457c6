/**
 * Every workbook that was put in force: what, who, when, which versions it made, and its file. In: the year in the address, or all. Out: a
 * table whose rows open.
 */
import { ActionIcon, Code, Group, Select, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { addressOf } from "../api/client.ts";
import { useAllRows } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import type { Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { MatrixLink } from "./matrix-link.tsx";
import { KIND_WORDS } from "./workbook-words.ts";

export type Workbook = Answer<"get", "/workbooks">["workbooks"][number];

const WORDS = words({
  en: {
    name: "Workbooks put in force",
    file: "File",
    kind: "Kind and year",
    year: "Year",
    gives: "Versions and targets",
    by: "By",
    at: "When",
    size: "Size",
    sha: "SHA-256",
    download: "Download the original:",
    original: "Original",
    all: "All years",
    targets: (n: string) => `${n} targets`,
    empty: "No workbook is in force yet",
    emptyText: "Commission needs a matrix for each market and targets for its agents. Drop the first workbook above.",
    emptyYear: "No workbook of this year is in force",
    emptyYearText: "Choose another year, or upload this year's matrices and targets.",
  },
  de: {
    name: "In Kraft gesetzte Arbeitsmappen",
    file: "Datei",
    kind: "Art und Jahr",
    year: "Jahr",
    gives: "Versionen und Ziele",
    by: "Von",
    at: "Wann",
    size: "Größe",
    sha: "SHA-256",
    download: "Original herunterladen:",
    original: "Original",
    all: "Alle Jahre",
    targets: (n: string) => `${n} Ziele`,
    empty: "Noch gilt keine Arbeitsmappe",
    emptyText:
      "Provision braucht eine Matrix je Markt und Ziele für die Agenten. Legen Sie oben die erste Arbeitsmappe ab.",
    emptyYear: "Für dieses Jahr gilt keine Arbeitsmappe",
    emptyYearText: "Wählen Sie ein anderes Jahr, oder laden Sie Matrizen und Ziele dieses Jahres hoch.",
  },
  sv: {
    name: "Arbetsböcker som trätt i kraft",
    file: "Fil",
    kind: "Typ och år",
    year: "År",
    gives: "Versioner och mål",
    by: "Av",
    at: "När",
    size: "Storlek",
    sha: "SHA-256",
    download: "Ladda ner originalet:",
    original: "Original",
    all: "Alla år",
    targets: (n: string) => `${n} mål`,
    empty: "Ingen arbetsbok gäller ännu",
    emptyText: "Provision kräver en matris per marknad och mål för agenterna. Släpp den första arbetsboken ovan.",
    emptyYear: "Ingen arbetsbok gäller för året",
    emptyYearText: "Välj ett annat år, eller ladda upp årets matriser och mål.",
  },
});

type Said = (typeof WORDS)["en"];
const SHORT_SHA = 10;

export function versionsOf(workbook: Workbook): readonly (readonly [market: string, version: number])[] {
  return Object.entries(workbook.versions);
}

function columnsOf(text: Said, kinds: Record<Workbook["kind"], string>, figures: Figures): Column<Workbook>[] {
  const gives = (w: Workbook) => versionsOf(w).map(([market, version]) => `${figures.market(market)} v${version}`);
  return [
    { key: "file", head: text.file, show: (w) => w.file, sortBy: (w) => w.file, findBy: (w) => w.file },
    {
      key: "kind",
      head: text.kind,
      show: (w) => `${kinds[w.kind]} ${w.year}`,
      sortBy: (w) => `${w.year} ${kinds[w.kind]}`,
      findBy: (w) => `${kinds[w.kind]} ${w.year}`,
    },
    {
      key: "gives",
      head: text.gives,
      show: (w) =>
        w.kind === "sales-targets" ? text.targets(figures.count(w.targets)) : <MatrixVersions workbook={w} />,
      sortBy: (w) => w.targets,
      findBy: (w) => gives(w).join(" "),
    },
    { key: "at", head: text.at, show: (w) => figures.instant(w.uploadedAt), sortBy: (w) => w.uploadedAt },
    { key: "by", head: text.by, show: (w) => w.uploadedBy, sortBy: (w) => w.uploadedBy, findBy: (w) => w.uploadedBy },
    {
      key: "download",
      control: true,
      head: text.original,
      show: (w) => (
        <ActionIcon
          component="a"
          href={addressOf<"get", "/workbooks/{id}/file">("/workbooks/{id}/file", { params: { id: w.id } })}
          download
          variant="default"
          aria-label={`${text.download} ${w.file}`}
          onClick={(event) => {
            event.stopPropagation();
          }}
        >
          <IconDownload size={16} />
        </ActionIcon>
      ),
    },
    { key: "size", head: text.size, figures: true, show: (w) => figures.bytes(w.bytes), sortBy: (w) => w.bytes },
    {
      key: "sha",
      head: text.sha,
      show: (w) => <Code title={w.sha256}>{w.sha256.slice(0, SHORT_SHA)}</Code>,
      findBy: (w) => w.sha256,
    },
  ];
}

function MatrixVersions({ workbook }: { readonly workbook: Workbook }) {
  const figures = useFigures();
  return (
    <Group
      gap="xs"
      wrap="nowrap"
      component="span"
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      {versionsOf(workbook).map(([market, version]) => (
        <MatrixLink key={market} market={market} year={workbook.year} version={version}>
          <abbr title={figures.market(market)}>{market}</abbr>
          {` v${version}`}
        </MatrixLink>
      ))}
    </Group>
  );
}

export function VersionTable() {
  const text = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  const figures = useFigures();
  const { year } = useSearchTexts();
  const setSearch = useSetSearch();
  const found = useAllRows("/workbooks", { query: { limit: 1000 } }, (page) => page.workbooks);
  const years = [...new Set([...found.rows.map((w) => String(w.year)), ...(year === undefined ? [] : [year])])];
  const rows = year === undefined ? found.rows : found.rows.filter((w) => String(w.year) === year);
  const choice = (
    <Select
      aria-label={text.year}
      placeholder={text.all}
      data={years.toSorted().toReversed()}
      value={year ?? null}
      onChange={(chosen) => {
        setSearch({ year: chosen ?? undefined }, { replace: true });
      }}
      clearable
      w={140}
    />
  );
  const nothing = found.rows.length === 0;
  return (
    <DataTable
      name={text.name}
      takeAs="workbooks"
      rows={rows}
      columns={columnsOf(text, kinds, figures)}
      rowKey={(w) => w.id}
      loading={found.loading}
      error={found.error}
      onOpen={(w) => {
        setSearch({ open: w.id });
      }}
      tools={choice}
      empty={
        <EmptyState
          title={nothing ? text.empty : text.emptyYear}
          text={<Text span>{nothing ? text.emptyText : text.emptyYearText}</Text>}
          act={nothing ? undefined : choice}
        />
      }
    />
  );
}
