/**
 * Settings of the plan and its running, and people with their roles.
 */
import { Tabs } from "@mantine/core";
import { IconSettings, IconUsers } from "@tabler/icons-react";
import { WORKPLACE_NAMES } from "../app/navigation.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { PageHead } from "../feedback/page-head.tsx";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { PeoplePanel } from "./people-panel.tsx";
import { SettingsPanel } from "./settings-panel.tsx";

export function AdministrationPage() {
  const names = useWords(WORKPLACE_NAMES);
  const text = useWords(ADMINISTRATION_WORDS);
  const { tab } = useSearchTexts();
  const setSearch = useSetSearch();
  return (
    <>
      <PageHead title={names.administration} about={text.about} />
      <Tabs
        value={tab === "people" ? "people" : "settings"}
        keepMounted={false}
        onChange={(next) => {
          setSearch({ tab: next === "people" ? "people" : undefined, filter: undefined, sort: undefined });
        }}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="settings" leftSection={<IconSettings size={16} aria-hidden />}>
            {text.settings}
          </Tabs.Tab>
          <Tabs.Tab value="people" leftSection={<IconUsers size={16} aria-hidden />}>
            {text.people}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings">
          <SettingsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeoplePanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
