/**
 * What each close posted for the amount, in order: a first commission, what late facts corrected, what was clawed back.
 */
import { Text } from "@mantine/core";
import { IconArrowBackUp, IconCoins, IconReplace } from "@tabler/icons-react";
import { PageLink } from "../app/page-link.tsx";
import { useFigures } from "../words/figures.ts";
import { ENTRY_KIND_WORDS } from "../words/entry-kinds.ts";
import { useWords } from "../words/words.ts";
import classes from "./booking-list.module.css";
import { bookingsOf, type Booking } from "./bridge.ts";
import type { Explanation, PostingClose } from "./explanation.ts";
import { LEDGER_WORDS } from "./ledger-words.ts";

const SIGNS = { commission: IconCoins, correction: IconReplace, clawback: IconArrowBackUp } as const;

interface BookingListProps {
  readonly explanation: Explanation;
  readonly posted: string;
}

export function BookingList({ explanation, posted }: BookingListProps) {
  const text = useWords(LEDGER_WORDS);
  const figures = useFigures();
  const bookings = bookingsOf(explanation.ledger);
  if (bookings.length === 0) return null;
  const closes = new Map(explanation.closes.map((close) => [close.id, close]));
  return (
    <ol className={classes.list ?? ""} aria-label={text.bookings}>
      {bookings.map((booking) => (
        <Item key={`${booking.closeId} ${booking.kind}`} booking={booking} close={closes.get(booking.closeId)} />
      ))}
      <li className={classes.sum ?? ""}>
        <span />
        <strong>{text.sum}</strong>
        <strong className={classes.amount ?? ""}>{figures.money(posted, explanation.currency)}</strong>
      </li>
    </ol>
  );
}

interface ItemProps {
  readonly booking: Booking;
  readonly close: PostingClose | undefined;
}

function Item({ booking: { kind, bookedIn, closeId, entries, amount }, close }: ItemProps) {
  const text = useWords(LEDGER_WORDS);
  const kinds = useWords(ENTRY_KIND_WORDS);
  const figures = useFigures();
  const Sign = SIGNS[kind];
  return (
    <li>
      <Sign size={18} aria-hidden />
      <div>
        <Text fw={600}>{`${kinds[kind]} · ${figures.month(bookedIn)}`}</Text>
        <Text size="sm" c="dimmed">
          <PageLink underline="always" to="/closes" search={{ period: bookedIn, open: closeId }}>
            {closeId}
          </PageLink>
          {close?.decidedBy == null || close.decidedAt == null
            ? ""
            : `, ${text.posted(close.decidedBy, figures.instant(close.decidedAt))}`}
          {`, ${entries === 1 ? text.one : text.count(figures.count(entries))}`}
        </Text>
      </div>
      <span className={classes.amount ?? ""}>{figures.change(amount)}</span>
    </li>
  );
}
