/**
 * The states of a batch and of an entry in words, with what happens next.
 */
import {
  IconCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconClock,
  IconHelp,
  IconSend,
  IconX,
  type Icon,
} from "@tabler/icons-react";
import type { Answer } from "../api/routes.ts";
import { StateBadge } from "../feedback/state-badge.tsx";
import { useWords, words } from "../words/words.ts";

export type Batch = Answer<"get", "/deliveries">["deliveries"][number];
export type BatchState = Batch["state"];

export const BATCH_STATES = ["pending", "sent", "unknown", "partly-accepted", "refused", "accepted"] as const;

export const STATE_WORDS = words<Readonly<Record<BatchState, { readonly name: string; readonly next: string }>>>({
  en: {
    pending: { name: "Waiting to be sent", next: "Core View does not have it. It is sent by itself." },
    sent: { name: "Sent", next: "Handed over whole. Core View is asked until it acknowledges." },
    unknown: { name: "Answer lost", next: "Core View may have it. It is asked first, and never books it twice." },
    "partly-accepted": { name: "Partly booked", next: "Core View booked some entries and refused or left out others." },
    refused: { name: "Refused", next: "Core View will not have it as it is. Mend the cause there, then deliver now." },
    accepted: { name: "Booked", next: "Every entry is booked in Core View." },
  },
  de: {
    pending: { name: "Wartet auf Versand", next: "Core View hat es noch nicht. Es wird von selbst gesendet." },
    sent: { name: "Gesendet", next: "Vollständig übergeben. Core View wird gefragt, bis es bestätigt." },
    unknown: {
      name: "Antwort verloren",
      next: "Core View hat es vielleicht. Dort wird zuerst gefragt, und nichts wird doppelt gebucht.",
    },
    "partly-accepted": {
      name: "Teilweise gebucht",
      next: "Core View hat einige Buchungen übernommen, andere abgelehnt oder ausgelassen.",
    },
    refused: {
      name: "Abgelehnt",
      next: "Core View nimmt es so nicht an. Dort die Ursache beheben, dann jetzt liefern.",
    },
    accepted: { name: "Gebucht", next: "Alle Buchungen sind in Core View übernommen." },
  },
  sv: {
    pending: { name: "Väntar på att skickas", next: "Core View har det inte än. Det skickas av sig självt." },
    sent: { name: "Skickad", next: "Överlämnad i sin helhet. Core View tillfrågas tills det bekräftar." },
    unknown: {
      name: "Svaret kom bort",
      next: "Core View kan ha det. Core View tillfrågas först, och inget bokförs två gånger.",
    },
    "partly-accepted": {
      name: "Delvis bokförd",
      next: "Core View har bokfört vissa poster och nekat eller utelämnat andra.",
    },
    refused: { name: "Nekad", next: "Core View tar inte emot det som det är. Åtgärda orsaken där och leverera sedan." },
    accepted: { name: "Bokförd", next: "Alla poster är bokförda i Core View." },
  },
});

const SIGNS: Readonly<Record<BatchState, { readonly icon: Icon; readonly color: string }>> = {
  pending: { icon: IconClock, color: "gray" },
  sent: { icon: IconSend, color: "blue" },
  unknown: { icon: IconHelp, color: "orange" },
  "partly-accepted": { icon: IconCircleHalf2, color: "orange" },
  refused: { icon: IconX, color: "red" },
  accepted: { icon: IconCheck, color: "green" },
};

/** Entries and attempts tell their states as text. */
export function isBatchState(text: string): text is BatchState {
  return BATCH_STATES.some((state) => state === text);
}

export function BatchStateBadge({ state }: { readonly state: string }) {
  const text = useWords(STATE_WORDS);
  if (!isBatchState(state)) return <StateBadge icon={IconCircleDashed} color="gray" label={state} />;
  return <StateBadge {...SIGNS[state]} label={text[state].name} />;
}
