-- Documents by content, stored once however often they come in.
create table material_contents (
  sha256 bytea primary key check (length(sha256) = 32),
  bytes bigint not null check (bytes > 0),
  -- Machine time at which somebody last counted on it. The sweep leaves alone what was claimed lately.
  claimed_at timestamptz not null,
  -- Null until it is durable in the store, and again from the moment at which it is given up.
  stored_at timestamptz
);

create index material_contents_idle on material_contents (claimed_at);

-- A document as somebody handed it in. The same person who brings the same document again gets the same row.
create table material_files (
  id text primary key,
  sha256 bytea not null references material_contents (sha256),
  media_type text not null,
  -- Empty where none was given.
  name text not null,
  uploaded_by text not null,
  role text not null,
  uploaded_at timestamptz not null,
  unique (uploaded_by, role, sha256, media_type, name)
);

create index material_files_of_content on material_files (sha256);
create index material_files_by_age on material_files (uploaded_at);

-- What holds a document: no case is committed without its documents, and none of them is swept.
create table case_documents (
  case_id bigint not null references cases (id),
  file_id text not null references material_files (id),
  primary key (case_id, file_id)
);

create index case_documents_of_file on case_documents (file_id);
