/**
 * What can be done with messages that are ticked: send them through the door again, or dismiss them with a reason. Each is told of.
 */
import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../api/queries.ts";
import { mayEverywhere, useMe } from "../app/session.ts";
import { ActButton } from "../feedback/act-button.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { ReasonDialog } from "../feedback/reason-dialog.tsx";
import { StateBadge } from "../feedback/state-badge.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { MESSAGE_CODE_WORDS } from "./message-codes.ts";
import type { Message } from "./message-state.tsx";
import { MESSAGES_WORDS } from "./messages-words.ts";

interface MessageToolsProps {
  readonly chosen: readonly string[];
  /** Offers to tick all of a list. */
  readonly onAll?: () => void;
}

export function MessageTools({ chosen, onAll }: MessageToolsProps) {
  const text = useWords(MESSAGES_WORDS);
  const figures = useFigures();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const replaying = useAct("post", "/rejected/replay");
  const dismissing = useAct("post", "/rejected/dismissal");
  const mayAct = mayEverywhere(me, "upload");
  const because = !mayAct ? text.who : chosen.length === 0 ? text.none : null;
  const close = () => {
    setAsking(false);
    dismissing.reset();
  };
  return (
    <>
      <Group gap="xs" mb="md">
        <ActButton
          because={because}
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={replaying.isPending}
          onAct={() => {
            replaying.mutate({ body: { ids: [...chosen] } });
          }}
        >
          {text.replay(figures.count(chosen.length))}
        </ActButton>
        <ActButton
          because={because}
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onAct={() => {
            setAsking(true);
          }}
        >
          {text.dismiss(figures.count(chosen.length))}
        </ActButton>
        {mayAct && onAll !== undefined && (
          <Button variant="subtle" onClick={onAll}>
            {text.selectAll}
          </Button>
        )}
      </Group>
      {replaying.error !== null && <ProblemAlert error={replaying.error} />}
      {replaying.data !== undefined && (
        <Replayed
          messages={replaying.data.messages}
          onClose={() => {
            replaying.reset();
          }}
        />
      )}
      {asking && (
        <ReasonDialog
          title={text.dismissTitle}
          about={text.dismissAbout(figures.count(chosen.length))}
          confirm={text.dismissTitle}
          pending={dismissing.isPending}
          error={dismissing.error}
          onConfirm={(reason) => {
            dismissing.mutate({ body: { ids: [...chosen], reason } }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </>
  );
}

interface ReplayedProps {
  readonly messages: readonly Message[];
  readonly onClose: () => void;
}

function Replayed({ messages, onClose }: ReplayedProps) {
  const text = useWords(MESSAGES_WORDS);
  const known = useWords(MESSAGE_CODE_WORDS);
  const figures = useFigures();
  const taken = messages.filter((m) => m.state === "replayed").length;
  const still = messages.length - taken;
  return (
    <Alert
      mb="md"
      role="status"
      variant="light"
      color={still === 0 ? "green" : "orange"}
      icon={still === 0 ? <IconCheck /> : <IconAlertTriangle />}
      title={text.resultTitle(figures.count(taken), figures.count(still))}
      withCloseButton
      closeButtonLabel={text.close}
      onClose={onClose}
    >
      <List listStyleType="none" type="unordered" spacing="xs">
        {messages.map((m) => (
          <List.Item key={m.id}>
            <Group gap="xs">
              {m.state === "replayed" ? (
                <StateBadge icon={IconCheck} color="green" label={text.taken} />
              ) : (
                <StateBadge icon={IconAlertTriangle} color="orange" label={text.still} />
              )}
              <Text size="sm">{m.line === null ? m.source : `${m.source}, ${text.line} ${figures.count(m.line)}`}</Text>
              {m.state !== "replayed" && (
                <Text size="sm">{m.problems.map((p) => known[p.code] ?? p.code).join(", ")}</Text>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
