/**
 * One close: what it comes to, where that comes from, whether it can be approved and by whom, and every entry.
 */
import { Group, Stack } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useAsk } from "../api/queries.ts";
import { PageLink } from "../app/page-link.tsx";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { Loading } from "../feedback/loading.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { BlockedAgents } from "./blocked-agents.tsx";
import { CloseFacts } from "./close-facts.tsx";
import { CloseStatus } from "./close-status.tsx";
import { DecideClose } from "./decide-close.tsx";
import { EntriesSection } from "./entries-section.tsx";
import { RateChanges } from "./rate-changes.tsx";
import { WaiveGap } from "./waive-gap.tsx";
import { WaterfallSection } from "./waterfall-section.tsx";

/** Somebody else may decide about it, and delivery goes on by itself. */
const WATCH_MS = 5_000;

const WORDS = words({
  en: { all: "All closes" },
  de: { all: "Alle Abschlüsse" },
  sv: { all: "Alla bokslut" },
});

export function CloseDetail({ id }: { readonly id: string }) {
  const text = useWords(WORDS);
  const names = useWords(WORKPLACE_NAMES);
  const figures = useFigures();
  const found = useAsk("/closes/{id}", { params: { id } }, { refetchIntervalMs: WATCH_MS });
  const { data } = found;
  const back = (
    <PageLink to="/closes" size="sm">
      <Group gap={4} component="span" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden />
        {text.all}
      </Group>
    </PageLink>
  );
  if (data === undefined)
    return (
      <>
        {back}
        <PageHead title={names.closes} about={id} />
        {found.error === null ? <Loading /> : <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      </>
    );
  const { close } = data;
  return (
    <>
      {back}
      <PageHead
        title={`${figures.market(close.market)}, ${figures.month(close.period)}`}
        about={close.id}
        acts={<CloseStatus close={close} />}
      />
      <Stack gap="lg">
        <CloseFacts found={data} />
        {close.status === "calculated" && <WaiveGap market={close.market} period={close.period} />}
        <DecideClose found={data} />
        {close.status !== "rejected" && <WaterfallSection close={close} />}
        {close.status !== "rejected" && <RateChanges close={close} />}
        <BlockedAgents close={close} />
        {close.status !== "rejected" && <EntriesSection close={close} />}
      </Stack>
    </>
  );
}
