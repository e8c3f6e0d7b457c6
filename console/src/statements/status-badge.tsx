/**
 * The state of a statement as a sign and a word: never by colour alone.
 */
import { Badge } from "@mantine/core";
import { IconArrowDownRight, IconCircleCheck, IconClockHour4, IconHandStop, IconLock } from "@tabler/icons-react";
import { useWords } from "../words/words.ts";
import classes from "./status-badge.module.css";
import { FINAL_WORDS, STATUS_WORDS } from "./statement-words.ts";

const LOOKS = {
  payable: { color: "teal", icon: IconCircleCheck },
  "below-threshold": { color: "yellow", icon: IconArrowDownRight },
  blocked: { color: "red", icon: IconHandStop },
} as const;

export type StatementStatus = keyof typeof LOOKS;
export const STATUSES: readonly StatementStatus[] = ["payable", "below-threshold", "blocked"];

export function StatusBadge({ status }: { readonly status: StatementStatus }) {
  const text = useWords(STATUS_WORDS);
  const { color, icon: Icon } = LOOKS[status];
  return (
    <Badge className={classes.badge ?? ""} color={color} leftSection={<Icon size={13} aria-hidden />}>
      {text[status]}
    </Badge>
  );
}

interface FinalBadgeProps {
  readonly of: { readonly status: StatementStatus; readonly final: boolean };
}

/** What is blocked is neither: there is no commission that could be final. */
export function FinalBadge({ of: { status, final } }: FinalBadgeProps) {
  const text = useWords(FINAL_WORDS);
  if (status === "blocked") return null;
  const Icon = final ? IconLock : IconClockHour4;
  return (
    <Badge className={classes.badge ?? ""} color="gray" variant="outline" leftSection={<Icon size={13} aria-hidden />}>
      {final ? text.final : text.provisional}
    </Badge>
  );
}
