/**
 * Sends what is due now, of the chosen market or of all that one works in, and tells what became of each batch.
 */
import { Alert, Code, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconTruckDelivery } from "@tabler/icons-react";
import { useAct } from "../api/queries.ts";
import type { Answer } from "../api/routes.ts";
import { useScope } from "../app/scope.ts";
import { may, useMe, type Me } from "../app/session.ts";
import { RunByHand } from "../feedback/run-by-hand.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { BatchProblem } from "./batch-problem.tsx";
import { BatchStateBadge } from "./batch-state.tsx";
import { useUntil } from "./until.ts";

const WORDS = words({
  en: {
    now: "Deliver now",
    about: "What is due goes out by itself. Deliver now sends at once, refused batches too.",
    who: "Delivering is for uploaders and approvers of the market. Your roles only let you look.",
    nothing: "Nothing was due: everything is booked already.",
    done: (count: string) => `Batches of this delivery: ${count}`,
    closed: (closes: string) => `Delivered in whole: ${closes}`,
    again: "next attempt",
    close: "Close the message",
  },
  de: {
    now: "Jetzt liefern",
    about: "Fälliges geht von selbst hinaus. Jetzt liefern sendet sofort, auch abgelehnte Pakete.",
    who: "Liefern dürfen, wer im Markt hochlädt oder freigibt. Ihre Rollen erlauben nur das Ansehen.",
    nothing: "Nichts war fällig: Alles ist schon gebucht.",
    done: (count: string) => `Pakete dieser Lieferung: ${count}`,
    closed: (closes: string) => `Vollständig geliefert: ${closes}`,
    again: "nächster Versuch",
    close: "Hinweis schließen",
  },
  sv: {
    now: "Leverera nu",
    about: "Det som är på tur går i väg av sig självt. Leverera nu skickar genast, även nekade paket.",
    who: "Leverera får den som laddar upp eller godkänner i marknaden. Dina roller låter dig bara titta.",
    nothing: "Inget var på tur: allt är redan bokfört.",
    done: (count: string) => `Paket i denna leverans: ${count}`,
    closed: (closes: string) => `Helt levererat: ${closes}`,
    again: "nästa försök",
    close: "Stäng meddelandet",
  },
});

type Delivered = Answer<"post", "/deliveries">;

export function mayDeliver(me: Me, market: string | null): boolean {
  const where = market ?? undefined;
  return may(me, "upload", where) || may(me, "approve", where);
}

export function DeliverNow() {
  const text = useWords(WORDS);
  const me = useMe();
  const { market } = useScope();
  const sending = useAct("post", "/deliveries");
  return (
    <RunByHand
      label={text.now}
      icon={IconTruckDelivery}
      about={text.about}
      because={mayDeliver(me, market) ? null : text.who}
      pending={sending.isPending}
      error={sending.error}
      onRun={() => {
        sending.mutate({ body: market === null ? {} : { market } });
      }}
    >
      {sending.data !== undefined && (
        <DeliveredAlert
          delivered={sending.data}
          onClose={() => {
            sending.reset();
          }}
        />
      )}
    </RunByHand>
  );
}

interface DeliveredAlertProps {
  readonly delivered: Delivered;
  readonly onClose: () => void;
}

export function DeliveredAlert({ delivered, onClose }: DeliveredAlertProps) {
  const text = useWords(WORDS);
  const figures = useFigures();
  const until = useUntil();
  const { batches, closes } = delivered;
  const isWell = batches.every((b) => b.state === "accepted");
  return (
    <Alert
      mb="md"
      role="status"
      variant="light"
      color={isWell ? "green" : "orange"}
      icon={isWell ? <IconCheck /> : <IconAlertTriangle />}
      title={batches.length === 0 ? text.nothing : text.done(figures.count(batches.length))}
      withCloseButton
      closeButtonLabel={text.close}
      onClose={onClose}
    >
      <List spacing="xs" listStyleType="none" type="unordered">
        {batches.map((b) => (
          <List.Item key={b.id}>
            <Group gap="xs">
              <BatchStateBadge state={b.state} />
              <Code>{b.id}</Code>
              <Text size="sm">{figures.money(b.sum, b.currency)}</Text>
              {b.nextAttemptAt !== null && <Text size="sm">{`${text.again} ${until(b.nextAttemptAt)}`}</Text>}
            </Group>
            <BatchProblem code={b.code} problem={b.alarm ?? b.problem} />
          </List.Item>
        ))}
      </List>
      {closes.length > 0 && <Text size="sm">{text.closed(closes.join(", "))}</Text>}
    </Alert>
  );
}
