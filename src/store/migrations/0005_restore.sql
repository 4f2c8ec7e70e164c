-- Places of the feed begin above this: after a restore, readers hold cursors that the restored database never gave out.
create table feed_floor (
  only_row boolean primary key default true check (only_row),
  position bigint not null
);

insert into feed_floor (position) values (0);

-- After a restore: the part may have been sent since the back-up, so that its department is asked before it is sent.
alter table parts add column doubtful boolean not null default false;
