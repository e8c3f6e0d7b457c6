/**
 * What somebody starts by hand and what came of it, such as a delivery or a reconciliation: the button with what it does beside it, why it
 * could not be done, and the outcome. In: the act's state. Out: the outcome as a status message, until it is closed.
 */
import { Alert, Group, Text } from "@mantine/core";
import { IconAlertTriangle, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ActButton } from "./act-button.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

interface RunByHandProps {
  readonly label: string;
  readonly icon: Icon;
  /** What it does, and while it runs how long it takes. */
  readonly about: string;
  /** Why it cannot be started; null when it can. */
  readonly because: string | null;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onRun: () => void;
  /** The outcome; null while there is none. */
  readonly children: ReactNode;
}

export function RunByHand({ label, icon: Sign, about, because, pending, error, onRun, children }: RunByHandProps) {
  return (
    <>
      <Group mb="md" gap="md">
        <ActButton because={because} leftSection={<Sign size={18} aria-hidden />} loading={pending} onAct={onRun}>
          {label}
        </ActButton>
        <Text size="sm" c="dimmed" role="status">
          {about}
        </Text>
      </Group>
      {error !== null && <ProblemAlert error={error} />}
      {children}
    </>
  );
}

interface RunOutcomeProps {
  readonly ok: boolean;
  /** Where all is well. */
  readonly icon: Icon;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function RunOutcome({ ok, icon: Well, title, closeLabel, onClose, children }: RunOutcomeProps) {
  return (
    <Alert
      mb="md"
      role="status"
      variant="light"
      color={ok ? "green" : "red"}
      icon={ok ? <Well /> : <IconAlertTriangle />}
      title={title}
      withCloseButton
      closeButtonLabel={closeLabel}
      onClose={onClose}
    >
      {children}
    </Alert>
  );
}
