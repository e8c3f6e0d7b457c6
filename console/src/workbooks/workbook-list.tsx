/**
 * The first page of workbooks: bring new ones, see what is on its way, and every version that is or was in force.
 */
import { Alert, Stack, Text, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useSetSearch } from "../app/search.ts";
import { may, mayEverywhere, useMe } from "../app/session.ts";
import { PageHead } from "../feedback/page-head.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { DropZone } from "./drop-zone.tsx";
import { keepUpload } from "./keep-upload.ts";
import { UploadList } from "./upload-list.tsx";
import { addFiles } from "./upload-queue.ts";
import { VersionTable } from "./version-table.tsx";

const WORDS = words({
  en: {
    about: "Commission matrices and sales targets, as finance writes them in Excel",
    versions: "In force, now and before",
    mayNot: "Your roles let you look at workbooks, not bring new ones. Ask somebody with the role uploader.",
    only: (markets: string) => `You may change figures of ${markets} alone: a workbook that changes others is refused.`,
  },
  de: {
    about: "Provisionsmatrizen und Verkaufsziele, wie die Finanzabteilung sie in Excel schreibt",
    versions: "In Kraft, jetzt und früher",
    mayNot:
      "Mit Ihren Rollen können Sie Arbeitsmappen ansehen, aber keine neuen bringen. Bitten Sie jemanden mit der Rolle Upload.",
    only: (markets: string) =>
      `Sie dürfen nur Werte von ${markets} ändern: Eine Mappe, die andere ändert, wird abgewiesen.`,
  },
  sv: {
    about: "Provisionsmatriser och försäljningsmål, som ekonomi skriver dem i Excel",
    versions: "I kraft, nu och tidigare",
    mayNot: "Dina roller låter dig titta på arbetsböcker men inte lämna nya. Be någon med rollen för uppladdning.",
    only: (markets: string) => `Du får bara ändra siffror för ${markets}: en arbetsbok som ändrar andra avvisas.`,
  },
});

export function WorkbookList() {
  const text = useWords(WORDS);
  const names = useWords(WORKPLACE_NAMES);
  return (
    <>
      <PageHead title={names.workbooks} about={text.about} />
      <Stack gap="lg">
        <Bring />
        <section aria-label={text.versions}>
          <Title order={2} size="h4" mb="xs">
            {text.versions}
          </Title>
          <VersionTable />
        </section>
      </Stack>
    </>
  );
}

function Bring() {
  const text = useWords(WORDS);
  const figures = useFigures();
  const me = useMe();
  const setSearch = useSetSearch();
  const queries = useQueryClient();
  if (!may(me, "upload"))
    return (
      <Alert variant="light" color="gray" icon={<IconLock />}>
        <Text size="sm">{text.mayNot}</Text>
      </Alert>
    );
  return (
    <>
      <DropZone
        onFiles={(files) => {
          // A single file is opened at once; of several, one chooses.
          void addFiles(files, me.name, (upload) => {
            keepUpload(queries, upload);
            if (files.length === 1) setSearch({ open: upload.upload });
          });
        }}
      />
      {!mayEverywhere(me, "upload") && (
        <Text size="sm" c="dimmed">
          {text.only((me.rights.upload ?? []).map((market) => figures.market(market)).join(", "))}
        </Text>
      )}
      <UploadList />
    </>
  );
}
