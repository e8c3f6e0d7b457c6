/**
 * One workbook that was put in force: who brought it and when, what it changed, its file. In: its id. Out: what is shown.
 */
import { Button, Code, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
import { addressOf } from "../api/client.ts";
import { useAsk } from "../api/queries.ts";
import { useSetSearch } from "../app/search.ts";
import { Loading } from "../feedback/loading.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { versionsOf } from "./version-table.tsx";
import { WorkbookMatrix } from "./workbook-matrix.tsx";
import { WorkbookTargets } from "./workbook-targets.tsx";
import { KIND_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    title: "Workbook",
    back: "All workbooks",
    download: "Original",
    by: (who: string, when: string) => `put in force by ${who}, ${when}`,
  },
  de: {
    title: "Arbeitsmappe",
    back: "Alle Arbeitsmappen",
    download: "Original",
    by: (who: string, when: string) => `in Kraft gesetzt von ${who}, ${when}`,
  },
  sv: {
    title: "Arbetsbok",
    back: "Alla arbetsböcker",
    download: "Original",
    by: (who: string, when: string) => `satt i kraft av ${who}, ${when}`,
  },
});

export function WorkbookPage({ id }: { readonly id: string }) {
  const text = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  const figures = useFigures();
  const setSearch = useSetSearch();
  const found = useAsk("/workbooks/{id}", { params: { id } });
  const back = (
    <Button
      variant="default"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={() => {
        setSearch({ open: undefined });
      }}
    >
      {text.back}
    </Button>
  );
  if (found.error !== null || found.data === undefined)
    return (
      <>
        <PageHead title={text.title} acts={back} />
        {found.error === null ? <Loading /> : <ProblemAlert error={found.error} />}
      </>
    );
  const { workbook, targets } = found.data;
  const file = addressOf<"get", "/workbooks/{id}/file">("/workbooks/{id}/file", { params: { id } });
  return (
    <>
      <PageHead
        title={workbook.file}
        about={`${kinds[workbook.kind]} ${workbook.year} · ${text.by(workbook.uploadedBy, figures.instant(workbook.uploadedAt))}`}
        acts={
          <>
            {back}
            <Button component="a" href={file} download leftSection={<IconDownload size={16} aria-hidden />}>
              {text.download}
            </Button>
          </>
        }
      />
      <Stack gap="xl">
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {figures.bytes(workbook.bytes)} · SHA-256 <Code>{workbook.sha256}</Code>
        </Text>
        {versionsOf(workbook).map(([market, version]) => (
          <WorkbookMatrix key={market} market={market} year={workbook.year} version={version} />
        ))}
        {workbook.kind === "sales-targets" && <WorkbookTargets targets={targets} />}
      </Stack>
    </>
  );
}
