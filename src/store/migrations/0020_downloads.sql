-- Downloads: questions whose whole answer is handed out as a file. Times are the machine's. Those that stream keep a row for
-- the quota; jobs keep their rows of the answer, too, for a while.
create table downloads (
  id uuid primary key,
  -- Whose it is: the token that asked, and the only one that gets it.
  role text not null,
  subject text not null,
  -- Who asked, why and in which language, and the question: all that it takes to go on with it. Null once it has expired.
  request jsonb,
  field text not null,
  streamed boolean not null,
  state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'EXPIRED')),
  -- Laid out when the first rows have come.
  columns jsonb,
  rows bigint not null default 0,
  total bigint,
  -- Where the next page begins; null at the beginning.
  place text,
  error jsonb,
  leased_by integer,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  expires_at timestamptz not null
);

create index downloads_by_owner on downloads (role, subject, created_at);
create index downloads_open on downloads (created_at) where state in ('QUEUED', 'RUNNING');
create index downloads_to_expire on downloads (expires_at) where state <> 'EXPIRED';

-- Rows of the answer, in order, as compressed lines of JSON.
create table download_pieces (
  download_id uuid not null references downloads (id) on delete cascade,
  ordinal integer not null,
  content bytea not null,
  primary key (download_id, ordinal)
);
