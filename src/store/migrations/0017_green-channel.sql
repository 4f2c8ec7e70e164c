-- Cases that go ahead of others 绿色通道, and why: nobody does without a reason.
create table green_channel (
  case_id bigint primary key references cases (id),
  -- One of catalogue/service.yaml.
  reason text not null check (reason <> ''),
  note text,
  by_subject text not null,
  at timestamptz not null
);

-- Leased before all that are not; few at any time.
alter table deliveries add column ahead boolean not null default false;
create index deliveries_ahead on deliveries (department, next_at)
  where ahead and next_at is not null and leased_by is null;
