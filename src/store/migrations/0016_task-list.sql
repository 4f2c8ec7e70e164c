-- What departments without a system of their own have instead of one: messages that they took in, and what their clerks did.

-- Whose clerks' work it is; null for the centre's own.
alter table tasks add column department text;
create index tasks_open_of_department on tasks (department, opened_at) where settled_at is null and department is not null;

create table task_messages (
  -- The order in which a department took them in.
  position bigint generated always as identity primary key,
  department text not null,
  key text not null unique,
  -- The application that it is about: its own key, or for an amendment that of the application.
  of_key text not null,
  kind text not null check (kind in ('submission', 'supplement', 'withdrawal')),
  message jsonb not null,
  at timestamptz not null
);
create index task_messages_intake on task_messages (department, position);
create index task_messages_of on task_messages (of_key);

create table task_steps (
  -- `Part.key` of the application.
  key text not null,
  sequence integer not null,
  kind text not null,
  at timestamptz not null,
  -- Subject of the token of the clerk.
  by_subject text not null,
  reason text,
  licences jsonb not null,
  evidence jsonb not null,
  primary key (key, sequence)
);

alter table case_actions drop constraint case_actions_action_check;
alter table case_actions add constraint case_actions_action_check
  check (action in ('supplement', 'withdraw', 'hand-over', 'handle-task', 'site-visit'));
