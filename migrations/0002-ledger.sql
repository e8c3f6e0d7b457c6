-- Closes, the ledger, its delivery and the record of every act.

create table close (
  id text primary key,
  market text not null check (market ~ '^[A-Z]{2}$'),
  period text collate "C" not null check (period ~ '^\d{4}-\d{2}$'),
  status text not null check (status in ('calculated', 'approved', 'delivered', 'rejected')),
  -- The inputs that it was calculated from, and the last ledger entry that it knew of.
  revision bigint not null,
  ledger_seq bigint not null,
  statement_count integer not null,
  entry_count bigint not null,
  blocked jsonb not null,
  -- SHA-256 over the proposed entries and the blocked agents: what the approver approves.
  proposal_hash text not null,
  started_by text not null,
  started_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  delivered_at timestamptz,
  check ((status = 'calculated') = (decided_by is null))
);
create index close_market_period on close (market, period);
-- One close of a market waits for a decision at a time.
create unique index close_waiting on close (market) where status = 'calculated';

-- What a close proposes; moved to the ledger by the approval.
create table close_entry (
  close_id text not null references close,
  ordinal bigint not null,
  id text not null,
  agent_id text collate "C" not null,
  contract_id text collate "C" not null,
  period text collate "C" not null,
  kind text not null,
  rate_ppm integer not null,
  amount_minor bigint not null,
  currency text not null,
  statement_id text not null,
  primary key (close_id, ordinal)
);

-- The statements of a close: all of its own period, and those of earlier periods that it posts something for.
create table close_statement (
  close_id text not null references close,
  statement_id text not null,
  agent_id text collate "C" not null,
  period text collate "C" not null,
  status text not null,
  reason text,
  total integer not null,
  financed integer not null,
  volume_minor numeric not null,
  target_minor numeric,
  rate_ppm integer,
  commission_minor numeric,
  currency text not null,
  matrix_version integer,
  primary key (close_id, statement_id)
);

create table ledger_entry (
  seq bigint primary key check (seq >= 1),
  id text not null unique,
  close_id text not null references close,
  market text not null,
  agent_id text collate "C" not null,
  contract_id text collate "C" not null,
  period text collate "C" not null,
  booked_in text collate "C" not null check (booked_in >= period),
  kind text not null check (kind in ('commission', 'correction', 'clawback')),
  rate_ppm integer not null check (rate_ppm >= 0),
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null,
  statement_id text not null,
  hash text not null
);
create index ledger_entry_place on ledger_entry (market, period, agent_id, contract_id);
create index ledger_entry_close on ledger_entry (close_id);

-- The end of the chain; its row lock lets one approval post at a time.
create table ledger_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash text not null
);

-- Cut when the close is approved, in the same transaction; id and bytes never change.
create table delivery_batch (
  id text primary key,
  close_id text not null references close,
  market text not null,
  currency text not null,
  booked_in text collate "C" not null,
  first_seq bigint not null,
  last_seq bigint not null,
  entry_count integer not null check (entry_count between 1 and 500),
  sum_minor numeric not null,
  sha256 text not null,
  csv bytea not null,
  manifest bytea not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'accepted', 'refused')),
  attempts integer not null default 0,
  last_problem text,
  accepted_at timestamptz
);
create unique index delivery_batch_seq on delivery_batch (first_seq);
create index delivery_batch_due on delivery_batch (first_seq) where state <> 'accepted';

create function refuse_batch_change() returns trigger language plpgsql as $$
begin
  if row (new.id, new.close_id, new.market, new.currency, new.booked_in, new.first_seq, new.last_seq, new.entry_count, new.sum_minor, new.sha256, new.csv, new.manifest)
    is distinct from row (old.id, old.close_id, old.market, old.currency, old.booked_in, old.first_seq, old.last_seq, old.entry_count, old.sum_minor, old.sha256, old.csv, old.manifest)
  then
    raise exception 'a batch is cut once: its content never changes' using errcode = '42501';
  end if;
  return new;
end
$$;

create table audit_entry (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null
);

create trigger append_only before update or delete on ledger_entry for each row execute function refuse_change();
create trigger no_truncate before truncate on ledger_entry execute function refuse_change();
create trigger append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_entry execute function refuse_change();
create trigger cut_once before update on delivery_batch for each row execute function refuse_batch_change();
create trigger no_delete before delete on delivery_batch for each row execute function refuse_change();
create trigger no_truncate before truncate on delivery_batch execute function refuse_change();
