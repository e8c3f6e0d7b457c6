-- A close that takes longer than one call has: what was calculated of it so far, by period, at one pinned state of inputs and ledger.
-- Working memory alone: it goes when the close is staged, and a close without it gives the same.

create table close_step (
  market text not null,
  closing text collate "C" not null,
  period text collate "C" not null,
  part integer not null check (part >= 0),
  revision bigint not null,
  ledger_seq bigint not null,
  first_period text collate "C" not null,
  results bytea not null,
  primary key (market, closing, period, part)
);
