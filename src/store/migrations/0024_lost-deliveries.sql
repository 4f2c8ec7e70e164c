-- What was sent by a worker that is gone and was given back by nobody: looked for all the time, and hardly ever there.
create index deliveries_lost on deliveries (id) where state = 'SENT' and leased_by is null and next_at is not null;
