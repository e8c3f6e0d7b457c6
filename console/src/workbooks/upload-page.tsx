/**
 * An upload, looked at before it counts: its sheets with every problem at its cell, each change, the money; then it is put in force or
 * discarded. In: its id. Out: nothing is changed by looking.
 */
import { Anchor, Stack, Tabs } from "@mantine/core";
import { IconCoins, IconGitCompare, IconTable } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { problemOf } from "../api/api-problem.ts";
import { useAsk } from "../api/queries.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { may, useMe } from "../app/session.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { Loading } from "../feedback/loading.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { ChangesPanel } from "./changes-panel.tsx";
import { EffectPanel } from "./effect-panel.tsx";
import type { Upload } from "./send-workbook.ts";
import { SheetsPanel } from "./sheets-panel.tsx";
import { UploadActs } from "./upload-acts.tsx";
import { UploadState } from "./upload-state.tsx";
import { KIND_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    title: "Upload",
    back: "All workbooks",
    unknown: "This upload is not here any more",
    unknownText:
      "An upload is its uploader's alone, and gone after four hours or when it is discarded. Upload the workbook again.",
    mayNot: "Uploads are for who may change figures",
    mayNotText: "Your roles let you look at what is in force, not at what others prepare.",
    parts: "Parts of the upload",
    sheets: "Sheets",
    changes: "Changes",
    effect: "Effect in money",
    until: (when: string) => `kept until ${when}`,
    unknownKind: "Not known what it is",
  },
  de: {
    title: "Hochgeladene Mappe",
    back: "Alle Arbeitsmappen",
    unknown: "Diese hochgeladene Mappe ist nicht mehr da",
    unknownText:
      "Sie gehört nur der Person, die sie hochgeladen hat, und ist nach vier Stunden weg oder wenn sie verworfen wurde. Laden Sie die Arbeitsmappe erneut hoch.",
    mayNot: "Hochgeladenes sehen nur, die Werte ändern dürfen",
    mayNotText: "Mit Ihren Rollen sehen Sie, was gilt, nicht was andere vorbereiten.",
    parts: "Teile der hochgeladenen Mappe",
    sheets: "Blätter",
    changes: "Änderungen",
    effect: "Wirkung in Geld",
    until: (when: string) => `aufbewahrt bis ${when}`,
    unknownKind: "Unbekannter Inhalt",
  },
  sv: {
    title: "Uppladdning",
    back: "Alla arbetsböcker",
    unknown: "Uppladdningen finns inte kvar",
    unknownText:
      "Den är bara för den som laddade upp den, och borta efter fyra timmar eller när den kastats. Ladda upp arbetsboken igen.",
    mayNot: "Uppladdningar är för dem som får ändra siffror",
    mayNotText: "Dina roller låter dig se vad som gäller, inte vad andra förbereder.",
    parts: "Uppladdningens delar",
    sheets: "Blad",
    changes: "Ändringar",
    effect: "Effekt i pengar",
    until: (when: string) => `sparas till ${when}`,
    unknownKind: "Okänt innehåll",
  },
});

export function UploadPage({ id }: { readonly id: string }) {
  const text = useWords(WORDS);
  const allowed = may(useMe(), "upload");
  const found = useAsk("/uploads/{id}", { params: { id } }, { enabled: allowed });
  const back = <Anchor renderRoot={(props) => <Link to="/workbooks" {...props} />}>{text.back}</Anchor>;
  const gone = found.error !== null && problemOf(found.error).status === 404;
  if (found.data !== undefined && !gone) return <Shown upload={found.data} />;
  return (
    <>
      <PageHead title={text.title} />
      {!allowed && <EmptyState title={text.mayNot} text={text.mayNotText} act={back} />}
      {gone && <EmptyState title={text.unknown} text={text.unknownText} act={back} />}
      {found.error !== null && !gone && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {allowed && found.error === null && <Loading />}
    </>
  );
}

const TABS = ["sheets", "changes", "effect"] as const;

function Shown({ upload }: { readonly upload: Upload }) {
  const text = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  const figures = useFigures();
  const { tab } = useSearchTexts();
  const setSearch = useSetSearch();
  const { file } = upload;
  const first = file.problems.length > 0 || file.changes.length === 0 ? "sheets" : "changes";
  const counted = (name: string, count: number) => (count === 0 ? name : `${name} (${figures.count(count)})`);
  const kind = file.kind === null ? text.unknownKind : `${kinds[file.kind]} ${file.year ?? ""}`;
  const agents = file.effects.reduce((sum, effect) => sum + effect.statements.length, 0);
  return (
    <>
      <PageHead
        title={file.file}
        about={`${kind} · ${text.until(figures.instant(upload.expiresAt))}`}
        acts={<UploadActs upload={upload} />}
      />
      <Stack gap="md">
        <UploadState upload={upload} />
        <Tabs
          value={TABS.find((each) => each === tab) ?? first}
          keepMounted={false}
          onChange={(chosen) => {
            setSearch({ tab: chosen ?? undefined }, { replace: true });
          }}
        >
          <Tabs.List aria-label={text.parts} mb="md">
            <Tabs.Tab value="sheets" leftSection={<IconTable size={16} aria-hidden />}>
              {text.sheets}
            </Tabs.Tab>
            <Tabs.Tab value="changes" leftSection={<IconGitCompare size={16} aria-hidden />}>
              {counted(text.changes, file.changes.length)}
            </Tabs.Tab>
            <Tabs.Tab value="effect" leftSection={<IconCoins size={16} aria-hidden />}>
              {counted(text.effect, agents)}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="sheets">
            <SheetsPanel id={upload.upload} file={file} />
          </Tabs.Panel>
          <Tabs.Panel value="changes">
            <ChangesPanel file={file} />
          </Tabs.Panel>
          <Tabs.Panel value="effect">
            <EffectPanel file={file} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  );
}
