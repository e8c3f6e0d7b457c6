/**
 * One person, opened: roles from the issuer, roles granted here with who granted them, and the acts of granting and revoking.
 */
import { Drawer, Group, List, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../api/queries.ts";
import { useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { ConfirmDialog } from "../feedback/confirm-dialog.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { GrantForm } from "./grant-form.tsx";
import type { Grant, Person } from "./person-roles.ts";
import { PEOPLE_WORDS } from "./people-words.ts";
import { RoleBadges, useRoleText } from "./role-badges.tsx";
import { useReturnFocus } from "../feedback/return-focus.ts";

interface PersonDrawerProps {
  readonly person: Person;
  /** Of this person, revoked ones too. */
  readonly grants: readonly Grant[];
  readonly onClose: () => void;
}

export function PersonDrawer({ person, grants, onClose }: PersonDrawerProps) {
  useReturnFocus();
  const text = useWords(PEOPLE_WORDS);
  const me = useMe();
  const inForce = grants.filter((g) => g.revokedAt === null);
  const gone = grants.filter((g) => g.revokedAt !== null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={
        <Text span fw={650}>
          {person.id === me.person ? `${person.name} (${text.you})` : person.name}
        </Text>
      }
      closeButtonProps={{ "aria-label": text.close }}
    >
      <Stack gap="lg">
        <section>
          <Title order={2} size="h4" mb="xs">
            {text.claimed}
          </Title>
          {person.claimed === null ? <Text size="sm">{text.gone}</Text> : <RoleBadges roles={person.claimed.roles} />}
          <Text size="xs" c="dimmed" mt={4}>
            {`${text.fromIssuer} (${person.issuer})`}
          </Text>
        </section>
        <section>
          <Title order={2} size="h4" mb="xs">
            {text.granted}
          </Title>
          {inForce.length === 0 && (
            <Text size="sm" c="dimmed">
              {text.none}
            </Text>
          )}
          <Stack gap="xs">
            {inForce.map((grant) => (
              <GrantInForce key={grant.id} grant={grant} isSelf={person.id === me.person} />
            ))}
          </Stack>
        </section>
        <GrantForm
          person={person}
          held={[...(person.claimed?.roles ?? []), ...inForce]}
          isSelf={person.id === me.person}
        />
        {gone.length > 0 && <Revoked grants={gone} />}
      </Stack>
    </Drawer>
  );
}

function GrantInForce({ grant, isSelf }: { readonly grant: Grant; readonly isSelf: boolean }) {
  const text = useWords(PEOPLE_WORDS);
  const figures = useFigures();
  const roleText = useRoleText();
  const [asking, setAsking] = useState(false);
  const revoking = useAct("post", "/grants/{id}/revocation");
  return (
    <div>
      <Group justify="space-between">
        <div>
          <Text size="sm" fw={500}>
            {roleText(grant)}
          </Text>
          <Text size="xs" c="dimmed">
            {text.by(grant.grantedBy, figures.instant(grant.grantedAt))}
          </Text>
        </div>
        <ActButton
          because={isSelf ? text.self : null}
          size="xs"
          variant="default"
          aria-label={text.revokeOf(roleText(grant), grant.name)}
          onAct={() => {
            setAsking(true);
          }}
        >
          {text.revoke}
        </ActButton>
      </Group>
      {asking && (
        <ConfirmDialog
          title={text.sureTitle}
          about={text.sure(roleText(grant), grant.name)}
          confirm={text.revoke}
          takesAway
          pending={revoking.isPending}
          error={revoking.error}
          onConfirm={() => {
            revoking.mutate({ params: { id: grant.id } });
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}

function Revoked({ grants }: { readonly grants: readonly Grant[] }) {
  const text = useWords(PEOPLE_WORDS);
  const figures = useFigures();
  const roleText = useRoleText();
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {text.history}
      </Title>
      <List size="sm">
        {grants.map((g) => (
          <List.Item key={g.id}>
            {`${roleText(g)}: ${text.by(g.grantedBy, figures.instant(g.grantedAt))}; ${text.revoked(g.revokedBy ?? "", figures.instant(g.revokedAt ?? ""))}`}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
