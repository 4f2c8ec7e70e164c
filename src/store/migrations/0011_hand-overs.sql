-- What is released later is handed over by itself: a case may have several hand-overs. Empty `parts` are all that was released.
alter table hand_overs drop constraint hand_overs_pkey;
alter table hand_overs add column id bigint generated always as identity primary key;
alter table hand_overs add column parts text[] not null default '{}';
create index hand_overs_of_case on hand_overs (case_id);
