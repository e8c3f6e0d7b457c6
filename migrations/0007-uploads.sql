-- Workbooks that come through the object store: each version of each object once, the newest of a key in force.

create table upload (
  id bigint generated always as identity primary key,
  bucket text not null,
  object_key text not null,
  version_id text not null,
  -- S3's order of a key's events, right-padded to one length, so that it compares as text.
  sequencer text collate "C" not null,
  status text not null check (status in ('imported', 'unchanged', 'refused', 'superseded', 'failed')),
  -- Why it was refused or failed, for a person.
  reason text,
  workbook_id bigint references workbook,
  received_at timestamptz not null,
  unique (bucket, object_key, version_id)
);
create index upload_key on upload (bucket, object_key, sequencer);
create trigger append_only before update or delete on upload for each row execute function refuse_change();
create trigger no_truncate before truncate on upload execute function refuse_change();
