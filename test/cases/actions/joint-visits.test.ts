// One site visit serves several parts of a case; whoever is absent holds up nothing but its own part.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openGraph } from '../../../commands/town/graph.ts';
import { developmentToken } from '../../../development/issuer.ts';
import { accountOf, clerkAt, withUtilities } from '../counter.ts';
import { partOf, runCentre } from '../running-centre.ts';

const centre = await runCentre();
const clerk = await clerkAt(centre.url, 'clerk');
const PLACE = '小区东门';

const visit = z.object({
  id: z.string(),
  place: z.string().nullable(),
  followUpOf: z.string().nullable(),
  parts: z.array(
    z.object({
      part: z.string(),
      department: z.object({ code: z.string() }),
      attendance: z.string(),
      finding: z.string().nullable(),
      legalBasis: z.string().nullable(),
    }),
  ),
});
const SITE_VISITS =
  'siteVisits { id place followUpOf parts { part department { code } attendance finding legalBasis } }';

async function visitsOf(number: string): Promise<readonly z.infer<typeof visit>[]> {
  const document = `query($number: ID!) { case(number: $number) { ${SITE_VISITS} } }`;
  const shape = z.object({ case: z.object({ siteVisits: z.array(visit) }) });
  return (await clerk.graph.data({ document, variables: { number } }, shape)).case.siteVisits;
}

const changed = z.record(z.string(), z.object({ __typename: z.string(), replayed: z.boolean().optional() }));

async function change(name: string, input: Readonly<Record<string, unknown>>): Promise<string> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { __typename ... on SiteVisitRecorded { replayed } } }`;
  const { errors } = { errors: undefined, ...(await clerk.graph.ask({ document, variables: { input } })) };
  if (errors) return errors[0]?.message ?? '';
  const { [name]: answer } = await clerk.graph.data({ document, variables: { input } }, changed);
  return `${answer?.__typename} ${answer?.replayed}`;
}

/** Each change is asked for twice under its key, so the second answer is always that of a repetition. */
const REPEATED = 'SiteVisitRecorded true';

const soon = () => new Date(Date.now() + 3_600_000).toISOString();

test('three parts with one department absent: the two go on, the third is visited again', async () => {
  const utilities = ['water', 'power', 'gas', 'heating'] as const;
  const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), ...utilities));
  const tasks = Object.fromEntries(
    await Promise.all(utilities.map(async (utility) => [utility, (await clerk.task(utility, number)).id] as const)),
  );
  const approve = (utility: (typeof utilities)[number]) =>
    clerk.step(tasks[utility] ?? '', { step: 'APPROVED', evidence: accountOf(utility) });
  for (const utility of utilities) await clerk.step(tasks[utility] ?? '', { step: 'ACCEPTED' });

  const call = { caseNumber: number, idempotencyKey: 'call', at: soon(), place: PLACE };
  expect(await change('callSiteVisit', call)).toBe(REPEATED);
  expect(await change('callSiteVisit', { ...call, place: '别处' })).toBe('IdempotencyConflict undefined');
  const [first] = await visitsOf(number);
  expect(first).toMatchObject({ place: PLACE, followUpOf: null });
  // Power reads its meters from afar.
  expect(first?.parts.map(({ part, attendance }) => `${part} ${attendance}`)).toEqual([
    ...['water CALLED', 'gas CALLED', 'heating CALLED'],
  ]);
  expect(first?.parts.every(({ legalBasis }) => legalBasis?.includes('第'))).toBe(true);
  expect(await change('callSiteVisit', { ...call, idempotencyKey: 'again' })).toContain('no open part that needs');
  expect((await clerk.task('water', number)).possibleSteps).not.toContain('APPROVED');

  const record = { caseNumber: number, visit: first?.id, idempotencyKey: 'record' };
  const results = [
    { part: 'water', finding: '表底数 1024.5，无漏水' },
    { part: 'gas', finding: '软管更换，合格' },
    { part: 'heating' },
  ];
  expect(await change('recordSiteVisit', { ...record, results })).toBe(REPEATED);
  expect(await change('recordSiteVisit', { ...record, idempotencyKey: 'more', results: [{ part: 'gas' }] })).toContain(
    '"gas" is PRESENT already',
  );
  expect((await visitsOf(number))[0]?.parts.map(({ attendance }) => attendance)).toEqual([
    'PRESENT',
    'PRESENT',
    'ABSENT',
  ]);
  for (const utility of ['water', 'gas', 'power'] as const) await approve(utility);
  const waiting = await centre.case(number);
  expect(utilities.map((code) => partOf(waiting, code).state)).toEqual([
    ...['APPROVED', 'APPROVED', 'APPROVED'],
    'ACCEPTED',
  ]);
  expect((await clerk.task('heating', number)).possibleSteps).not.toContain('APPROVED');
  expect((await centre.tasks(number)).map(({ kind, part }) => `${kind} ${part}`).sort()).toEqual([
    ...['FOLLOW_UP_VISIT heating', 'HANDLE_PART heating'],
  ]);

  expect(await change('callSiteVisit', { ...call, idempotencyKey: 'follow-up', at: soon() })).toBe(REPEATED);
  const [, second] = await visitsOf(number);
  expect(second).toMatchObject({ followUpOf: first?.id, parts: [{ part: 'heating', attendance: 'CALLED' }] });
  expect((await centre.tasks(number)).map(({ kind }) => kind)).toEqual(['HANDLE_PART']);
  const made = { caseNumber: number, visit: second?.id, idempotencyKey: 'second' };
  expect(await change('recordSiteVisit', { ...made, results: [{ part: 'heating', finding: '热量表合格' }] })).toBe(
    REPEATED,
  );
  await approve('heating');
  expect((await centre.until(number, ({ state }) => state === 'ISSUED')).state).toBe('ISSUED');
  expect(await findings(number)).toEqual(['JC-223 heating']);
});

test('a visit that is cancelled binds nobody, and one that was missed is made up for by a department alone', async () => {
  const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water', 'gas'));
  const [water, gas] = [await clerk.task('water', number), await clerk.task('gas', number)];
  const call = { caseNumber: number, at: soon() };
  await change('callSiteVisit', { ...call, idempotencyKey: 'one' });
  const [first] = await visitsOf(number);
  const cancel = { caseNumber: number, visit: first?.id, idempotencyKey: 'cancel', reason: '业主外出' };
  expect(await change('cancelSiteVisit', cancel)).toBe(REPEATED);
  expect((await clerk.task('water', number)).possibleSteps).toContain('APPROVED');
  await clerk.step(water.id, { step: 'APPROVED', evidence: accountOf('water') });
  await change('callSiteVisit', { ...call, idempotencyKey: 'two' });
  const [, second] = await visitsOf(number);
  expect(second?.parts.map(({ part }) => part)).toEqual(['gas']);
  await change('recordSiteVisit', {
    caseNumber: number,
    visit: second?.id,
    idempotencyKey: 'r',
    results: [{ part: 'gas' }],
  });
  const followUp = (await centre.tasks(number)).find(({ kind }) => kind === 'FOLLOW_UP_VISIT');
  const document = 'mutation($input: SettleTaskInput!) { settleTask(input: $input) { settledAt } }';
  await clerk.graph.ask({
    document,
    variables: { input: { id: followUp?.id, outcome: 'DONE', note: '燃气公司已自行上门' } },
  });
  await clerk.step(gas.id, { step: 'APPROVED', evidence: accountOf('gas') });
  await centre.until(number, ({ state }) => state === 'ISSUED');
});

test.each([
  ['a time that is past', { at: '2020-01-01T09:00:00+08:00' }, 'within the next 60 days'],
  ['a time too far ahead', { at: '2099-01-01T09:00:00+08:00' }, 'within the next 60 days'],
])('A visit for %s is not called', async (_, { at }, reason) => {
  const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water'));
  await clerk.task('water', number);
  expect(await change('callSiteVisit', { caseNumber: number, idempotencyKey: 'call', at })).toContain(reason);
  expect(await visitsOf(number)).toEqual([]);
});

async function findings(number: string): Promise<readonly string[]> {
  const token = await developmentToken({ role: 'supervisor', purpose: 'supervision', expires: '1h' });
  const graph = openGraph(centre.url, token);
  const document = '{ supervision { findings(first: 100) { nodes { rule { id } caseNumber part } } } }';
  const row = z.object({
    rule: z.object({ id: z.string() }),
    caseNumber: z.string().nullable(),
    part: z.string().nullable(),
  });
  const shape = z.object({ supervision: z.object({ findings: z.object({ nodes: z.array(row) }) }) });
  const told = async () =>
    (await graph.data({ document }, shape)).supervision.findings.nodes
      .filter(({ caseNumber, rule }) => caseNumber === number && rule.id === 'JC-223')
      .map(({ rule, part }) => `${rule.id} ${part}`);
  await expect.poll(told, { timeout: 20_000 }).toHaveLength(1);
  return told();
}
