/**
 * Asks for a reason before something is waived or dismissed: it stays on record for ever. In: what is about to be done.
 * Out: the reason; the dialog stays open, with what was typed, until the server has said that it is done.
 */
import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useWords, words } from "../words/words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useReturnFocus } from "./return-focus.ts";

const WORDS = words({
  en: {
    reason: "Reason",
    kept: "It stays on record with your name.",
    missing: "Say why in a few words.",
    cancel: "Cancel",
  },
  de: {
    reason: "Begründung",
    kept: "Sie wird mit Ihrem Namen dauerhaft festgehalten.",
    missing: "Bitte mit wenigen Worten begründen.",
    cancel: "Abbrechen",
  },
  sv: {
    reason: "Motivering",
    kept: "Den sparas varaktigt med ditt namn.",
    missing: "Skriv kort varför.",
    cancel: "Avbryt",
  },
});

const LONGEST = 2_000;

interface ReasonDialogProps {
  readonly title: string;
  /** What will be done, to what. */
  readonly about: ReactNode;
  readonly confirm: string;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog({ title, about, confirm, pending, error, onConfirm, onClose }: ReasonDialogProps) {
  useReturnFocus();
  const text = useWords(WORDS);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const isMissing = reason.trim() === "";
  return (
    <Modal
      opened
      // What is under way is not hidden before it is known what came of it.
      onClose={pending ? () => undefined : onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": text.cancel }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isMissing && !pending) onConfirm(reason.trim());
        }}
      >
        <Stack>
          <Text component="div" size="sm">
            {about}
          </Text>
          <Textarea
            label={text.reason}
            description={text.kept}
            required
            autosize
            minRows={3}
            maxLength={LONGEST}
            data-autofocus
            value={reason}
            error={tried && isMissing ? text.missing : null}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          {error !== null && <ProblemAlert error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={pending}>
              {text.cancel}
            </Button>
            <Button type="submit" loading={pending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
