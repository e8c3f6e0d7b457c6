/**
 * Grants a role to somebody else, in one market or in all that one administers.
 */
import { Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { ROLES, type RoleGrant } from "../../../src/domain/access.ts";
import { useAct, useAsk } from "../api/queries.ts";
import { ROLE_NAMES } from "../app/role-names.ts";
import { may, mayEverywhere, useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { rolesConflict, type Person } from "./person-roles.ts";
import { PEOPLE_WORDS } from "./people-words.ts";
import { useRoleText } from "./role-badges.tsx";

interface GrantFormProps {
  readonly person: Person;
  readonly held: readonly RoleGrant[];
  readonly isSelf: boolean;
}

export function GrantForm({ person, held, isSelf }: GrantFormProps) {
  const text = useWords(PEOPLE_WORDS);
  const names = useWords(ROLE_NAMES);
  const figures = useFigures();
  const roleText = useRoleText();
  const me = useMe();
  const registry = useAsk("/markets");
  const markets = (registry.data?.markets ?? [])
    .filter((m) => may(me, "admin", m.market))
    .map((m) => ({ value: m.market, label: figures.market(m.market) }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const data = mayEverywhere(me, "admin") ? [{ value: "", label: text.everywhere }, ...markets] : markets;
  const [role, setRole] = useState<RoleGrant["role"]>("viewer");
  const [chosen, setChosen] = useState("");
  const market = data.some((one) => one.value === chosen) ? chosen : (data[0]?.value ?? "");
  const granting = useAct("post", "/grants");
  const because = isSelf ? text.self : rolesConflict(held, role) ? text.conflict : null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {text.grant}
      </Title>
      <Stack gap="sm">
        <Group align="flex-end">
          <NativeSelect
            label={text.role}
            value={role}
            data={ROLES.map((value) => ({ value, label: names[value] }))}
            onChange={(event) => {
              const next = ROLES.find((one) => one === event.currentTarget.value);
              if (next !== undefined) setRole(next);
            }}
          />
          <NativeSelect
            label={text.market}
            value={market}
            data={data}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
            }}
          />
          <ActButton
            because={because}
            loading={granting.isPending}
            onAct={() => {
              granting.mutate({ body: { person: person.id, role, market: market === "" ? null : market } });
            }}
          >
            {text.grant}
          </ActButton>
        </Group>
        {because !== null && (
          <Text size="sm" c="dimmed">
            {because}
          </Text>
        )}
        {granting.error !== null && <ProblemAlert error={granting.error} />}
        {granting.data !== undefined && (
          <Text size="sm" role="status">
            {`${text.done}: ${roleText(granting.data.grant)}`}
          </Text>
        )}
      </Stack>
    </section>
  );
}
