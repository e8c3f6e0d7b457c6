/**
 * Signing in: at the issuer, or, on one's own machine, as one of the named demo users. The address stays, so that one goes on where one was.
 */
import { Button, Center, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { act } from "../api/client.ts";
import { useAsk } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { ROLE_NAMES } from "./role-names.ts";
import classes from "./sign-in.module.css";

const WORDS = words({
  en: {
    title: "Sign in",
    about: "Sales commission: exact, provable, explainable to the cell.",
    issuer: "Sign in with your organisation",
    users: "On this machine, try it as one of these people. Approving takes another person than uploading.",
    none: "Nobody can sign in here: no issuer is set up, and demo users are for this machine alone.",
  },
  de: {
    title: "Anmelden",
    about: "Vertriebsprovision: exakt, beweisbar, erklärbar bis zur Zelle.",
    issuer: "Mit Ihrer Organisation anmelden",
    users: "Auf diesem Rechner probieren Sie es als eine dieser Personen. Freigeben muss jemand anderes als hochladen.",
    none: "Hier kann sich niemand anmelden: Kein Anmeldedienst ist eingerichtet, Demo-Personen gibt es nur auf diesem Rechner.",
  },
  sv: {
    title: "Logga in",
    about: "Säljprovision: exakt, bevisbar, förklarad ner till cellen.",
    issuer: "Logga in med din organisation",
    users: "På den här datorn provar du som en av dessa personer. Godkänna gör någon annan än den som laddar upp.",
    none: "Ingen kan logga in här: ingen inloggningstjänst är inställd, och demopersoner finns bara på den egna datorn.",
  },
});

export function SignInPage() {
  const text = useWords(WORDS);
  const queries = useQueryClient();
  const ways = useAsk("/sign-in");
  const local = useMutation({
    mutationFn: (user: string) => act("post", "/sign-in/local", { body: { user } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const issuer = useMutation({
    mutationFn: () => act("post", "/sign-in", { body: { returnTo: `${location.pathname}${location.search}` } }),
    onSuccess: (begun) => {
      location.assign(begun.location);
    },
  });
  useDocumentTitle(`${text.title} · OpenCommission`);
  if (ways.isPending) return <Loading />;
  const error = ways.error ?? local.error ?? issuer.error;
  const { issuer: hasIssuer = false, users = [] } = ways.data ?? {};
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" w="100%" maw={460}>
        <Stack>
          <div>
            <Text fw={700} c="dimmed">
              OpenCommission
            </Text>
            <Title order={1} size="h2">
              {text.title}
            </Title>
            <Text c="dimmed">{text.about}</Text>
          </div>
          {error !== null && <ProblemAlert error={error} onRetry={() => void ways.refetch()} />}
          {hasIssuer && (
            <Button
              size="md"
              loading={issuer.isPending}
              onClick={() => {
                issuer.mutate();
              }}
            >
              {text.issuer}
            </Button>
          )}
          {users.length > 0 && <Text size="sm">{text.users}</Text>}
          {users.map((user) => (
            <UserButton
              key={user.id}
              user={user}
              loading={local.isPending && local.variables === user.id}
              onChoose={() => {
                local.mutate(user.id);
              }}
            />
          ))}
          {!hasIssuer && users.length === 0 && ways.error === null && <Text>{text.none}</Text>}
        </Stack>
      </Paper>
    </Center>
  );
}

interface UserButtonProps {
  readonly user: Answer<"get", "/sign-in">["users"][number];
  readonly loading: boolean;
  readonly onChoose: () => void;
}

function UserButton({ user, loading, onChoose }: UserButtonProps) {
  const roleNames = useWords(ROLE_NAMES);
  const figures = useFigures();
  const roles = user.roles.map(({ role, market }) =>
    market === null ? roleNames[role] : `${roleNames[role]}, ${figures.market(market)}`,
  );
  return (
    <Button
      variant="default"
      size="md"
      loading={loading}
      onClick={onChoose}
      classNames={{ root: classes.user ?? "", inner: classes.inner ?? "", label: classes.label ?? "" }}
    >
      <span>{user.name}</span>
      <Text size="sm" c="dimmed" span>
        {roles.join(" · ")}
      </Text>
    </Button>
  );
}
