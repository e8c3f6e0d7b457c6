-- Delivery to a Core View that answers late, in part, or not at all: each attempt, each entry's state where they differ, the circuit
-- breaker of each destination, and the differences that reconciliation found.

alter table delivery_batch drop constraint delivery_batch_state_check;
alter table delivery_batch add constraint delivery_batch_state_check
  check (state in ('pending', 'sent', 'unknown', 'partly-accepted', 'accepted', 'refused'));
alter table delivery_batch add column last_problem_code text;
-- When it was handed over whole and began to wait for Core View's acknowledgement.
alter table delivery_batch add column sent_at timestamptz;
-- Not before this by itself; null: at once.
alter table delivery_batch add column next_attempt_at timestamptz;

-- Begun before a batch goes out, in a commit of its own: an attempt without an end was interrupted, and Core View may have the batch.
create table delivery_attempt (
  batch_id text not null references delivery_batch,
  number integer not null check (number >= 1),
  actor text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('accepted', 'sent', 'partly-accepted', 'refused', 'unavailable', 'unknown')),
  problem_code text,
  problem text,
  primary key (batch_id, number),
  check ((ended_at is null) = (outcome is null))
);

-- Only where Core View spoke of the entries one by one: they do not all share the batch's state, or each was refused with a reason.
create table delivery_entry (
  batch_id text not null references delivery_batch,
  entry_id text not null references ledger_entry (id),
  state text not null check (state in ('accepted', 'refused', 'unknown')),
  reason text,
  changed_at timestamptz not null,
  primary key (batch_id, entry_id)
);

create table delivery_breaker (
  destination text primary key,
  -- In a row, since the last answer.
  failures integer not null check (failures >= 0),
  -- Until then nothing is sent there; null: closed.
  open_until timestamptz,
  -- Core View itself asked us to wait until then.
  retry_after timestamptz,
  last_problem text,
  changed_at timestamptz not null
);

-- A difference is named by its fingerprint, so that it stays the same one however often it is found.
create table reconciliation_difference (
  id bigint generated always as identity primary key,
  fingerprint text not null unique,
  code text not null,
  market text not null,
  batch text,
  agent_id text,
  contract_id text,
  booked_in text,
  found text not null,
  expected text not null,
  message text not null,
  state text not null check (state in ('open', 'solved', 'waived')),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- The newest run that found it, and its place among all that this run found.
  last_run bigint not null,
  last_place bigint not null,
  reason text,
  decided_by text,
  decided_at timestamptz,
  check ((state = 'waived') = (reason is not null))
);
create index reconciliation_difference_open on reconciliation_difference (market) where state = 'open';
create index reconciliation_difference_run on reconciliation_difference (last_run, last_place);
create index reconciliation_difference_batch on reconciliation_difference (batch) where code = 'batch-unknown';

-- What was found stays what was found; only what became of it changes.
create function refuse_difference_change() returns trigger language plpgsql as $$
begin
  if row (new.id, new.fingerprint, new.code, new.market, new.batch, new.agent_id, new.contract_id, new.booked_in, new.found, new.expected, new.message, new.first_seen_at)
    is distinct from row (old.id, old.fingerprint, old.code, old.market, old.batch, old.agent_id, old.contract_id, old.booked_in, old.found, old.expected, old.message, old.first_seen_at)
  then
    raise exception 'a difference stays what was found' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger found_once before update on reconciliation_difference for each row execute function refuse_difference_change();
create trigger no_delete before delete on reconciliation_difference for each row execute function refuse_change();
create trigger no_truncate before truncate on reconciliation_difference execute function refuse_change();
create trigger ended_once before update on delivery_attempt for each row when (old.ended_at is not null) execute function refuse_change();
create trigger no_delete before delete on delivery_attempt for each row execute function refuse_change();
create trigger no_truncate before truncate on delivery_attempt execute function refuse_change();
