/**
 * Confirms an approval: the total once more, each rate that changed, what follows from it, and the button that posts exactly the proposal that was looked at.
 */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { problemOf } from "../api/api-problem.ts";
import { useAct } from "../api/queries.ts";
import { may, useMe } from "../app/session.ts";
import { useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useReturnFocus } from "../feedback/return-focus.ts";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { useChangedRates } from "./changed-rates.ts";
import type { Close } from "./close-status.tsx";
import { DECIDE_WORDS } from "./decide-words.ts";
import { RateChanges } from "./rate-changes.tsx";

interface ApproveDialogProps {
  readonly close: Close;
  readonly sums: string;
  readonly onClose: () => void;
}

export function ApproveDialog({ close, sums, onClose }: ApproveDialogProps) {
  useReturnFocus();
  const text = useWords(DECIDE_WORDS);
  const figures = useFigures();
  const approve = useAct("post", "/closes/{id}/approval");
  const rates = useChangedRates(close);
  const changesRates = rates.state === "known" && rates.changed.length > 0;
  const stale = approve.error !== null && problemOf(approve.error).code === "close-stale";
  return (
    <Modal
      opened
      // What is under way is not hidden before it is known what came of it.
      onClose={approve.isPending ? () => undefined : onClose}
      size={changesRates ? "xl" : "md"}
      closeButtonProps={{ "aria-label": text.cancel }}
      title={`${text.approve}: ${figures.market(close.market)}, ${figures.month(close.period)}`}
    >
      <Stack>
        {close.entries > 0 && (
          <Text size="xl" fw={700}>
            {sums}
          </Text>
        )}
        <Text>{close.entries === 0 ? text.postsNothing : text.posts(sums, figures.count(close.entries))}</Text>
        <Text size="sm" c="dimmed">
          {text.confirmText}
        </Text>
        <RateChanges close={close} />
        {close.blocked.length > 0 && <Text size="sm">{text.blocked(figures.count(close.blocked.length))}</Text>}
        {approve.error !== null && <ProblemAlert error={approve.error} />}
        {stale && <CloseAgain close={close} onClose={onClose} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={approve.isPending}>
            {text.cancel}
          </Button>
          <Button
            data-autofocus
            loading={approve.isPending}
            disabled={stale || rates.state !== "known"}
            onClick={() => {
              const { id, proposalHash } = close;
              approve.mutate({ params: { id }, body: { proposalHash } }, { onSuccess: onClose });
            }}
          >
            {close.entries === 0 ? text.approve : text.confirm(sums)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Where the one who looks may close too, from here; else who has to. */
function CloseAgain({ close, onClose }: Omit<ApproveDialogProps, "sums">) {
  const text = useWords(DECIDE_WORDS);
  const me = useMe();
  const setSearch = useSetSearch();
  const again = useAct("post", "/closes");
  const { market, period } = close;
  if (!may(me, "upload", market)) return <Text size="sm">{text.staleNot}</Text>;
  return (
    <>
      {again.error !== null && <ProblemAlert error={again.error} />}
      <Button
        loading={again.isPending}
        onClick={() => {
          again.mutate(
            { body: { market, period } },
            {
              onSuccess: (done) => {
                onClose();
                setSearch({ open: done.close.id });
              },
            },
          );
        }}
      >
        {text.again}
      </Button>
    </>
  );
}
