// The operations about clocks and receipts that clients rely on, unchanged, against a running gateway.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { golden, runTown } from '../support/town.ts';

const town = await runTown();
const supervisor = await town.as({ role: 'supervisor', purpose: 'supervision' });
const anybody = await town.as();
const actions = golden('case-actions');

const submitted = z.object({
  submitCase: z.object({ receipt: z.object({ number: z.string(), checkCode: z.string() }) }),
});
const followed = z.object({
  case: z.object({
    number: z.string(),
    state: z.string(),
    kind: z.string().nullable(),
    light: z.enum(['GREEN', 'WARNING', 'YELLOW', 'RED']).nullable(),
    applicant: z.object({ number: z.string() }),
    parts: z.array(
      z.object({
        code: z.string(),
        key: z.string(),
        state: z.string(),
        acceptanceNotice: z.object({ number: z.string(), promisedBy: z.string().nullable() }).nullable(),
        clocks: z.array(
          z.object({
            kind: z.string(),
            budget: z.object({ amount: z.number(), unit: z.string() }),
            used: z.number().nullable(),
            dueAt: z.string().nullable(),
            intervals: z.array(z.object({ from: z.string() })),
          }),
        ),
      }),
    ),
  }),
});

async function submit(bundle: string, n: number) {
  const input = await town.control.sample(bundle, n);
  const { submitCase } = await town.window.data({ document: golden('submit-case'), variables: { input } }, submitted);
  return submitCase.receipt;
}

async function follow(number: string, state: string) {
  for (let turn = 0; turn < 450; turn += 1) {
    const { case: found } = await town.window.data(
      { document: golden('follow-case'), variables: { number } },
      followed,
    );
    if (found.state === state) return found;
    await sleep(100);
  }
  throw new Error(`Case ${number} did not come to ${state}.`);
}

const receipt = await submit('home-transfer', 1);

test('FollowCase shows light and clocks, with what they have used and when they are due', async () => {
  const found = await follow(receipt.number, 'ISSUED');
  expect(found.light).toBe('GREEN');
  const transfer = found.parts.find(({ code }) => code === 'transfer');
  const promise = transfer?.clocks.find(({ kind }) => kind === 'PROMISE');
  expect(promise).toMatchObject({ budget: { amount: 5, unit: 'WORKING_DAY' }, used: 0, intervals: [] });
  expect(promise?.dueAt).toBe(transfer?.acceptanceNotice?.promisedBy);
  const kinds = new Set(found.parts.flatMap(({ clocks }) => clocks.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['DELIVERY', 'NOTICE', 'PROMISE', 'STATUTE', 'STEP']);
});

test('TrackCase shows the case to whoever holds the receipt, without a token and without personal data', async () => {
  const track = { document: actions, operationName: 'TrackCase' };
  const answer = await anybody.ask({ ...track, variables: receipt });
  expect(answer.data).toMatchObject({
    trackCase: {
      number: receipt.number,
      state: 'ISSUED',
      light: 'GREEN',
      parts: Array.from({ length: 4 }, () => ({ state: 'APPROVED' })),
    },
  });
  const { applicant } = await town.control.sample('home-transfer', 1);
  const { number, name } = z
    .object({ person: z.object({ number: z.string(), name: z.string() }) })
    .parse(applicant).person;
  expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${number}|${name}`));
});

test('TrackCase says the same of a wrong code as of an unknown number, and stops whoever goes on trying', async () => {
  const ask = (number: string, checkCode: string) =>
    anybody.ask({ document: actions, operationName: 'TrackCase', variables: { number, checkCode } });
  const [wrong, unknown] = [await ask(receipt.number, 'AAAAAAAA'), await ask('2611230000019', 'AAAAAAAA')];
  expect([wrong.data, unknown.data]).toEqual([{ trackCase: null }, { trackCase: null }]);
  expect(wrong.errors ?? unknown.errors).toBeUndefined();
  const tries = await Promise.all(Array.from({ length: 60 }, (_, index) => ask('2611230000027', `WRONG${index}`)));
  const refused = tries.flatMap(({ errors }) => errors ?? []);
  expect(refused.length).toBeGreaterThan(20);
  expect(refused.every(({ extensions }) => extensions?.code === 'OVERLOADED')).toBe(true);
});

test('RateCase keeps one rating: below 3 with a reason, and never a second', async () => {
  const rate = (level: number, reason?: string) =>
    anybody.ask({
      document: actions,
      operationName: 'RateCase',
      variables: { input: { caseNumber: receipt.number, checkCode: receipt.checkCode, level, reason } },
    });
  const refusal = async (answer: ReturnType<typeof rate>) => (await answer).errors?.[0]?.extensions?.code;
  expect(await refusal(rate(6))).toBe('BAD_USER_INPUT');
  expect(await refusal(rate(2))).toBe('BAD_USER_INPUT');
  expect((await rate(2, '等候时间太长')).data).toMatchObject({ rateCase: { rating: { level: 2 } } });
  const second = await rate(5);
  expect(second.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(second.errors?.[0]?.message).toContain('rated before');
});

test('FileComplaint gives a number, a deadline and the proof of the clock, from which the deadline is counted again', async () => {
  const { parts } = await follow(receipt.number, 'ISSUED');
  const notice = parts.find(({ code }) => code === 'transfer')?.acceptanceNotice;
  const input = { noticeNumber: notice?.number, checkCode: receipt.checkCode, text: '办理太慢', phone: '059812345678' };
  const filed = await anybody.ask({ document: actions, operationName: 'FileComplaint', variables: { input } });
  expect(filed.data).toMatchObject({
    fileComplaint: {
      complaint: { number: expect.stringMatching(/^T\d{15}$/) },
      proof: { calendarVersion: '2026.1', dueAt: notice?.promisedBy, intervals: [] },
    },
  });
  const proof = await anybody.data(
    {
      document: `query ($noticeNumber: ID!, $checkCode: String!) { clockProof(noticeNumber: $noticeNumber, checkCode: $checkCode) {
        dueAt overdue budget { amount } legalBasis workingHours { from to } days { date counted reason } } }`,
      variables: input,
    },
    z.object({
      clockProof: z.object({
        dueAt: z.string(),
        overdue: z.boolean(),
        budget: z.object({ amount: z.number() }),
        legalBasis: z.array(z.string()),
        workingHours: z.array(z.object({ from: z.string(), to: z.string() })),
        days: z.array(z.object({ date: z.string(), counted: z.boolean(), reason: z.string() })),
      }),
    }),
  );
  const { dueAt, days, budget, workingHours } = proof.clockProof;
  const counted = days.filter((day) => day.counted);
  expect(counted).toHaveLength(budget.amount);
  expect(dueAt).toContain(`${counted.at(-1)?.date}T${workingHours.at(-1)?.to}`);
  expect(proof.clockProof.overdue).toBe(false);
});

test('Worklist pages through the cases without missing or repeating one, and counts them', async () => {
  const receipts = [receipt.number];
  for (let n = 2; n <= 6; n += 1)
    receipts.push((await submit(n % 2 ? 'home-transfer' : 'enterprise-closing', n)).number);
  const page = z.object({
    cases: z.object({
      totalCount: z.number(),
      pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
      nodes: z.array(z.object({ number: z.string(), light: z.string().nullable(), dueAt: z.string().nullable() })),
    }),
  });
  const all = await supervisor.data({ document: actions, operationName: 'Worklist', variables: { where: {} } }, page);
  expect(all.cases.totalCount).toBe(receipts.length);
  expect(all.cases.nodes.map(({ number }) => number)).toEqual([...receipts].reverse());
  expect(all.cases.nodes.every(({ dueAt, light }) => dueAt !== null && light === 'GREEN')).toBe(true);
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const answer: z.infer<typeof page> = await supervisor.data(
      {
        document: actions.replace('first: 50', 'first: 2'),
        operationName: 'Worklist',
        variables: {
          after,
          where: {
            not: { bundle: ['enterprise-closing'] },
            state: ['ISSUED', 'RECEIVED', 'ACCEPTED', 'IN_PROGRESS', 'AWAITING_ISSUE'],
          },
        },
      },
      page,
    );
    const { cases } = answer;
    expect(cases.totalCount).toBe(3);
    seen.push(...cases.nodes.map(({ number }) => number));
    after = cases.pageInfo.endCursor;
    more = cases.pageInfo.hasNextPage;
  }
  expect(seen).toEqual([receipts[4], receipts[2], receipts[0]]);
});
