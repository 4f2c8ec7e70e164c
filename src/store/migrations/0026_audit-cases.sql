-- Most entries are of answers that name no case: an index that notes them as such is written with each of them, for nobody.
drop index audit_entries_cases;
create index audit_entries_cases on audit_entries using gin (cases) where cases <> '{}';
