-- Batches that their senders gave a name, so that they can be asked after while they are worked on and later.
create table batches (
  role text not null,
  subject text not null,
  name text not null,
  total integer not null,
  at timestamptz not null,
  primary key (role, subject, name)
);

-- How each row ended the last time it was handed in.
create table batch_rows (
  role text not null,
  subject text not null,
  name text not null,
  index integer not null,
  -- Null where nothing was received.
  case_id bigint references cases (id),
  outcome text not null check (outcome in ('RECEIVED', 'DEFICIENT', 'CONFLICT', 'FAILED')),
  error text,
  primary key (role, subject, name, index),
  foreign key (role, subject, name) references batches (role, subject, name)
);
