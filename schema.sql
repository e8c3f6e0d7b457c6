-- The schema that migrations/ make, dumped from a database; checked, never edited.

create table agent (
  agent_id text collate "C" not null,
  first_seen_at timestamp with time zone not null,
  constraint agent_pkey PRIMARY KEY (agent_id)
);

create table audit_entry (
  seq bigint generated always as identity not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null,
  origin text default NULLIF(current_setting('opencommission.origin'::text, true), ''::text),
  constraint audit_entry_pkey PRIMARY KEY (seq)
);
CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (actor, seq);
CREATE INDEX audit_entry_reconciled ON public.audit_entry USING btree (at DESC) WHERE (action = 'deliveries.reconciled'::text);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table audit_export (
  id bigint generated always as identity not null,
  exported_at timestamp with time zone not null,
  object_key text not null,
  sha256 text not null,
  entries integer not null,
  ledger_seq bigint,
  ledger_hash text,
  constraint audit_export_pkey PRIMARY KEY (id),
  constraint audit_export_object_key_key UNIQUE (object_key),
  constraint audit_export_entries_check CHECK ((entries >= 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_export FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.audit_export FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table audit_exported (
  seq bigint not null,
  export_id bigint not null,
  constraint audit_exported_pkey PRIMARY KEY (seq),
  constraint audit_exported_export_id_fkey FOREIGN KEY (export_id) REFERENCES audit_export(id),
  constraint audit_exported_seq_fkey FOREIGN KEY (seq) REFERENCES audit_entry(seq)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_exported FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.audit_exported FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table close (
  id text not null,
  market text not null,
  period text collate "C" not null,
  status text not null,
  revision bigint not null,
  ledger_seq bigint not null,
  statement_count integer not null,
  entry_count bigint not null,
  blocked jsonb not null,
  proposal_hash text not null,
  started_by text not null,
  started_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  delivered_at timestamp with time zone,
  constraint close_pkey PRIMARY KEY (id),
  constraint close_check CHECK (((status = 'calculated'::text) = (decided_by IS NULL))),
  constraint close_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint close_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint close_status_check CHECK ((status = ANY (ARRAY['calculated'::text, 'approved'::text, 'delivered'::text, 'rejected'::text])))
);
CREATE INDEX close_market_period ON public.close USING btree (market, period);
CREATE UNIQUE INDEX close_waiting ON public.close USING btree (market) WHERE (status = 'calculated'::text);
CREATE TRIGGER decided_once BEFORE UPDATE ON public.close FOR EACH ROW EXECUTE FUNCTION refuse_close_change();
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON public.close FOR EACH ROW EXECUTE FUNCTION refuse_two_eyes();
CREATE TRIGGER no_delete BEFORE DELETE ON public.close FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.close FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table close_entry (
  close_id text not null,
  ordinal bigint not null,
  id text not null,
  agent_id text collate "C" not null,
  contract_id text collate "C" not null,
  period text collate "C" not null,
  kind text not null,
  rate_ppm integer not null,
  amount_minor bigint not null,
  currency text not null,
  statement_id text not null,
  constraint close_entry_pkey PRIMARY KEY (close_id, ordinal),
  constraint close_entry_close_id_fkey FOREIGN KEY (close_id) REFERENCES close(id)
);

create table close_statement (
  close_id text not null,
  statement_id text not null,
  agent_id text collate "C" not null,
  period text collate "C" not null,
  status text not null,
  reason text,
  total integer not null,
  financed integer not null,
  volume_minor numeric not null,
  target_minor numeric,
  rate_ppm integer,
  commission_minor numeric,
  currency text not null,
  matrix_version integer,
  constraint close_statement_pkey PRIMARY KEY (close_id, statement_id),
  constraint close_statement_close_id_fkey FOREIGN KEY (close_id) REFERENCES close(id)
);
CREATE TRIGGER decided_once BEFORE DELETE OR UPDATE ON public.close_statement FOR EACH ROW EXECUTE FUNCTION refuse_statement_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.close_statement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table close_step (
  market text not null,
  closing text collate "C" not null,
  period text collate "C" not null,
  part integer not null,
  revision bigint not null,
  ledger_seq bigint not null,
  first_period text collate "C" not null,
  results bytea not null,
  constraint close_step_pkey PRIMARY KEY (market, closing, period, part),
  constraint close_step_part_check CHECK ((part >= 0))
);

create table contract_event (
  revision bigint not null,
  source text not null,
  event_id text not null,
  outcome text not null,
  contract_id text collate "C" not null,
  sequence bigint not null,
  content_hash text not null,
  received_at timestamp with time zone not null,
  received_from text not null,
  line bigint,
  raw text not null,
  constraint contract_event_pkey PRIMARY KEY (revision),
  constraint contract_event_source_event_id_key UNIQUE (source, event_id),
  constraint contract_event_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'duplicate'::text, 'stale'::text]))),
  constraint contract_event_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX contract_event_contract ON public.contract_event USING btree (contract_id, sequence);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.contract_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.contract_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table contract_version (
  revision bigint not null,
  superseded_by bigint,
  contract_id text collate "C" not null,
  sequence bigint not null,
  content_hash text not null,
  market text not null,
  period text collate "C" not null,
  agent_id text collate "C" not null,
  contract_date date not null,
  category text not null,
  financed boolean not null,
  amount_minor bigint,
  currency text not null,
  brand text,
  cancelled_on date,
  cancellation_reason text,
  constraint contract_version_pkey PRIMARY KEY (revision),
  constraint contract_version_revision_fkey FOREIGN KEY (revision) REFERENCES contract_event(revision),
  constraint contract_version_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint contract_version_check CHECK ((superseded_by > revision)),
  constraint contract_version_check1 CHECK ((cancelled_on >= contract_date)),
  constraint contract_version_check2 CHECK (((NOT financed) OR (amount_minor IS NOT NULL))),
  constraint contract_version_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint contract_version_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text)),
  constraint contract_version_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX contract_version_agent ON public.contract_version USING btree (agent_id, period);
CREATE UNIQUE INDEX contract_version_in_force ON public.contract_version USING btree (contract_id) WHERE (superseded_by IS NULL);
CREATE INDEX contract_version_place ON public.contract_version USING btree (market, period, agent_id, contract_id);
CREATE TRIGGER ends_once BEFORE UPDATE ON public.contract_version FOR EACH ROW EXECUTE FUNCTION refuse_version_change();
CREATE TRIGGER no_delete BEFORE DELETE ON public.contract_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.contract_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table control_total (
  id bigint generated always as identity not null,
  source text not null,
  event_id text not null,
  outcome text not null,
  content_hash text not null,
  market text not null,
  period text collate "C" not null,
  contracts bigint not null,
  amount_minor numeric not null,
  currency text not null,
  as_of timestamp with time zone not null,
  received_at timestamp with time zone not null,
  received_from text not null,
  line bigint,
  raw text not null,
  constraint control_total_pkey PRIMARY KEY (id),
  constraint control_total_source_event_id_key UNIQUE (source, event_id),
  constraint control_total_amount_minor_check CHECK ((amount_minor >= (0)::numeric)),
  constraint control_total_contracts_check CHECK ((contracts >= 0)),
  constraint control_total_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint control_total_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'duplicate'::text, 'stale'::text]))),
  constraint control_total_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text))
);
CREATE UNIQUE INDEX control_total_place ON public.control_total USING btree (market, period, as_of) WHERE (outcome = 'accepted'::text);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.control_total FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.control_total FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table delivery_attempt (
  batch_id text not null,
  number integer not null,
  actor text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  outcome text,
  problem_code text,
  problem text,
  constraint delivery_attempt_pkey PRIMARY KEY (batch_id, number),
  constraint delivery_attempt_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES delivery_batch(id),
  constraint delivery_attempt_check CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  constraint delivery_attempt_number_check CHECK ((number >= 1)),
  constraint delivery_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'sent'::text, 'partly-accepted'::text, 'refused'::text, 'unavailable'::text, 'unknown'::text])))
);
CREATE TRIGGER ended_once BEFORE UPDATE ON public.delivery_attempt FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON public.delivery_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.delivery_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table delivery_batch (
  id text not null,
  close_id text not null,
  market text not null,
  currency text not null,
  booked_in text collate "C" not null,
  first_seq bigint not null,
  last_seq bigint not null,
  entry_count integer not null,
  sum_minor numeric not null,
  sha256 text not null,
  csv bytea not null,
  manifest bytea not null,
  state text default 'pending'::text not null,
  attempts integer default 0 not null,
  last_problem text,
  accepted_at timestamp with time zone,
  last_problem_code text,
  sent_at timestamp with time zone,
  next_attempt_at timestamp with time zone,
  constraint delivery_batch_pkey PRIMARY KEY (id),
  constraint delivery_batch_close_id_fkey FOREIGN KEY (close_id) REFERENCES close(id),
  constraint delivery_batch_entry_count_check CHECK (((entry_count >= 1) AND (entry_count <= 500))),
  constraint delivery_batch_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'unknown'::text, 'partly-accepted'::text, 'accepted'::text, 'refused'::text])))
);
CREATE INDEX delivery_batch_due ON public.delivery_batch USING btree (first_seq) WHERE (state <> 'accepted'::text);
CREATE UNIQUE INDEX delivery_batch_seq ON public.delivery_batch USING btree (first_seq);
CREATE TRIGGER cut_once BEFORE UPDATE ON public.delivery_batch FOR EACH ROW EXECUTE FUNCTION refuse_batch_change();
CREATE TRIGGER no_delete BEFORE DELETE ON public.delivery_batch FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.delivery_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table delivery_breaker (
  destination text not null,
  failures integer not null,
  open_until timestamp with time zone,
  retry_after timestamp with time zone,
  last_problem text,
  changed_at timestamp with time zone not null,
  constraint delivery_breaker_pkey PRIMARY KEY (destination),
  constraint delivery_breaker_failures_check CHECK ((failures >= 0))
);

create table delivery_entry (
  batch_id text not null,
  entry_id text not null,
  state text not null,
  reason text,
  changed_at timestamp with time zone not null,
  constraint delivery_entry_pkey PRIMARY KEY (batch_id, entry_id),
  constraint delivery_entry_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES delivery_batch(id),
  constraint delivery_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES ledger_entry(id),
  constraint delivery_entry_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'refused'::text, 'unknown'::text])))
);

create table gap_waiver (
  id bigint generated always as identity not null,
  market text not null,
  period text collate "C" not null,
  expected_contracts bigint not null,
  expected_amount_minor numeric not null,
  received_contracts bigint not null,
  received_amount_minor numeric not null,
  reason text not null,
  waived_by text not null,
  waived_at timestamp with time zone not null,
  constraint gap_waiver_pkey PRIMARY KEY (id),
  constraint gap_waiver_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX gap_waiver_place ON public.gap_waiver USING btree (market, period);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.gap_waiver FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.gap_waiver FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table idempotency_key (
  person_id bigint not null,
  key text not null,
  request_sha256 text not null,
  started_at timestamp with time zone not null,
  status integer,
  answer text,
  constraint idempotency_key_pkey PRIMARY KEY (person_id, key),
  constraint idempotency_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint idempotency_key_check CHECK (((status IS NULL) = (answer IS NULL)))
);
CREATE INDEX idempotency_key_started ON public.idempotency_key USING btree (started_at);

create table input_revision (
  single boolean default true not null,
  last bigint not null,
  constraint input_revision_pkey PRIMARY KEY (single),
  constraint input_revision_last_check CHECK ((last >= 0)),
  constraint input_revision_single_check CHECK (single)
);

create table ledger_entry (
  seq bigint not null,
  id text not null,
  close_id text not null,
  market text not null,
  agent_id text collate "C" not null,
  contract_id text collate "C" not null,
  period text collate "C" not null,
  booked_in text collate "C" not null,
  kind text not null,
  rate_ppm integer not null,
  amount_minor bigint not null,
  currency text not null,
  statement_id text not null,
  hash text not null,
  constraint ledger_entry_pkey PRIMARY KEY (seq),
  constraint ledger_entry_id_key UNIQUE (id),
  constraint ledger_entry_close_id_fkey FOREIGN KEY (close_id) REFERENCES close(id),
  constraint ledger_entry_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint ledger_entry_check CHECK ((booked_in >= period)),
  constraint ledger_entry_kind_check CHECK ((kind = ANY (ARRAY['commission'::text, 'correction'::text, 'clawback'::text]))),
  constraint ledger_entry_rate_ppm_check CHECK ((rate_ppm >= 0)),
  constraint ledger_entry_seq_check CHECK ((seq >= 1))
);
CREATE INDEX ledger_entry_close ON public.ledger_entry USING btree (close_id);
CREATE INDEX ledger_entry_place ON public.ledger_entry USING btree (market, period, agent_id, contract_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table ledger_head (
  single boolean default true not null,
  seq bigint not null,
  hash text not null,
  constraint ledger_head_pkey PRIMARY KEY (single),
  constraint ledger_head_single_check CHECK (single)
);

create table matrix_version (
  market text not null,
  year integer not null,
  version integer not null,
  revision bigint not null,
  workbook_id bigint not null,
  matrix jsonb not null,
  origin jsonb not null,
  constraint matrix_version_pkey PRIMARY KEY (market, year, version),
  constraint matrix_version_workbook_id_fkey FOREIGN KEY (workbook_id) REFERENCES workbook(id),
  constraint matrix_version_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint matrix_version_version_check CHECK ((version >= 1))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.matrix_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.matrix_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table person (
  id bigint generated always as identity not null,
  issuer text not null,
  subject text not null,
  name text not null,
  name_key text not null,
  first_seen_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_issuer_subject_key UNIQUE (issuer, subject),
  constraint person_name_key_key UNIQUE (name_key),
  constraint person_issuer_check CHECK ((issuer <> ''::text)),
  constraint person_name_check CHECK ((name <> ''::text)),
  constraint person_subject_check CHECK ((subject <> ''::text))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table pull_watermark (
  source text not null,
  reading text not null,
  value text not null,
  changed_at timestamp with time zone not null,
  constraint pull_watermark_pkey PRIMARY KEY (source, reading)
);

create table reconciliation_difference (
  id bigint generated always as identity not null,
  fingerprint text not null,
  code text not null,
  market text not null,
  batch text,
  agent_id text,
  contract_id text,
  booked_in text,
  found text not null,
  expected text not null,
  message text not null,
  state text not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  last_run bigint not null,
  last_place bigint not null,
  reason text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint reconciliation_difference_pkey PRIMARY KEY (id),
  constraint reconciliation_difference_fingerprint_key UNIQUE (fingerprint),
  constraint reconciliation_difference_check CHECK (((state = 'waived'::text) = (reason IS NOT NULL))),
  constraint reconciliation_difference_state_check CHECK ((state = ANY (ARRAY['open'::text, 'solved'::text, 'waived'::text])))
);
CREATE INDEX reconciliation_difference_batch ON public.reconciliation_difference USING btree (batch) WHERE (code = 'batch-unknown'::text);
CREATE INDEX reconciliation_difference_open ON public.reconciliation_difference USING btree (market) WHERE (state = 'open'::text);
CREATE INDEX reconciliation_difference_run ON public.reconciliation_difference USING btree (last_run, last_place);
CREATE TRIGGER found_once BEFORE UPDATE ON public.reconciliation_difference FOR EACH ROW EXECUTE FUNCTION refuse_difference_change();
CREATE TRIGGER no_delete BEFORE DELETE ON public.reconciliation_difference FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.reconciliation_difference FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table rejected_message (
  id bigint generated always as identity not null,
  received_at timestamp with time zone not null,
  received_from text not null,
  line bigint,
  raw bytea not null,
  raw_length bigint not null,
  raw_sha256 text not null,
  event_id text,
  problems jsonb not null,
  state text default 'open'::text not null,
  reason text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint rejected_message_pkey PRIMARY KEY (id),
  constraint rejected_message_raw_sha256_key UNIQUE (raw_sha256),
  constraint rejected_message_state_check CHECK ((state = ANY (ARRAY['open'::text, 'replayed'::text, 'dismissed'::text])))
);
CREATE INDEX rejected_message_state ON public.rejected_message USING btree (state, id);
CREATE TRIGGER no_delete BEFORE DELETE ON public.rejected_message FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.rejected_message FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table role_grant (
  id bigint generated always as identity not null,
  person_id bigint not null,
  role text not null,
  market text,
  granted_by bigint not null,
  granted_at timestamp with time zone not null,
  revoked_by bigint,
  revoked_at timestamp with time zone,
  constraint role_grant_pkey PRIMARY KEY (id),
  constraint role_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES person(id),
  constraint role_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint role_grant_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES person(id),
  constraint role_grant_check CHECK ((person_id <> granted_by)),
  constraint role_grant_check1 CHECK (((revoked_by IS NULL) = (revoked_at IS NULL))),
  constraint role_grant_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint role_grant_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'uploader'::text, 'approver'::text, 'admin'::text])))
);
CREATE UNIQUE INDEX role_grant_in_force ON public.role_grant USING btree (person_id, role, market) NULLS NOT DISTINCT WHERE (revoked_at IS NULL);
CREATE TRIGGER no_delete BEFORE DELETE ON public.role_grant FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.role_grant FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revoked_once BEFORE UPDATE ON public.role_grant FOR EACH ROW EXECUTE FUNCTION refuse_grant_change();

create table schema_migration (
  version integer not null,
  title text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migration_pkey PRIMARY KEY (version)
);

create table session (
  token_sha256 text not null,
  person_id bigint not null,
  roles jsonb not null,
  claimed_at timestamp with time zone not null,
  refresh bytea,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (token_sha256),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX session_expires ON public.session USING btree (expires_at);

create table setting_version (
  key text not null,
  market text,
  revision bigint not null,
  value jsonb,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint setting_version_key_market_revision_key UNIQUE NULLS NOT DISTINCT (key, market, revision),
  constraint setting_version_market_check CHECK ((market ~ '^[A-Z]{2}$'::text))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.setting_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.setting_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table sign_in (
  browser_sha256 text not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_pkey PRIMARY KEY (browser_sha256)
);

create table target_version (
  agent_id text collate "C" not null,
  market text,
  period text collate "C" not null,
  revision bigint not null,
  amount_unit text,
  amount bigint,
  workbook_id bigint not null,
  sheet text not null,
  cell text not null,
  shown text not null,
  constraint target_version_period_agent_id_market_revision_key UNIQUE NULLS NOT DISTINCT (period, agent_id, market, revision),
  constraint target_version_workbook_id_fkey FOREIGN KEY (workbook_id) REFERENCES workbook(id),
  constraint target_version_amount_check CHECK ((amount > 0)),
  constraint target_version_amount_unit_check CHECK ((amount_unit = ANY (ARRAY['minor'::text, 'whole'::text]))),
  constraint target_version_check CHECK (((amount IS NULL) = (amount_unit IS NULL))),
  constraint target_version_market_check CHECK ((market ~ '^[A-Z]{2}$'::text)),
  constraint target_version_period_check CHECK ((period ~ '^\d{4}-\d{2}$'::text))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.target_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.target_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table upload (
  id bigint generated always as identity not null,
  bucket text not null,
  object_key text collate "C" not null,
  version_id text not null,
  sequencer text collate "C",
  stored_at timestamp with time zone,
  status text not null,
  reason text,
  uploaded_by text,
  sha256 text,
  result jsonb,
  workbook_id bigint,
  received_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (id),
  constraint upload_bucket_object_key_version_id_key UNIQUE (bucket, object_key, version_id),
  constraint upload_workbook_id_fkey FOREIGN KEY (workbook_id) REFERENCES workbook(id),
  constraint upload_check CHECK (((status = 'failed'::text) = (reason IS NOT NULL))),
  constraint upload_check1 CHECK (((status = 'imported'::text) = (workbook_id IS NOT NULL))),
  constraint upload_check2 CHECK (((status = ANY (ARRAY['imported'::text, 'unchanged'::text, 'refused'::text])) = (result IS NOT NULL))),
  constraint upload_status_check CHECK ((status = ANY (ARRAY['imported'::text, 'unchanged'::text, 'refused'::text, 'superseded'::text, 'failed'::text])))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.upload FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.upload FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table workbook (
  id bigint generated always as identity not null,
  revision bigint not null,
  file_name text not null,
  kind text not null,
  year integer not null,
  sha256 text not null,
  bytes bytea not null,
  uploaded_by text not null,
  uploaded_at timestamp with time zone not null,
  constraint workbook_pkey PRIMARY KEY (id),
  constraint workbook_revision_key UNIQUE (revision),
  constraint workbook_kind_check CHECK ((kind = ANY (ARRAY['commission-matrices'::text, 'sales-targets'::text]))),
  constraint workbook_year_check CHECK (((year >= 2000) AND (year <= 2999)))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.workbook FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.workbook FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table workbook_upload (
  id text not null,
  person_id bigint not null,
  file_name text not null,
  bytes bytea,
  sha256 text,
  changes_sha256 text,
  result jsonb,
  uploaded_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  state text not null,
  kind text,
  year integer,
  errors integer default 0 not null,
  warnings integer default 0 not null,
  changes integer default 0 not null,
  markets text[] default '{}'::text[] not null,
  revision bigint default 0 not null,
  workbook_id bigint,
  constraint workbook_upload_pkey PRIMARY KEY (id),
  constraint workbook_upload_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint workbook_upload_workbook_id_fkey FOREIGN KEY (workbook_id) REFERENCES workbook(id),
  constraint workbook_upload_check CHECK (((state = 'awaited'::text) = (bytes IS NULL))),
  constraint workbook_upload_check1 CHECK ((((bytes IS NULL) = (sha256 IS NULL)) AND ((bytes IS NULL) = (changes_sha256 IS NULL)) AND ((bytes IS NULL) = (result IS NULL)))),
  constraint workbook_upload_kind_check CHECK ((kind = ANY (ARRAY['commission-matrices'::text, 'sales-targets'::text]))),
  constraint workbook_upload_state_check CHECK ((state = ANY (ARRAY['awaited'::text, 'ready'::text, 'unchanged'::text, 'refused'::text, 'activated'::text])))
);
CREATE INDEX workbook_upload_expires ON public.workbook_upload USING btree (expires_at);
CREATE INDEX workbook_upload_person ON public.workbook_upload USING btree (person_id);

CREATE OR REPLACE FUNCTION public.four_eyes_in_force(of_market text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select value from setting_version where key = 'fourEyes' and market = of_market order by revision desc limit 1),
    (select value from setting_version where key = 'fourEyes' and market is null order by revision desc limit 1),
    'true') <> 'false'
$function$;

CREATE OR REPLACE FUNCTION public.name_key(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select lower(normalize(btrim(regexp_replace(name, '\s+', ' ', 'g')), nfc))
$function$;

CREATE OR REPLACE FUNCTION public.refuse_batch_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if row (new.id, new.close_id, new.market, new.currency, new.booked_in, new.first_seq, new.last_seq, new.entry_count, new.sum_minor, new.sha256, new.csv, new.manifest)
    is distinct from row (old.id, old.close_id, old.market, old.currency, old.booked_in, old.first_seq, old.last_seq, old.entry_count, old.sum_minor, old.sha256, old.csv, old.manifest)
  then
    raise exception 'a batch is cut once: its content never changes' using errcode = '42501';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'table % is append-only: % is refused', tg_table_name, tg_op using errcode = '42501';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_close_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status <> 'calculated' and not (old.status = 'approved' and new.status = 'delivered'
    and to_jsonb(new) - 'status' - 'delivered_at' = to_jsonb(old) - 'status' - 'delivered_at')
  then
    raise exception 'close % is decided: it never changes', old.id using errcode = '42501';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_difference_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if row (new.id, new.fingerprint, new.code, new.market, new.batch, new.agent_id, new.contract_id, new.booked_in, new.found, new.expected, new.message, new.first_seen_at)
    is distinct from row (old.id, old.fingerprint, old.code, old.market, old.batch, old.agent_id, old.contract_id, old.booked_in, old.found, old.expected, old.message, old.first_seen_at)
  then
    raise exception 'a difference stays what was found' using errcode = '42501';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_grant_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.revoked_at is not null or new.revoked_at is null
    or to_jsonb(new) - 'revoked_by' - 'revoked_at' is distinct from to_jsonb(old) - 'revoked_by' - 'revoked_at'
  then
    raise exception 'a grant is only revoked, once: its content never changes' using errcode = '42501';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_statement_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from close where id = old.close_id and status <> 'calculated') then
    raise exception 'close % is decided: its statements never change', old.close_id using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_two_eyes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.refuse_version_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.superseded_by is not null or new.superseded_by is null
    or to_jsonb(new) - 'superseded_by' is distinct from to_jsonb(old) - 'superseded_by'
  then
    raise exception 'a contract version only ends, once: its content never changes' using errcode = '42501';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.uploaders_of(of_market text, through text, as_of bigint)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;
