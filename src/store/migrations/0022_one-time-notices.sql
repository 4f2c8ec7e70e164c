-- One-time notices 一次性告知单 of applications that were not taken in: what was told, to whom, when. The same application with the
-- same defects gets the same notice.
create table one_time_notices (
  number text primary key,
  check_code text not null,
  edition_id integer not null references bundle_editions (id),
  applicant_number text not null,
  applicant_name text not null,
  -- SHA-256 over the application and its defects.
  fingerprint bytea not null,
  deficiencies jsonb not null,
  issued_at timestamptz not null,
  unique (applicant_number, fingerprint)
);

-- Such a notice belongs to no case.
alter table documents alter column case_id drop not null;
