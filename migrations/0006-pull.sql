-- Contract rows that are pulled by SQL: how far each source has been read.

create table pull_watermark (
  source text not null,
  -- SHA-256 of the setting's part that says which rows are read and what becomes of them: another query, another watermark.
  reading text not null,
  -- In one form for its type (integer, date, timestamp); never lowered.
  value text not null,
  changed_at timestamptz not null,
  primary key (source, reading)
);
