-- Up to which place of the feed an applicant has read what happened in the own cases.
create table notification_marks (
  applicant_number text primary key,
  position bigint not null,
  marked_at timestamptz not null
);
