-- Open cases are few among many, and lie scattered: what statistics ask of them stands in the index itself, so that a year's
-- open cases are read in a few pages and not in one page each.
drop index statistics_facts_open;
create index statistics_facts_open on statistics_facts (received_on)
  include (position, region, bundle, departments, items, channel, kind, state, light, warning_at, yellow_at, red_at, open_since,
    promised, kept, supplemented, rating)
  where not settled;
