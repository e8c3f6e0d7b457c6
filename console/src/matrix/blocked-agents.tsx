/**
 * Agents that have no place in the matrix, and why. In: blocked statements. Out: a list, and the way to what is missing.
 */
import { Alert, Anchor, List } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { BLOCKED_WORDS, isBlockedReason } from "./matrix-words.ts";
import classes from "./heatmap.module.css";

const WORDS = words({
  en: {
    title: (n: string, one: boolean) => `${n} blocked ${one ? "agent is" : "agents are"} not in the matrix`,
    workbooks: "To the workbooks",
  },
  de: {
    title: (n: string, one: boolean) =>
      `${n} ${one ? "gesperrter Agent steht" : "gesperrte Agenten stehen"} nicht in der Matrix`,
    workbooks: "Zu den Arbeitsmappen",
  },
  sv: {
    title: (n: string, one: boolean) => `${n} ${one ? "spärrad agent" : "spärrade agenter"} står inte i matrisen`,
    workbooks: "Till arbetsböckerna",
  },
});

interface Blocked {
  readonly agentId: string;
  readonly reason: string | null;
}

export function BlockedAgents({ of }: { readonly of: readonly Blocked[] }) {
  const text = useWords(WORDS);
  const reasons = useWords(BLOCKED_WORDS);
  const { count } = useFigures();
  if (of.length === 0) return null;
  return (
    <Alert
      color="orange"
      variant="outline"
      icon={<IconLock />}
      title={text.title(count(of.length), of.length === 1)}
      mb="md"
      classNames={{ title: classes.quietTitle ?? "" }}
    >
      <List size="sm">
        {of.map(({ agentId, reason }) => (
          <List.Item
            key={agentId}
          >{`${agentId}: ${isBlockedReason(reason) ? reasons[reason] : (reason ?? "")}`}</List.Item>
        ))}
      </List>
      <Anchor component={Link} to="/workbooks" size="sm">
        {text.workbooks}
      </Anchor>
    </Alert>
  );
}
