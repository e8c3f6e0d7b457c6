/**
 * By which matrix it is tried: that in force, another version, or a workbook of one's own, which is read and not activated. In: what there is.
 * Out: the address, changed.
 */
import { Alert, Button, FileButton, Group, Select, Stack, Text } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useAct } from "../api/queries.ts";
import { may, useMe } from "../app/session.ts";
import { useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { matrixYear, type StatementRow } from "../matrix/statement-facts.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import type { TrialMatrices } from "./trial-matrices.ts";
import classes from "../matrix/heatmap.module.css";

const WORDS = words({
  en: {
    matrix: "Matrix",
    version: (n: number) => `Version ${n}`,
    inForce: "in force",
    own: "Try a workbook of your own…",
    ownHelp: "It is read, not put in force; only you see it.",
    notYours: "Trying a workbook of your own needs the right to upload for this market.",
    trying: (file: string) => `Tried by ${file}`,
    stop: "Back to the stored matrices",
    lacks: (market: string, year: number) => `That workbook has no matrix for ${market} ${year} that can be read.`,
    gone: "That upload is no longer there, or it is somebody else's: an upload is seen only by who made it.",
  },
  de: {
    matrix: "Matrix",
    version: (n: number) => `Version ${n}`,
    inForce: "in Kraft",
    own: "Eigene Arbeitsmappe ausprobieren…",
    ownHelp: "Sie wird gelesen, nicht in Kraft gesetzt; nur Sie sehen sie.",
    notYours: "Eine eigene Arbeitsmappe auszuprobieren braucht das Recht, für diesen Markt hochzuladen.",
    trying: (file: string) => `Ausprobiert mit ${file}`,
    stop: "Zurück zu den gespeicherten Matrizen",
    lacks: (market: string, year: number) => `Diese Arbeitsmappe hat keine lesbare Matrix für ${market} ${year}.`,
    gone: "Diesen Upload gibt es nicht mehr, oder er gehört jemand anderem: Einen Upload sieht nur, wer ihn gemacht hat.",
  },
  sv: {
    matrix: "Matris",
    version: (n: number) => `Version ${n}`,
    inForce: "gäller",
    own: "Prova en egen arbetsbok…",
    ownHelp: "Den läses men sätts inte i kraft; bara du ser den.",
    notYours: "För att prova en egen arbetsbok behövs rätten att ladda upp för denna marknad.",
    trying: (file: string) => `Provas med ${file}`,
    stop: "Tillbaka till de sparade matriserna",
    lacks: (market: string, year: number) => `Arbetsboken har ingen läsbar matris för ${market} ${year}.`,
    gone: "Uppladdningen finns inte längre, eller är någon annans: en uppladdning ser bara den som gjorde den.",
  },
});

interface MatrixFieldProps {
  readonly row: StatementRow;
  readonly of: TrialMatrices;
}

export function MatrixField({ row, of }: MatrixFieldProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const setSearch = useSetSearch();
  const { versions, chosen, uploaded, isNotInUpload, uploadError } = of;
  const back = (
    <Button
      size="xs"
      variant="default"
      onClick={() => {
        setSearch({ upload: undefined });
      }}
    >
      {text.stop}
    </Button>
  );
  if (uploadError !== null)
    return (
      <Alert color="orange" variant="outline" role="alert">
        <Text size="sm" mb="xs">
          {text.gone}
        </Text>
        {back}
      </Alert>
    );
  if (uploaded !== null)
    return (
      <Alert
        color={isNotInUpload ? "orange" : "blue"}
        variant="outline"
        role="status"
        title={text.trying(uploaded)}
        classNames={{ title: classes.quietTitle ?? "" }}
      >
        {isNotInUpload && (
          <Text size="sm" mb="xs">
            {text.lacks(figures.market(row.market), matrixYear(row.period))}
          </Text>
        )}
        {back}
      </Alert>
    );
  return (
    <Stack gap="xs">
      <Select
        label={text.matrix}
        data={versions.map((m) => ({
          value: String(m.version),
          label: `${text.version(m.version)}${m.inForce ? ` · ${text.inForce}` : ""}`,
        }))}
        value={chosen === null ? null : String(chosen.version)}
        disabled={versions.length === 0}
        allowDeselect={false}
        onChange={(value) => {
          setSearch(
            { version: value === String(row.matrixVersion) ? undefined : (value ?? undefined) },
            { replace: true },
          );
        }}
      />
      <OwnWorkbook market={row.market} />
    </Stack>
  );
}

function OwnWorkbook({ market }: { readonly market: string }) {
  const text = useWords(WORDS);
  const me = useMe();
  const setSearch = useSetSearch();
  const upload = useAct("post", "/uploads");
  if (!may(me, "upload", market))
    return (
      <Text size="xs" c="dimmed">
        {text.notYours}
      </Text>
    );
  return (
    <>
      <Group gap="xs">
        <FileButton
          accept=".xlsx"
          inputProps={{ "aria-label": text.own }}
          onChange={(file) => {
            if (file === null) return;
            upload.mutate(
              { file },
              {
                onSuccess: (done) => {
                  setSearch({ upload: done.upload });
                },
              },
            );
          }}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="light"
              leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
              loading={upload.isPending}
            >
              {text.own}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {text.ownHelp}
        </Text>
      </Group>
      {upload.error !== null && <ProblemAlert error={upload.error} />}
    </>
  );
}
