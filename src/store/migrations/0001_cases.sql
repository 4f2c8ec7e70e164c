-- Secrets of the installation that every replica shares, such as the key of opaque ids.
create table installation_secrets (
  name text primary key,
  secret bytea not null
);

-- Blocks of serial numbers that replicas reserve; a gap is harmless, a repetition is not.
create table number_series (
  series text primary key,
  next_number bigint not null
);

-- The bundle as it stood when a case was received: a case pins its edition.
create table bundle_editions (
  id integer generated always as identity primary key,
  code text not null,
  version text not null,
  fingerprint text not null,
  content jsonb not null,
  unique (code, fingerprint)
);

create table cases (
  id bigint generated always as identity primary key,
  number text not null unique,
  check_code text not null,
  edition_id integer not null references bundle_editions (id),
  channel text not null,
  applicant_kind text not null check (applicant_kind in ('person', 'enterprise')),
  applicant_number text not null,
  applicant jsonb not null,
  agent jsonb,
  idempotency_key text not null,
  fingerprint bytea not null,
  form jsonb not null,
  materials jsonb not null,
  state text not null,
  kind text,
  received_at timestamptz not null,
  released_at timestamptz,
  last_sequence integer not null,
  -- Scope of a key is the applicant, on every channel, for as long as the case exists.
  unique (applicant_number, idempotency_key)
);

create table parts (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases (id),
  position smallint not null,
  code text not null,
  key text not null unique,
  department text not null,
  delivery text not null,
  state text not null,
  department_reference text,
  -- Steps of the department that were applied, without gaps: 1 to this.
  steps_applied integer not null default 0,
  -- Machine time of the next question about progress; null while there is nothing to ask.
  poll_at timestamptz,
  acknowledged_at timestamptz,
  unique (case_id, code)
);

create index parts_to_poll on parts (department, poll_at) where poll_at is not null;

-- One message to a department: the submission of a part, or an amendment of it. It is its own queue: whoever leases a row
-- works on it, and a lease lasts as long as its worker's session with the database.
create table deliveries (
  id bigint generated always as identity primary key,
  part_id bigint not null references parts (id),
  case_id bigint not null references cases (id),
  department text not null,
  kind text not null check (kind in ('submission', 'supplement', 'withdrawal')),
  key text not null unique,
  state text not null check (state in ('QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNKNOWN', 'HELD', 'REFUSED')),
  -- What is sent, fixed before the first attempt so that every attempt says the same.
  message jsonb,
  attempts integer not null default 0,
  -- Machine times. An absent key proves nothing before the quarantine is over.
  next_at timestamptz,
  queued_at timestamptz not null,
  quarantine_until timestamptz,
  unknown_since timestamptz,
  leased_by integer
);

create index deliveries_due on deliveries (department, next_at) where next_at is not null and leased_by is null;
create index deliveries_leased on deliveries (leased_by) where leased_by is not null;
create index deliveries_of_case on deliveries (case_id);

-- Every attempt is on record before anything is sent.
create table delivery_attempts (
  delivery_id bigint not null references deliveries (id),
  attempt integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  detail text,
  primary key (delivery_id, attempt)
);

create table case_events (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases (id),
  sequence integer not null,
  at timestamptz not null,
  kind text not null,
  part text,
  source text not null,
  source_id text,
  -- At the department: 1, 2, 3 … for a part. Of our own: after which of the department's steps it happened.
  source_sequence integer not null,
  state text not null,
  data jsonb not null,
  -- Place in the feed, given after the commit by the one sequencer.
  position bigint,
  unique (case_id, sequence)
);

create unique index case_events_once on case_events (source, source_id) where source_id is not null;
create unique index case_events_feed on case_events (position) where position is not null;
create index case_events_unplaced on case_events (id) where position is null;
