-- Places of the feed begin above this: after a restore, readers hold cursors that the restored database never gave out.
create table feed_floor (
  only_row boolean primary key default true check (only_row),
  position bigint not null
);

insert into feed_floor (position) values (0);
