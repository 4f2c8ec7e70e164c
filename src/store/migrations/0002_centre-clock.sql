-- Where a centre's clock of its own stands: it showed `shown` when the machine's clock showed `machine`.
create table centre_clock (
  only_row boolean primary key default true check (only_row),
  shown timestamptz not null,
  machine timestamptz not null,
  rate double precision not null
);
