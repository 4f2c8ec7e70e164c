-- Few cases are lit, and they are the ones that are looked for.
create index supervised_cases_red on supervised_cases (case_id) where ended_light = 'RED';
create index supervised_cases_red_at on supervised_cases (red_at) where ended_light is null and dated;
create index supervised_cases_yellow_at on supervised_cases (yellow_at) where ended_light is null and dated;
