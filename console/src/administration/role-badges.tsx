/**
 * Roles in words, each with its market.
 */
import { Badge, Group, Text } from "@mantine/core";
import { useCallback } from "react";
import type { RoleGrant } from "../../../src/domain/access.ts";
import { ROLE_NAMES } from "../app/role-names.ts";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { PEOPLE_WORDS } from "./people-words.ts";

export function useRoleText(): (role: RoleGrant) => string {
  const { everywhere } = useWords(PEOPLE_WORDS);
  const names = useWords(ROLE_NAMES);
  const figures = useFigures();
  return useCallback(
    ({ role, market }) => `${names[role]}, ${market === null ? everywhere : figures.market(market)}`,
    [names, everywhere, figures],
  );
}

export function RoleBadges({ roles }: { readonly roles: readonly RoleGrant[] }) {
  const { none } = useWords(PEOPLE_WORDS);
  const roleText = useRoleText();
  if (roles.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  return (
    <Group gap={4} wrap="nowrap">
      {roles.map((role) => (
        <Badge key={`${role.role} ${role.market ?? ""}`} variant="default" radius="sm" fw={500} miw="max-content">
          {roleText(role)}
        </Badge>
      ))}
    </Group>
  );
}
