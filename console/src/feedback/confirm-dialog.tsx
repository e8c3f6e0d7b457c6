/**
 * Asks once more before an act that cannot simply be taken back. In: what will be done, and how the act goes. Out: a dialog that stays open
 * until the server has said that it is done.
 */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useWords, words } from "../words/words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useReturnFocus } from "./return-focus.ts";

const WORDS = words({ en: { cancel: "Cancel" }, de: { cancel: "Abbrechen" }, sv: { cancel: "Avbryt" } });

interface ConfirmDialogProps {
  readonly title: string;
  readonly about: string;
  readonly confirm: string;
  /** Takes something away from somebody. */
  readonly takesAway?: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmDialog({
  title,
  about,
  confirm,
  pending,
  error,
  onConfirm,
  onClose,
  ...how
}: ConfirmDialogProps) {
  useReturnFocus();
  const text = useWords(WORDS);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": text.cancel }}>
      <Stack>
        <Text size="sm">{about}</Text>
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button {...(how.takesAway === true ? { color: "red" } : {})} loading={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
