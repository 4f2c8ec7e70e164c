-- Who read or did what. Each entry carries the hash of the one before it; where a month's entries lie is made when it begins.
create table audit_entries (
  sequence bigint not null,
  at timestamptz not null,
  trace_id text not null,
  kind text not null,
  -- Name and SHA-256 of the document, and the fields at its root.
  operation text,
  document text,
  fields text[] not null,
  role text,
  -- `sub` of the token, sealed.
  actor text,
  purpose text,
  outcome text not null,
  code text,
  -- Keyed hashes of citizen numbers and credit codes.
  read text[] not null,
  changed text[] not null,
  cases text[] not null,
  previous text not null,
  hash text not null,
  primary key (at, sequence)
) partition by range (at);

create index audit_entries_subjects on audit_entries using gin ((read || changed));
create index audit_entries_cases on audit_entries using gin (cases);
create index audit_entries_actor on audit_entries (actor, at);

-- Where the chain ends; whoever appends moves it.
create table audit_chain (
  only_row boolean primary key default true check (only_row),
  sequence bigint not null,
  hash text not null,
  at timestamptz not null
);
insert into audit_chain (sequence, hash, at) values (0, repeat('0', 64), 'epoch');
