-- People who sign in, what they may do, and what the HTTP API keeps between two requests; four eyes in the database itself.

-- A person is an issuer and its subject, never an address of mail. The name is what the record of acts shows: given at the first
-- sign-in, alone of its kind, and never changed, so that comparing names is comparing people.
create table person (
  id bigint generated always as identity primary key,
  issuer text not null check (issuer <> ''),
  subject text not null check (subject <> ''),
  name text not null check (name <> ''),
  name_key text not null unique,
  first_seen_at timestamptz not null,
  unique (issuer, subject)
);
create trigger append_only before update or delete on person for each row execute function refuse_change();
create trigger no_truncate before truncate on person execute function refuse_change();

-- A browser's session. The cookie's value is not here, only its digest; what is sealed in `refresh` opens with that value alone.
create table session (
  token_sha256 text primary key,
  person_id bigint not null references person,
  -- The roles that the issuer claims, as of `claimed_at`.
  roles jsonb not null,
  claimed_at timestamptz not null,
  refresh bytea,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_expires on session (expires_at);

-- A sign-in that has gone to the issuer and has yet to come back, to the same browser, once.
create table sign_in (
  browser_sha256 text primary key,
  state text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  expires_at timestamptz not null
);

-- Roles that administrators gave, beside those that the issuer claims. Nobody gives one to themself, by whatever way.
create table role_grant (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  role text not null check (role in ('viewer', 'uploader', 'approver', 'admin')),
  -- Null: in every market.
  market text check (market ~ '^[A-Z]{2}$'),
  granted_by bigint not null references person,
  granted_at timestamptz not null,
  revoked_by bigint references person,
  revoked_at timestamptz,
  check (person_id <> granted_by),
  check ((revoked_by is null) = (revoked_at is null))
);
create unique index role_grant_in_force on role_grant (person_id, role, market) nulls not distinct where revoked_at is null;

create function refuse_grant_change() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null or new.revoked_at is null
    or to_jsonb(new) - 'revoked_by' - 'revoked_at' is distinct from to_jsonb(old) - 'revoked_by' - 'revoked_at'
  then
    raise exception 'a grant is only revoked, once: its content never changes' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger revoked_once before update on role_grant for each row execute function refuse_grant_change();
create trigger no_delete before delete on role_grant for each row execute function refuse_change();
create trigger no_truncate before truncate on role_grant execute function refuse_change();

-- What a request with an Idempotency-Key was answered; without an answer it is under way, or was interrupted.
create table idempotency_key (
  person_id bigint not null references person,
  key text not null,
  request_sha256 text not null,
  started_at timestamptz not null,
  status integer,
  answer text,
  primary key (person_id, key),
  check ((status is null) = (answer is null))
);
create index idempotency_key_started on idempotency_key (started_at);

-- A workbook between its upload and its activation. It is in force nowhere; it is deleted when it expires.
create table workbook_upload (
  id text primary key,
  person_id bigint not null references person,
  file_name text not null,
  bytes bytea not null,
  sha256 text not null,
  -- Over the changes that were shown: only those are activated.
  changes_sha256 text not null,
  result jsonb not null,
  uploaded_at timestamptz not null,
  expires_at timestamptz not null
);
create index workbook_upload_person on workbook_upload (person_id);
create index workbook_upload_expires on workbook_upload (expires_at);

-- Where an act was done from: the transaction says so, as `set_config('opencommission.origin', …, true)`; null at the command line.
alter table audit_entry add column origin text default nullif(current_setting('opencommission.origin', true), '');
create index audit_entry_actor on audit_entry (actor, seq);

-- Four eyes. Names as the approval compares them: without regard to case, outer and repeated space and Unicode form.
create function name_key(name text) returns text language sql immutable as $$
  select lower(normalize(btrim(regexp_replace(name, '\s+', ' ', 'g')), nfc))
$$;

create function four_eyes_in_force(of_market text) returns boolean language sql stable as $$
  select coalesce(
    (select value from setting_version where key = 'fourEyes' and market = of_market order by revision desc limit 1),
    (select value from setting_version where key = 'fourEyes' and market is null order by revision desc limit 1),
    'true') <> 'false'
$$;

-- Everyone who uploaded a workbook that gave a matrix or target in force for the market's months from its first closed one on.
create function uploaders_of(of_market text, through text, as_of bigint) returns setof text language sql stable as $$
  with months as (
    select coalesce(min(period), through) as first from close where market = of_market and status in ('approved', 'delivered')
  )
  select w.uploaded_by from workbook w where w.id in (
    select workbook_id from (
      select distinct on (year) workbook_id from matrix_version, months
       where market = of_market and revision <= as_of and year between left(months.first, 4)::int and left(through, 4)::int
       order by year, version desc) m
    union
    select workbook_id from (
      select distinct on (period, agent_id, market) workbook_id, agent_id, period from target_version, months
       where (market is null or market = of_market) and revision <= as_of and period between months.first and through
       order by period, agent_id, market, revision desc) t
     where exists (select from contract_version v where v.market = of_market and v.period = t.period
                      and v.agent_id = t.agent_id
                      and v.revision <= as_of and (v.superseded_by is null or v.superseded_by > as_of)))
$$;

-- A close begins as calculated; who started it and for what stays; and while four-eyes is on, whoever updates the row, it is approved
-- by nobody who started it or whose workbooks it uses.
create function refuse_two_eyes() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'calculated' then
      raise exception 'close % begins as calculated', new.id using errcode = '42501';
    end if;
    return new;
  end if;
  if row (new.id, new.market, new.period, new.started_by, new.started_at)
    is distinct from row (old.id, old.market, old.period, old.started_by, old.started_at)
  then
    raise exception 'close %: who started it, and for what, never changes', old.id using errcode = '42501';
  end if;
  if old.status = 'calculated' and new.status in ('approved', 'delivered') and four_eyes_in_force(new.market) then
    if new.decided_by is null or name_key(new.decided_by) = name_key(new.started_by)
      or name_key(new.decided_by) in (select name_key(name) from uploaders_of(new.market, new.period, new.revision) as name)
    then
      raise exception 'close %: four eyes: who started it or uploaded its workbooks does not approve it', new.id using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
create trigger four_eyes before insert or update on close for each row execute function refuse_two_eyes();
