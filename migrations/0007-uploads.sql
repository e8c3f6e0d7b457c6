-- Workbooks that come through the object store: each version of each object once.

create table upload (
  id bigint generated always as identity primary key,
  bucket text not null,
  object_key text collate "C" not null,
  version_id text not null,
  -- S3's order of a key's events, right-padded to one length, so that it compares as text; null: no event told of it, the sweep found it.
  sequencer text collate "C",
  -- When the version was put, by the store's clock; null: it was gone, or not for us.
  stored_at timestamptz,
  status text not null check (status in ('imported', 'unchanged', 'refused', 'superseded', 'failed')),
  -- Why it failed, for a person.
  reason text,
  -- Who put it there; null: nobody is known.
  uploaded_by text,
  sha256 text,
  -- What the import found, as it is written beside the upload; null: it was not read.
  result jsonb,
  workbook_id bigint references workbook,
  received_at timestamptz not null,
  unique (bucket, object_key, version_id),
  check ((status = 'failed') = (reason is not null)),
  check ((status = 'imported') = (workbook_id is not null)),
  check ((status in ('imported', 'unchanged', 'refused')) = (result is not null))
);
create trigger append_only before update or delete on upload for each row execute function refuse_change();
create trigger no_truncate before truncate on upload execute function refuse_change();
