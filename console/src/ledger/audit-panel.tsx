/**
 * The record of acts: who did what to what, when and from where; filtered by the server, and one of them opened.
 */
import { Button, Group, Select, Text } from "@mantine/core";
import { useMemo } from "react";
import { addressOf } from "../api/client.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { mayEverywhere, useMe } from "../app/session.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import { ExactFilter } from "../feedback/exact-filter.tsx";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { ActDrawer } from "./act-drawer.tsx";
import { ACT_WORDS } from "./act-words.ts";
import { useActs } from "./acts.ts";
import { auditColumns } from "./audit-columns.tsx";
import { AUDIT_WORDS } from "./audit-words.ts";

export function AuditPanel() {
  const text = useWords(AUDIT_WORDS);
  const names = useWords(ACT_WORDS);
  const figures = useFigures();
  const { actor, action, subject, open } = useSearchTexts();
  const setSearch = useSetSearch();
  const withOrigin = mayEverywhere(useMe(), "admin");
  const found = useActs({ actor, action, subject });
  const acts = useMemo(() => found.data?.pages.flatMap((page) => page.acts) ?? [], [found.data]);
  const columns = useMemo(() => auditColumns({ text, names, figures, withOrigin }), [text, names, figures, withOrigin]);
  const opened = acts.find((a) => a.seq === open);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {withOrigin ? text.about : `${text.about} ${text.aboutNoAddress}`}
      </Text>
      <AuditFilters />
      <DataTable
        name={text.name}
        rows={acts}
        columns={columns}
        rowKey={(a) => a.seq}
        loading={found.isPending}
        error={found.error}
        empty={<NoActs />}
        exports={[
          {
            label: text.csv,
            href: addressOf<"get", "/exports/audit">("/exports/audit", {
              query: { actor, action, subject, format: "csv" },
            }),
          },
          {
            label: text.xlsx,
            href: addressOf<"get", "/exports/audit">("/exports/audit", {
              query: { actor, action, subject, format: "xlsx" },
            }),
          },
        ]}
        onOpen={(a) => {
          setSearch({ open: a.seq });
        }}
        isOpen={(a) => a.seq === open}
      />
      {acts.length > 0 && (
        <Older
          hasMore={found.hasNextPage}
          pending={found.isFetchingNextPage}
          onMore={() => {
            void found.fetchNextPage();
          }}
        />
      )}
      {opened !== undefined && (
        <ActDrawer
          act={opened}
          onClose={() => {
            setSearch({ open: undefined });
          }}
        />
      )}
    </>
  );
}

interface OlderProps {
  readonly hasMore: boolean;
  readonly pending: boolean;
  readonly onMore: () => void;
}

function Older({ hasMore, pending, onMore }: OlderProps) {
  const text = useWords(AUDIT_WORDS);
  if (hasMore)
    return (
      <Button mt="sm" variant="default" loading={pending} onClick={onMore}>
        {text.older}
      </Button>
    );
  return (
    <Text size="sm" c="dimmed" mt="sm">
      {text.all}
    </Text>
  );
}

function AuditFilters() {
  const text = useWords(AUDIT_WORDS);
  const names = useWords(ACT_WORDS);
  const { actor, action, subject } = useSearchTexts();
  const setSearch = useSetSearch();
  return (
    <Group mb="sm" gap="sm" align="flex-end">
      <ExactFilter
        label={text.actor}
        placeholder={text.exact}
        value={actor}
        onChange={(next) => {
          setSearch({ actor: next });
        }}
      />
      <Select
        label={text.action}
        placeholder={text.anyAct}
        data={Object.entries(names).map(([value, label]) => ({ value, label }))}
        value={action ?? null}
        searchable
        clearable
        w={260}
        onChange={(next) => {
          setSearch({ action: next ?? undefined });
        }}
      />
      <ExactFilter
        label={text.subject}
        placeholder={text.exact}
        value={subject}
        onChange={(next) => {
          setSearch({ subject: next });
        }}
      />
    </Group>
  );
}

function NoActs() {
  const text = useWords(AUDIT_WORDS);
  const setSearch = useSetSearch();
  return (
    <EmptyState
      title={text.none}
      text={text.noneText}
      act={
        <Button
          variant="light"
          onClick={() => {
            setSearch({ actor: undefined, action: undefined, subject: undefined });
          }}
        >
          {text.clear}
        </Button>
      }
    />
  );
}
