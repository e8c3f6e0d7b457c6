/**
 * Rejects a close, with a reason that its starter can work with.
 */
import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../api/queries.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useReturnFocus } from "../feedback/return-focus.ts";
import { useWords } from "../words/words.ts";
import type { Close } from "./close-status.tsx";
import { DECIDE_WORDS } from "./decide-words.ts";

interface RejectDialogProps {
  readonly close: Close;
  readonly onClose: () => void;
}

export function RejectDialog({ close, onClose }: RejectDialogProps) {
  useReturnFocus();
  const text = useWords(DECIDE_WORDS);
  const [reason, setReason] = useState("");
  const reject = useAct("post", "/closes/{id}/rejection");
  return (
    <Modal
      opened
      onClose={reject.isPending ? () => undefined : onClose}
      title={text.rejectTitle}
      closeButtonProps={{ "aria-label": text.cancel }}
    >
      <Stack>
        <Text size="sm">{text.rejectText}</Text>
        <Textarea
          data-autofocus
          label={text.reason}
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        {reject.error !== null && <ProblemAlert error={reject.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={reject.isPending}>
            {text.cancel}
          </Button>
          <Button
            color="red"
            loading={reject.isPending}
            disabled={reason.trim() === ""}
            onClick={() => {
              reject.mutate({ params: { id: close.id }, body: { reason: reason.trim() } }, { onSuccess: onClose });
            }}
          >
            {text.reject}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
