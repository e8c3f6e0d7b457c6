/**
 * The rejected messages: read them, send them through the door again, or dismiss them with a reason.
 */
import { SegmentedControl, Stack } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { addressOf } from "../api/client.ts";
import { useAllRows } from "../api/queries.ts";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { mayEverywhere, useMe } from "../app/session.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { PageHead } from "../feedback/page-head.tsx";
import { DataTable } from "../table/data-table.tsx";
import { selectionColumn, useSelection } from "../table/selection.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { MESSAGE_CODE_WORDS } from "./message-codes.ts";
import { messageColumns } from "./message-columns.tsx";
import { MessageDrawer } from "./message-drawer.tsx";
import type { Message } from "./message-state.tsx";
import { MessageTools } from "./message-tools.tsx";
import { MESSAGES_WORDS } from "./messages-words.ts";

const STATES = ["open", "replayed", "dismissed"] as const;

export function MessagesPage() {
  const names = useWords(WORKPLACE_NAMES);
  const text = useWords(MESSAGES_WORDS);
  const me = useMe();
  const sees = mayEverywhere(me, "view");
  return (
    <>
      <PageHead title={names.messages} about={text.about} />
      {sees ? <Messages /> : <EmptyState title={text.hiddenTitle} text={text.hiddenText} />}
    </>
  );
}

function Messages() {
  const text = useWords(MESSAGES_WORDS);
  const known = useWords(MESSAGE_CODE_WORDS);
  const figures = useFigures();
  const me = useMe();
  const { open, show } = useSearchTexts();
  const setSearch = useSetSearch();
  const shown = show === "all" ? null : (STATES.find((one) => one === show) ?? "open");
  const found = useAllRows("/rejected", { query: { limit: 1000 } }, (page) => page.messages);
  const rows = useRowsIn(shown, found.rows);
  const canBeTicked = (m: Message) => m.state === "open" && mayEverywhere(me, "upload");
  const possible = rows.filter(canBeTicked).map((m) => m.id);
  const selection = useSelection(possible);
  const ticks = selectionColumn<Message>({
    head: text.select,
    selection,
    keyOf: (m) => m.id,
    labelOf: (m) => text.selectOne(m.id),
    canBeTicked,
  });
  const columns = useMemo(() => messageColumns({ text, known, figures }), [text, known, figures]);
  return (
    <>
      <MessageTools
        chosen={[...selection.chosen]}
        onAll={() => {
          selection.choose(possible);
        }}
      />
      <DataTable
        name={text.name}
        rows={rows}
        columns={possible.length > 0 ? [ticks, ...columns] : columns}
        rowKey={(m) => m.id}
        loading={found.loading}
        error={found.error}
        empty={<Nothing all={found.rows.length} shown={shown} />}
        tools={<Choice shown={shown ?? "all"} />}
        exports={[
          {
            label: text.csv,
            href: addressOf<"get", "/exports/rejected">("/exports/rejected", {
              query: { state: shown ?? undefined, format: "csv" },
            }),
          },
          {
            label: text.xlsx,
            href: addressOf<"get", "/exports/rejected">("/exports/rejected", {
              query: { state: shown ?? undefined, format: "xlsx" },
            }),
          },
        ]}
        onOpen={(m) => {
          setSearch({ open: m.id });
        }}
        isOpen={(m) => m.id === open}
      />
      {open !== undefined && (
        <MessageDrawer
          id={open}
          onClose={() => {
            setSearch({ open: undefined });
          }}
        />
      )}
    </>
  );
}

function useRowsIn(state: Message["state"] | null, all: readonly Message[]): readonly Message[] {
  return useMemo(() => (state === null ? all : all.filter((m) => m.state === state)), [all, state]);
}

function Choice({ shown }: { readonly shown: string }) {
  const text = useWords(MESSAGES_WORDS);
  const setSearch = useSetSearch();
  return (
    <SegmentedControl
      className="wide-choice"
      aria-label={text.which}
      value={shown}
      data={[...STATES.map((value) => ({ value, label: text.states[value] })), { value: "all", label: text.all }]}
      onChange={(next) => {
        setSearch({ show: next === "open" ? undefined : next });
      }}
    />
  );
}

function Nothing({ all, shown }: { readonly all: number; readonly shown: Message["state"] | null }) {
  const text = useWords(MESSAGES_WORDS);
  if (all === 0)
    return (
      <EmptyState
        title={text.goodTitle}
        text={text.goodText}
        act={<IconCircleCheck size={40} aria-hidden color="var(--mantine-color-green-text)" />}
      />
    );
  return (
    <Stack gap="sm">
      <div>
        <Choice shown={shown ?? "all"} />
      </div>
      {shown === "open" ? (
        <EmptyState
          title={text.noneOpenTitle}
          text={text.noneOpenText}
          act={<IconCircleCheck size={40} aria-hidden color="var(--mantine-color-green-text)" />}
        />
      ) : (
        <EmptyState title={text.noneTitle} text={text.noneText} />
      )}
    </Stack>
  );
}
