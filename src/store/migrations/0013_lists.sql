-- Lists of cases are read page by page in the order of these indexes, under the filters that mean few of many cases.
create index cases_by_state on cases (state, received_at, id);
create index cases_by_edition on cases (edition_id, received_at, id);
-- What has no deadline that can be told comes as if due at the end of time.
create index supervised_cases_by_due on supervised_cases ((coalesce(due_at, 'infinity'::timestamptz)), case_id);
create index supervised_cases_due_at on supervised_cases (due_at);
