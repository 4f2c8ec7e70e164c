-- As what the message is handed in, which the department knows by this name: whoever takes a message out of the queue that was made up
-- before need not look at its case. Null where the message was not made up, or by an earlier release.
alter table deliveries add column submit text;
