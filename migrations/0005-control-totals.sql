-- Control totals: how many contracts the source says that it has sent for a market and period, and their sum. Newest "as of" wins.

create table control_total (
  id bigint generated always as identity primary key,
  source text not null,
  event_id text not null,
  outcome text not null check (outcome in ('accepted', 'duplicate', 'stale')),
  content_hash text not null,
  market text not null check (market ~ '^[A-Z]{2}$'),
  period text collate "C" not null check (period ~ '^\d{4}-\d{2}$'),
  contracts bigint not null check (contracts >= 0),
  amount_minor numeric not null check (amount_minor >= 0),
  currency text not null,
  as_of timestamptz not null,
  received_at timestamptz not null,
  received_from text not null,
  line bigint,
  raw text not null,
  unique (source, event_id)
);
-- Of one time there is one statement; the newest is the last.
create unique index control_total_place on control_total (market, period, as_of) where outcome = 'accepted';

-- A close that goes on although contracts are missing, with the very figures that were waived: others need another waiver.
create table gap_waiver (
  id bigint generated always as identity primary key,
  market text not null,
  period text collate "C" not null,
  expected_contracts bigint not null,
  expected_amount_minor numeric not null,
  received_contracts bigint not null,
  received_amount_minor numeric not null,
  reason text not null check (reason <> ''),
  waived_by text not null,
  waived_at timestamptz not null
);
create index gap_waiver_place on gap_waiver (market, period);

create trigger append_only before update or delete on control_total for each row execute function refuse_change();
create trigger no_truncate before truncate on control_total execute function refuse_change();
create trigger append_only before update or delete on gap_waiver for each row execute function refuse_change();
create trigger no_truncate before truncate on gap_waiver execute function refuse_change();
