-- What statistics count: one row for a case (position 0) and one for each of its parts. Derived from the case's events; every
-- row can be written again from them.
create table statistics_facts (
  case_id bigint not null,
  position smallint not null,
  -- Civil date of receipt at the centre.
  received_on date not null,
  region text,
  bundle text not null,
  -- One of each for a part, all of them for a case.
  departments text[] not null,
  items text[] not null,
  channel text not null,
  kind text,
  state text not null,
  settled boolean not null,
  -- The worst light that no longer changes; of what is settled, its last one.
  light text,
  -- Of what is open: from when its light is WARNING, YELLOW, and after when RED.
  warning_at timestamptz,
  yellow_at timestamptz,
  red_at timestamptz,
  -- Since when it could be worked on; null where it is settled or waits for a prerequisite.
  open_since timestamptz,
  -- Completed under a promise whose end is known; and whether that was kept.
  promised boolean not null,
  kept boolean not null,
  supplemented boolean not null,
  rating smallint,
  -- Working time from receipt to completion; null where it is not completed, or the calendar is missing.
  seconds integer,
  primary key (case_id, position)
);

create index statistics_facts_open on statistics_facts (received_on) where not settled;
create index statistics_facts_by_day on statistics_facts (received_on);

-- Settled facts added up: by day, and by month, so that a year costs little. `id` is a hash of the other key columns.
create table statistics_cells (
  series text not null check (series in ('case-day', 'case-month', 'part-day', 'part-month')),
  id uuid not null,
  starts_on date not null,
  region text,
  bundle text not null,
  departments text[] not null,
  items text[] not null,
  channel text not null,
  kind text,
  state text not null,
  light text,
  counted integer not null,
  promised integer not null,
  kept integer not null,
  supplemented integer not null,
  rated integer not null,
  satisfied integer not null,
  -- Entries written to statistics_times so far.
  timed integer not null,
  primary key (series, id)
) partition by list (series);

create table statistics_case_days partition of statistics_cells for values in ('case-day');
create table statistics_case_months partition of statistics_cells for values in ('case-month');
create table statistics_part_days partition of statistics_cells for values in ('part-day');
create table statistics_part_months partition of statistics_cells for values in ('part-month');
create index statistics_cells_by_start on statistics_cells (starts_on);

-- Working times of a cell, four bytes each, in pieces so that adding one rewrites little. The bitwise complement of a time takes
-- one such time back.
create table statistics_times (
  series text not null,
  cell_id uuid not null,
  piece integer not null,
  seconds bytea not null,
  primary key (series, cell_id, piece)
) partition by list (series);

create table statistics_case_day_times partition of statistics_times for values in ('case-day');
create table statistics_case_month_times partition of statistics_times for values in ('case-month');
create table statistics_part_day_times partition of statistics_times for values in ('part-day');
create table statistics_part_month_times partition of statistics_times for values in ('part-month');

-- How far the facts follow the feed of all cases.
create table statistics_progress (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  -- Rules and calendar under which facts are derived.
  basis text not null,
  -- Where they changed: cases up to this one were derived again; null where all are.
  refreshed_to bigint
);

insert into statistics_progress (position, basis) values (0, '');
