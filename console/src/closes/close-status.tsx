/**
 * The state of a close as a sign with its word. A close that a newer one took the place of is replaced, not rejected by somebody.
 */
import { Badge } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconHourglass, IconReplace, IconTruckDelivery } from "@tabler/icons-react";
import type { Answer } from "../api/routes.ts";
import { useWords } from "../words/words.ts";
import { CLOSE_WORDS } from "./close-words.ts";

export type Close = Answer<"get", "/closes">["closes"][number];

const SUPERSEDED = "superseded by ";

const LOOKS = {
  calculated: { Sign: IconHourglass, color: "blue" },
  approved: { Sign: IconCircleCheck, color: "teal" },
  delivered: { Sign: IconTruckDelivery, color: "teal" },
  rejected: { Sign: IconCircleX, color: "red" },
  superseded: { Sign: IconReplace, color: "gray" },
} as const;

/** The close that took its place; null when none did. */
export function supersededBy({ status, reason }: Pick<Close, "status" | "reason">): string | null {
  return status === "rejected" && reason?.startsWith(SUPERSEDED) === true ? reason.slice(SUPERSEDED.length) : null;
}

export function stateOf(close: Pick<Close, "status" | "reason">): keyof typeof LOOKS {
  return supersededBy(close) === null ? close.status : "superseded";
}

export function CloseStatus({ close }: { readonly close: Pick<Close, "status" | "reason"> }) {
  const text = useWords(CLOSE_WORDS);
  const state = stateOf(close);
  const { Sign, color } = LOOKS[state];
  return (
    <Badge
      color={color}
      variant="default"
      leftSection={<Sign size={14} aria-hidden color={`var(--mantine-color-${color}-text)`} />}
    >
      {text.status[state]}
    </Badge>
  );
}
