-- Documents as they were rendered and sealed on first demand; a reprint is byte-identical.
create table documents (
  number text primary key,
  case_id bigint not null references cases (id),
  kind text not null,
  rendered_at timestamptz not null,
  html text not null,
  pdf bytea not null,
  -- SM3 over the PDF, and the seal's SM2 signature over that; null where the department has no electronic seal.
  digest text not null,
  seal_key text,
  signature text
);
