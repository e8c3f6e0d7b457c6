/**
 * The state of a rejected message as a sign and a word.
 */
import { IconAlertTriangle, IconCheck, IconTrash, type Icon } from "@tabler/icons-react";
import type { Answer } from "../api/routes.ts";
import { StateBadge } from "../feedback/state-badge.tsx";
import { useWords } from "../words/words.ts";
import { MESSAGES_WORDS } from "./messages-words.ts";

export type Message = Answer<"get", "/rejected">["messages"][number];

const SIGNS: Readonly<Record<Message["state"], { readonly icon: Icon; readonly color: string }>> = {
  open: { icon: IconAlertTriangle, color: "red" },
  replayed: { icon: IconCheck, color: "green" },
  dismissed: { icon: IconTrash, color: "gray" },
};

export function MessageStateBadge({ state }: { readonly state: Message["state"] }) {
  const { states } = useWords(MESSAGES_WORDS);
  return <StateBadge {...SIGNS[state]} label={states[state]} />;
}
