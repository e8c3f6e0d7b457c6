/**
 * Proves the ledger: everything recomputed and compared, on demand, and what came of it in words.
 */
import { Alert, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import { useAct } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { mayEverywhere, useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { FINDING_WORDS, VERIFY_WORDS } from "./verify-words.ts";

export function VerifyLedger() {
  const text = useWords(VERIFY_WORDS);
  const me = useMe();
  const verifying = useAct("post", "/verification");
  return (
    <>
      <Group mb="md" gap="md">
        <ActButton
          because={mayEverywhere(me, "view") ? null : text.who}
          leftSection={<IconShieldCheck size={18} aria-hidden />}
          loading={verifying.isPending}
          onAct={() => {
            verifying.mutate({});
          }}
        >
          {text.run}
        </ActButton>
        <Text size="sm" c="dimmed" role="status">
          {verifying.isPending ? text.running : text.about}
        </Text>
      </Group>
      {verifying.error !== null && <ProblemAlert error={verifying.error} />}
      {verifying.data !== undefined && (
        <Verified
          verified={verifying.data}
          onClose={() => {
            verifying.reset();
          }}
        />
      )}
    </>
  );
}

interface VerifiedProps {
  readonly verified: Answer<"post", "/verification">;
  readonly onClose: () => void;
}

function Verified({ verified, onClose }: VerifiedProps) {
  const text = useWords(VERIFY_WORDS);
  const known = useWords(FINDING_WORDS);
  const { count } = useFigures();
  const { ok, entries, closes, differences } = verified;
  return (
    <Alert
      mb="md"
      role="status"
      variant="light"
      color={ok ? "green" : "red"}
      icon={ok ? <IconShieldCheck /> : <IconAlertTriangle />}
      title={ok ? text.well : text.differences(count(differences.length))}
      withCloseButton
      closeButtonLabel={text.close}
      onClose={onClose}
    >
      <Text size="sm">{text.compared(count(entries), count(closes))}</Text>
      <List size="sm" spacing="xs">
        {differences.map((d) => (
          <List.Item key={`${d.code} ${d.subject} ${d.found}`}>
            <Text size="sm" fw={500}>{`${known[d.code] ?? d.code}: ${d.subject}`}</Text>
            <Text size="xs">{`${text.found} ${d.found}; ${text.expected} ${d.expected}`}</Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
