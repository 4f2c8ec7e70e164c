-- Who may act for a department 授权委托书: a clerk, or every clerk of the counter, for items and counties, from one day to another.
-- Never rewritten: a revocation is added to it.
create table mandates (
  id uuid primary key,
  -- Subject of the clerk's token; null for every clerk of the counter.
  holder text,
  department text not null,
  -- Null: every item of the department, every county.
  items text[],
  regions text[],
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  -- Number of the signed paper.
  document text not null,
  -- The clerk for whom the holder stands in; null for a holder in his or her own right.
  substitute_for text,
  granted_by text not null,
  granted_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  revocation_reason text,
  check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revocation_reason is null))
);

create index mandates_of_department on mandates (department, valid_to);
create index mandates_of_holder on mandates (holder);
