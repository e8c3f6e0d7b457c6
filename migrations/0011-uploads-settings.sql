-- What a list of uploads tells of each, so that it need not unpack what was found in them; and what became of each. One whose file is
-- still being scanned or read is `awaited`: nothing is known of it but its name.
alter table workbook_upload
  add column state text not null default 'awaited' check (state in ('awaited', 'ready', 'unchanged', 'refused', 'activated')),
  add column kind text check (kind in ('commission-matrices', 'sales-targets')),
  add column year integer,
  add column errors integer not null default 0,
  add column warnings integer not null default 0,
  add column changes integer not null default 0,
  -- Whose figures it would change; null among them: those of every market.
  add column markets text[] not null default '{}',
  -- Of the inputs, before it was compared with them: what came later may have overtaken it.
  add column revision bigint not null default 0,
  add column workbook_id bigint references workbook;
update workbook_upload set
  state = case result -> 'shown' ->> 'status' when 'dry-run' then 'ready' else result -> 'shown' ->> 'status' end,
  kind = result -> 'shown' ->> 'kind',
  year = (result -> 'shown' ->> 'year')::integer,
  errors = jsonb_array_length(jsonb_path_query_array(result, '$.problems[*] ? (@.severity == "error")')),
  warnings = jsonb_array_length(jsonb_path_query_array(result, '$.problems[*] ? (@.severity == "warning")')),
  changes = jsonb_array_length(result -> 'shown' -> 'changes'),
  markets = array(select distinct change ->> 'market' from jsonb_array_elements(result -> 'shown' -> 'changes') as change),
  revision = (select last from input_revision);
alter table workbook_upload
  alter column bytes drop not null,
  alter column sha256 drop not null,
  alter column changes_sha256 drop not null,
  alter column result drop not null,
  alter column state drop default,
  add check ((state = 'awaited') = (bytes is null)),
  add check ((bytes is null) = (sha256 is null) and (bytes is null) = (changes_sha256 is null) and (bytes is null) = (result is null));

-- A setting without a value was taken away: from then on the one for all markets holds, and where that is none, the plan's own.
-- (Off is a value: JSON's null.)
alter table setting_version alter column value drop not null;

-- When ledger and Core View were last compared is asked with every look at where the markets stand.
create index audit_entry_reconciled on audit_entry (at desc) where action = 'deliveries.reconciled';
