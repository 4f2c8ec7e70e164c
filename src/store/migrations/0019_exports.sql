-- Batches of cases for other platforms. What was sent is kept byte for byte, so that it can be sent again, until some time after
-- its acknowledgement. A receiver has one batch at a time that is not acknowledged.
create table export_batches (
  consumer text not null,
  number integer not null,
  from_position bigint not null,
  to_position bigint not null,
  case_ids bigint[] not null,
  profile text not null,
  sha256 text not null,
  content text,
  made_at timestamptz not null,
  acknowledged_at timestamptz,
  primary key (consumer, number)
);

create unique index export_batches_open on export_batches (consumer) where acknowledged_at is null;
