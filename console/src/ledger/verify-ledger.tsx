/**
 * Proves the ledger: everything recomputed and compared, on demand, and what came of it in words.
 */
import { List, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useAct } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { mayEverywhere, useMe } from "../app/session.ts";
import { RunOutcome, RunByHand } from "../feedback/run-by-hand.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { FINDING_WORDS, VERIFY_WORDS } from "./verify-words.ts";

export function VerifyLedger() {
  const text = useWords(VERIFY_WORDS);
  const me = useMe();
  const verifying = useAct("post", "/verification");
  return (
    <RunByHand
      label={text.run}
      icon={IconShieldCheck}
      about={verifying.isPending ? text.running : text.about}
      because={mayEverywhere(me, "view") ? null : text.who}
      pending={verifying.isPending}
      error={verifying.error}
      onRun={() => {
        verifying.mutate({});
      }}
    >
      {verifying.data !== undefined && (
        <Verified
          verified={verifying.data}
          onClose={() => {
            verifying.reset();
          }}
        />
      )}
    </RunByHand>
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
  const title = ok ? text.well : text.differences(count(differences.length));
  return (
    <RunOutcome ok={ok} icon={IconShieldCheck} title={title} closeLabel={text.close} onClose={onClose}>
      <Text size="sm">{text.compared(count(entries), count(closes))}</Text>
      <List size="sm" spacing="xs">
        {differences.map((d) => (
          <List.Item key={`${d.code} ${d.subject} ${d.found}`}>
            <Text size="sm" fw={500}>{`${known[d.code] ?? d.code}: ${d.subject}`}</Text>
            <Text size="xs">{`${text.found} ${d.found}; ${text.expected} ${d.expected}`}</Text>
          </List.Item>
        ))}
      </List>
    </RunOutcome>
  );
}
