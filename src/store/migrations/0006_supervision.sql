-- When the centre learned of an event, by the centre's clock; `at` is what the source claims.
alter table case_events add column observed_at timestamptz not null default now();
update case_events set observed_at = at;

create index cases_by_receipt on cases (received_at, id);
create index parts_by_department on parts (department, case_id);

-- What the clocks of a case come to, so that lists can be filtered and the sweep knows what is due next. Derived: the
-- events and the calendar are the truth, and every row can be written again from them.
create table supervised_cases (
  case_id bigint primary key references cases (id),
  -- Calendar versions and rules under which it was derived.
  basis text not null,
  due_at timestamptz,
  -- From when the case's light is WARNING, YELLOW, and after when RED; null where it never is, or the calendar is missing.
  warning_at timestamptz,
  yellow_at timestamptz,
  red_at timestamptz,
  -- The light with which the case ended; null while it runs.
  ended_light text,
  dated boolean not null,
  running boolean not null,
  next_at timestamptz
);

create index supervised_cases_due on supervised_cases (next_at) where next_at is not null;
create index supervised_cases_running on supervised_cases (basis) where running;

-- Up to here the sweep has read the feed of all cases.
create table supervision_progress (
  only_row boolean primary key default true check (only_row),
  position bigint not null
);

-- Given once and never rewritten: `subject` names the clock, and a rule fires once for it.
create table alerts (
  id bigint generated always as identity primary key,
  rule text not null,
  subject text not null,
  light text,
  case_id bigint references cases (id),
  part text,
  department text,
  -- The instant at which the threshold was passed, and the deadline as it stood then.
  at timestamptz,
  due_at timestamptz,
  calendar text,
  raised_at timestamptz not null,
  unique (rule, subject)
);

create index alerts_of_case on alerts (case_id);

-- What supervision found that no deadline shows.
create table findings (
  id bigint generated always as identity primary key,
  rule text not null,
  subject text not null,
  department text,
  case_id bigint references cases (id),
  part text,
  at timestamptz not null,
  found_at timestamptz not null,
  detail jsonb not null,
  unique (rule, subject)
);

create index findings_of_case on findings (case_id);

-- A deadline that a new calendar moved, with the reason.
create table deadline_moves (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases (id),
  due_from timestamptz,
  due_to timestamptz,
  basis_from text not null,
  basis_to text not null,
  at timestamptz not null
);

create index deadline_moves_of_case on deadline_moves (case_id);

-- How far each department's own list of what it took in has been held against the cases.
create table intake_cursors (
  department text primary key,
  cursor text,
  looked_at timestamptz not null
);

create table ratings (
  case_id bigint primary key references cases (id),
  level smallint not null check (level between 1 and 5),
  reason text,
  rated_at timestamptz not null
);

create table complaints (
  id bigint generated always as identity primary key,
  number text not null unique,
  case_id bigint not null references cases (id),
  part text not null,
  text text not null,
  phone text,
  received_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  answered_by text
);

create index complaints_of_case on complaints (case_id);
create index complaints_open on complaints (received_at) where answered_at is null;
