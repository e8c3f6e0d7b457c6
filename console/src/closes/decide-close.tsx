/**
 * Approve or reject: the total stands beside the buttons, who may not is told why and who could, and each decision is confirmed.
 * After it: what comes next. A close that is out of date says so, and is closed again from here.
 */
import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useAsk } from "../api/queries.ts";
import { useMe } from "../app/session.ts";
import { peopleWho } from "../overview/people-who.ts";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { AfterApproval } from "./after-approval.tsx";
import { ApproveDialog } from "./approve-dialog.tsx";
import type { OneClose } from "./one-close.ts";
import { DECIDE_WORDS } from "./decide-words.ts";
import { whyNotApprove, whyNotReject } from "./may-decide.ts";
import { RejectDialog } from "./reject-dialog.tsx";

export function DecideClose({ found }: { readonly found: OneClose }) {
  const { close } = found;
  if (close.status === "calculated") return <Decision found={found} />;
  return close.status === "rejected" ? null : <AfterApproval close={close} />;
}

function Decision({ found }: { readonly found: OneClose }) {
  const text = useWords(DECIDE_WORDS);
  const figures = useFigures();
  const me = useMe();
  const [dialog, setDialog] = useState<"approve" | "reject" | null>(null);
  const { close, mayNotApprove } = found;
  const why = whyNotApprove(me, found);
  const whyNot = whyNotReject(me, close.market);
  const users = useAsk("/sign-in").data?.users ?? [];
  const people = peopleWho(users, { who: "approver", markets: [close.market] }).filter(
    (name) => !mayNotApprove.includes(name),
  );
  const sums = close.sums.map((s) => figures.money(s.amount, s.currency)).join(" + ") || text.nothing;
  const leave = () => {
    setDialog(null);
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={text.title}>
      <Group justify="space-between">
        <div>
          <Title order={2} size="h4">
            {text.title}
          </Title>
          <Text>{close.entries === 0 ? text.postsNothing : text.posts(sums, figures.count(close.entries))}</Text>
          {why !== null && (
            <Text id="why-not-approve" size="sm" c="dimmed">
              {text.whyNot[why]}
              {why !== "gap" && people.length > 0 && ` ${text.could(people.join(", "))}`}
            </Text>
          )}
        </div>
        <Group>
          <Button
            variant="default"
            leftSection={<IconX size={16} aria-hidden />}
            disabled={whyNot !== null}
            aria-describedby={whyNot === null ? undefined : "why-not-approve"}
            onClick={() => {
              setDialog("reject");
            }}
          >
            {text.reject}
          </Button>
          <Button
            leftSection={<IconCheck size={16} aria-hidden />}
            disabled={why !== null}
            aria-describedby={why === null ? undefined : "why-not-approve"}
            onClick={() => {
              setDialog("approve");
            }}
          >
            {text.approve}
          </Button>
        </Group>
      </Group>
      {dialog === "approve" && <ApproveDialog close={close} sums={sums} onClose={leave} />}
      {dialog === "reject" && <RejectDialog close={close} onClose={leave} />}
    </Paper>
  );
}
