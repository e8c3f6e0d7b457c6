-- Which acts have been copied out of this database, to where nobody who owns it can change them. An act is copied when it is seen to be
-- committed, in whatever order acts commit: so what counts is the list, not a number that all are below.

create table audit_export (
  id bigint generated always as identity primary key,
  exported_at timestamptz not null,
  object_key text not null unique,
  -- Of the object's bytes; each object names the one before it.
  sha256 text not null,
  entries integer not null check (entries >= 0),
  -- The end of the ledger's chain at that time; null while nothing is posted.
  ledger_seq bigint,
  ledger_hash text
);
create trigger append_only before update or delete on audit_export for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_export execute function refuse_change();

create table audit_exported (
  seq bigint primary key references audit_entry,
  export_id bigint not null references audit_export
);
create trigger append_only before update or delete on audit_exported for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_exported execute function refuse_change();
