-- Inputs: everything that a calculation reads. Each change of an input gets the next revision, so that
-- "as of revision R" names one state of all inputs for ever. Nothing here is updated or deleted, but for
-- contract_version.superseded_by, which only closes a version when the next one comes.

-- The one row whose lock is the queue in which inputs commit: a revision is never seen before a lower one.
create table input_revision (
  single boolean primary key default true check (single),
  last bigint not null check (last >= 0)
);
insert into input_revision (last) values (0);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: % is refused', tg_table_name, tg_op using errcode = '42501';
end
$$;

create table workbook (
  id bigint generated always as identity primary key,
  revision bigint not null unique,
  file_name text not null,
  kind text not null check (kind in ('commission-matrices', 'sales-targets')),
  year integer not null check (year between 2000 and 2999),
  sha256 text not null,
  bytes bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);

create table matrix_version (
  market text not null check (market ~ '^[A-Z]{2}$'),
  year integer not null,
  version integer not null check (version >= 1),
  revision bigint not null,
  workbook_id bigint not null references workbook,
  matrix jsonb not null,
  origin jsonb not null,
  primary key (market, year, version)
);

-- market null: the target holds for whichever one market the agent sold in. amount null: taken away.
create table target_version (
  agent_id text collate "C" not null,
  market text check (market ~ '^[A-Z]{2}$'),
  period text collate "C" not null check (period ~ '^\d{4}-\d{2}$'),
  revision bigint not null,
  amount_unit text check (amount_unit in ('minor', 'whole')),
  amount bigint check (amount > 0),
  workbook_id bigint not null references workbook,
  sheet text not null,
  cell text not null,
  shown text not null,
  check ((amount is null) = (amount_unit is null)),
  unique nulls not distinct (period, agent_id, market, revision)
);

create table setting_version (
  key text not null,
  market text check (market ~ '^[A-Z]{2}$'),
  revision bigint not null,
  value jsonb not null,
  set_by text not null,
  set_at timestamptz not null,
  unique nulls not distinct (key, market, revision)
);

-- Every message that was understood, as it came. A message is named by source and id.
create table contract_event (
  revision bigint primary key,
  source text not null,
  event_id text not null,
  outcome text not null check (outcome in ('accepted', 'duplicate', 'stale')),
  contract_id text collate "C" not null,
  sequence bigint not null check (sequence >= 1),
  content_hash text not null,
  received_at timestamptz not null,
  received_from text not null,
  line bigint,
  raw text not null,
  unique (source, event_id)
);
create index contract_event_contract on contract_event (contract_id, sequence);

-- The contract as each accepted event left it: in force from `revision` until `superseded_by`.
create table contract_version (
  revision bigint primary key references contract_event,
  superseded_by bigint check (superseded_by > revision),
  contract_id text collate "C" not null,
  sequence bigint not null check (sequence >= 1),
  content_hash text not null,
  market text not null check (market ~ '^[A-Z]{2}$'),
  period text collate "C" not null check (period ~ '^\d{4}-\d{2}$'),
  agent_id text collate "C" not null,
  contract_date date not null,
  category text not null,
  financed boolean not null,
  amount_minor bigint check (amount_minor >= 0),
  currency text not null,
  brand text,
  cancelled_on date check (cancelled_on >= contract_date),
  cancellation_reason text,
  check (not financed or amount_minor is not null)
);
create unique index contract_version_in_force on contract_version (contract_id) where superseded_by is null;
create index contract_version_place on contract_version (market, period, agent_id, contract_id);
create index contract_version_agent on contract_version (agent_id, period);

-- Agents that the system has seen, in an imported target or an accepted contract.
create table agent (
  agent_id text collate "C" primary key,
  first_seen_at timestamptz not null
);

-- What could not be understood or contradicts what is known, with its raw bytes. Kept once however often it comes.
create table rejected_message (
  id bigint generated always as identity primary key,
  received_at timestamptz not null,
  received_from text not null,
  line bigint,
  raw bytea not null,
  raw_length bigint not null,
  raw_sha256 text not null unique,
  event_id text,
  problems jsonb not null,
  state text not null default 'open' check (state in ('open', 'replayed', 'dismissed')),
  reason text,
  decided_by text,
  decided_at timestamptz
);
create index rejected_message_state on rejected_message (state, id);

create trigger append_only before update or delete on workbook for each row execute function refuse_change();
create trigger no_truncate before truncate on workbook execute function refuse_change();
create trigger append_only before update or delete on matrix_version for each row execute function refuse_change();
create trigger no_truncate before truncate on matrix_version execute function refuse_change();
create trigger append_only before update or delete on target_version for each row execute function refuse_change();
create trigger no_truncate before truncate on target_version execute function refuse_change();
create trigger append_only before update or delete on setting_version for each row execute function refuse_change();
create trigger no_truncate before truncate on setting_version execute function refuse_change();
create trigger append_only before update or delete on contract_event for each row execute function refuse_change();
create trigger no_truncate before truncate on contract_event execute function refuse_change();
create trigger no_delete before delete on contract_version for each row execute function refuse_change();
create trigger no_truncate before truncate on contract_version execute function refuse_change();
