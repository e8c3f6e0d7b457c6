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
-- Core View itself asked us to wait until then.
alter table delivery_batch add column retry_after timestamptz;

-- Begun before anything goes out, in a commit of its own: an attempt without an end was interrupted, and Core View may have the batch.
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

-- Only where the entries of a batch do not all share its state.
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
  last_problem text,
  changed_at timestamptz not null
);

-- A difference is named by its fingerprint, so that it stays the same one however often it is found.
create table reconciliation_difference (
  id bigint generated always as identity primary key,
  fingerprint text not null unique,
  code text not null,
  market text,
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
  reason text,
  decided_by text,
  decided_at timestamptz,
  check ((state = 'waived') = (reason is not null))
);
create index reconciliation_difference_open on reconciliation_difference (market) where state = 'open';
create trigger no_delete before delete on reconciliation_difference for each row execute function refuse_change();
create trigger no_truncate before truncate on reconciliation_difference execute function refuse_change();
create trigger no_delete before delete on delivery_attempt for each row execute function refuse_change();
create trigger no_truncate before truncate on delivery_attempt execute function refuse_change();
