-- Orders of the citizens' hotline 12345 that concern a case 工单, supervised 督办 until they are closed.
create table work_orders (
  -- The hotline's own number.
  number text primary key,
  case_id bigint not null references cases (id),
  part text,
  content text not null,
  due_on date not null,
  linked_at timestamptz not null,
  linked_by text not null,
  urged_at timestamptz,
  urged_by text,
  instruction text,
  closed_at timestamptz,
  closed_by text,
  reply text,
  check ((closed_at is null) = (reply is null))
);

create index work_orders_of_case on work_orders (case_id);
create index work_orders_open on work_orders (due_on) where closed_at is null;
