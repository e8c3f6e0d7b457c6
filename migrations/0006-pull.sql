-- Contract rows that are pulled by SQL: how far each source has been read.

create table pull_watermark (
  source text primary key,
  -- As the source's own database writes it; only ever handed back to it.
  value text not null,
  changed_at timestamptz not null
);
