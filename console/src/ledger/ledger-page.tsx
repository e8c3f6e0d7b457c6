/**
 * The ledger and the record of acts: what was posted, and who did what.
 */
import { Tabs } from "@mantine/core";
import { IconBook2, IconHistory } from "@tabler/icons-react";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { may, useMe } from "../app/session.ts";
import { PageHead } from "../feedback/page-head.tsx";
import { useWords } from "../words/words.ts";
import { AuditPanel } from "./audit-panel.tsx";
import { EntriesPanel } from "./entries-panel.tsx";
import { LEDGER_WORDS } from "./ledger-words.ts";

export function LedgerPage() {
  const names = useWords(WORKPLACE_NAMES);
  const text = useWords(LEDGER_WORDS);
  const me = useMe();
  const { tab } = useSearchTexts();
  const setSearch = useSetSearch();
  const sees = may(me, "view");
  // Who only administers sees no figures.
  const shown = tab === "audit" || !sees ? "audit" : "entries";
  return (
    <>
      <PageHead title={names.ledger} about={text.about} />
      <Tabs
        value={shown}
        keepMounted={false}
        onChange={(next) => {
          setSearch({
            tab: next === "audit" ? "audit" : undefined,
            filter: undefined,
            sort: undefined,
            open: undefined,
          });
        }}
      >
        <Tabs.List mb="md">
          {sees && (
            <Tabs.Tab value="entries" leftSection={<IconBook2 size={16} aria-hidden />}>
              {text.entries}
            </Tabs.Tab>
          )}
          <Tabs.Tab value="audit" leftSection={<IconHistory size={16} aria-hidden />}>
            {text.audit}
          </Tabs.Tab>
        </Tabs.List>
        {sees && (
          <Tabs.Panel value="entries">
            <EntriesPanel />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="audit">
          <AuditPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
