-- The last place of the feed that was given. Whoever gives places moves it, and holds it until the commit: places are in the order
-- of commits. After a restore it is moved on beyond every cursor that readers hold.
alter table feed_floor rename to feed_end;
update feed_end set position = greatest(
  position, (select coalesce(max(position), 0) from case_events where position is not null));
