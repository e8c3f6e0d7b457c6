/**
 * Everybody who has signed in, with their roles: from the issuer, and granted here. A person opens to be granted roles, or to lose them.
 */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useAllRows } from "../api/queries.ts";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { may, useMe } from "../app/session.ts";
import { EmptyState } from "../feedback/empty-state.tsx";
import type { Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { PersonDrawer } from "./person-drawer.tsx";
import type { Grant, Person } from "./person-roles.ts";
import { PEOPLE_WORDS } from "./people-words.ts";
import { RoleBadges, useRoleText } from "./role-badges.tsx";

export function PeoplePanel() {
  const text = useWords(PEOPLE_WORDS);
  const me = useMe();
  if (!may(me, "admin")) return <EmptyState title={text.hiddenTitle} text={text.hiddenText} />;
  return <People />;
}

function People() {
  const text = useWords(PEOPLE_WORDS);
  const { open } = useSearchTexts();
  const setSearch = useSetSearch();
  const people = useAllRows("/people", { query: { limit: 1000 } }, (page) => page.people);
  const grants = useAllRows("/grants", { query: { limit: 1000 } }, (page) => page.grants);
  const columns = usePeopleColumns(grants.rows);
  const opened = people.rows.find((p) => p.id === open);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {text.about}
      </Text>
      <DataTable
        name={text.name}
        takeAs="people"
        rows={people.rows}
        columns={columns}
        rowKey={(p) => p.id}
        loading={people.loading || grants.loading}
        error={people.error ?? grants.error}
        empty={<EmptyState title={text.noneTitle} text={text.noneText} />}
        onOpen={(p) => {
          setSearch({ open: p.id });
        }}
        isOpen={(p) => p.id === open}
      />
      {opened !== undefined && (
        <PersonDrawer
          person={opened}
          grants={grants.rows.filter((g) => g.person === opened.id)}
          onClose={() => {
            setSearch({ open: undefined });
          }}
        />
      )}
    </>
  );
}

function usePeopleColumns(grants: readonly Grant[]): Column<Person>[] {
  const text = useWords(PEOPLE_WORDS);
  const figures = useFigures();
  const roleText = useRoleText();
  const me = useMe();
  return useMemo(() => {
    const byPerson = Map.groupBy(
      grants.filter((g) => g.revokedAt === null),
      (g) => g.person,
    );
    const granted = (p: Person): readonly Grant[] => byPerson.get(p.id) ?? [];
    return [
      {
        key: "person",
        head: text.person,
        show: (p) => (p.id === me.person ? `${p.name} (${text.you})` : p.name),
        sortBy: (p) => p.name,
        findBy: (p) => `${p.name} ${p.subject}`,
      },
      {
        key: "claimed",
        head: text.claimed,
        show: (p) => (p.claimed === null ? text.gone : <RoleBadges roles={p.claimed.roles} />),
        findBy: (p) => (p.claimed?.roles ?? []).map(roleText).join(" "),
      },
      {
        key: "granted",
        head: text.granted,
        show: (p) => <RoleBadges roles={granted(p)} />,
        sortBy: (p) => granted(p).length,
        findBy: (p) => granted(p).map(roleText).join(" "),
      },
      {
        key: "seen",
        head: text.lastSeen,
        show: (p) => (p.claimed === null ? "–" : figures.instant(p.claimed.at)),
        sortBy: (p) => p.claimed?.at ?? null,
      },
      { key: "issuer", head: text.issuer, show: (p) => p.issuer, sortBy: (p) => p.issuer, findBy: (p) => p.issuer },
    ];
  }, [text, figures, roleText, me.person, grants]);
}
