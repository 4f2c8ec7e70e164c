-- Work for a named person that a case has brought about; `kind` is one of catalogue/tasks.yaml.
create table tasks (
  id uuid primary key,
  case_id bigint not null references cases (id),
  part text,
  kind text not null,
  role text not null,
  opened_at timestamptz not null,
  -- Null where no calendar is published for that day.
  due_at timestamptz,
  settled_at timestamptz,
  settled_by text,
  outcome text,
  note text
);

create index tasks_open on tasks (kind, opened_at) where settled_at is null;
create index tasks_of_case on tasks (case_id);

-- What was done to a case under a key of the caller's: the same key and content mean the same action.
create table case_actions (
  case_id bigint not null references cases (id),
  action text not null check (action in ('supplement', 'withdraw', 'hand-over')),
  idempotency_key text not null,
  fingerprint bytea not null,
  at timestamptz not null,
  primary key (case_id, action, idempotency_key)
);

-- Who took the licences, when and where.
create table hand_overs (
  case_id bigint primary key references cases (id),
  recipient jsonb not null,
  channel text not null,
  at timestamptz not null,
  by_subject text not null
);
