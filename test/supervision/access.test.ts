// Who sees what of lists, supervision and the board, against a running gateway.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { golden, runTown } from '../support/town.ts';

const town = await runTown();
const supervisor = await town.as({ role: 'supervisor', purpose: 'supervision' });
const analyst = await town.as({ role: 'analyst', purpose: 'statistics' });
const anybody = await town.as();

const party = z.object({ number: z.string(), name: z.string() });
const receipts = new Map<string, { number: string; checkCode: string; citizen: z.infer<typeof party> }>();
for (const n of [1, 2]) {
  const input = await town.control.sample('home-transfer', n);
  const { submitCase } = await town.window.data(
    { document: golden('submit-case'), variables: { input } },
    z.object({ submitCase: z.object({ receipt: z.object({ number: z.string(), checkCode: z.string() }) }) }),
  );
  const citizen = z.object({ person: party }).parse(input['applicant']).person;
  receipts.set(citizen.number, { ...submitCase.receipt, citizen });
}
const [first, second] = [...receipts.values()];

const LIST = `query ($where: CaseFilter) { cases(where: $where) { totalCount nodes { number applicant { ... on Person { number masked } } } } }`;
const list = z.object({
  cases: z.object({
    totalCount: z.number(),
    nodes: z.array(z.object({ number: z.string(), applicant: z.object({ number: z.string(), masked: z.boolean() }) })),
  }),
});

test('A front end lists the cases of its own citizen, whatever it asks for', async () => {
  const citizen = await town.as({ role: 'front-end', subject: first?.citizen.number, purpose: 'own-data' });
  const own = await citizen.data({ document: LIST }, list);
  expect(own.cases).toMatchObject({ totalCount: 1, nodes: [{ number: first?.number }] });
  const wide = { or: [{ channel: ['WINDOW', 'ONLINE', 'KIOSK', 'APP', 'WECHAT'] }, { not: { state: ['LAPSED'] } }] };
  expect((await citizen.data({ document: LIST, variables: { where: wide } }, list)).cases.totalCount).toBe(1);
  const foreign = await citizen.ask({
    document: LIST,
    variables: { where: { applicantNumber: [second?.citizen.number] } },
  });
  expect(foreign.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

test('An analyst lists all cases with masked applicants, and cannot look for one by number', async () => {
  const seen = await analyst.data({ document: LIST }, list);
  expect(seen.cases.totalCount).toBe(2);
  expect(seen.cases.nodes.every(({ applicant }) => applicant.masked && applicant.number.includes('*'))).toBe(true);
  const nested = { not: { or: [{ applicantNumber: [first?.citizen.number] }] } };
  for (const where of [{ applicantNumber: [first?.citizen.number] }, nested]) {
    const answer = await analyst.ask({ document: LIST, variables: { where } });
    expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
});

test('A clerk with a purpose finds cases by the applicant’s number', async () => {
  const where = { applicantNumber: [second?.citizen.number] };
  const found = await town.window.data({ document: LIST, variables: { where } }, list);
  expect(found.cases.nodes).toMatchObject([{ number: second?.number, applicant: { masked: false } }]);
});

test('A number that nobody can have is told as wrong, and finds no empty list', async () => {
  for (const wrong of ['123', `${second?.citizen.number.slice(0, 17)}!`]) {
    const where = { or: [{ applicantNumber: [wrong] }] };
    const answer = await town.window.ask({ document: LIST, variables: { where } });
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(answer.errors?.[0]?.message).not.toContain(wrong);
  }
});

test('Everybody sees the board, and no personal data on it', async () => {
  const document =
    '{ publicBoard { cutOff cases { number bundle state receivedOn dueAt light } departments { department { name } open overdue } } }';
  const answer = await anybody.ask({ document });
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    publicBoard: { cases: [{ number: second?.number }, { number: first?.number }] },
  });
  for (const { citizen } of receipts.values())
    expect(JSON.stringify(answer.data)).not.toMatch(new RegExp(`${citizen.number}|${citizen.name}`));
});

test('Supervision is for supervisors and operators; a sample for supervisors alone', async () => {
  const document = `query ($day: Date!) { supervision { rules { id clock light } backlog { department { code } open oldestWorkingHours }
    findings { nodes { rule { id } } } spotCheck(seed: "2026", size: 1, receivedFrom: $day, receivedTo: $day) { population cases { number } } } }`;
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const answer = await supervisor.data(
    { document, variables: { day } },
    z.object({
      supervision: z.object({
        rules: z.array(z.object({ id: z.string() })),
        spotCheck: z.object({ population: z.number(), cases: z.array(z.object({ number: z.string() })) }),
      }),
    }),
  );
  expect(answer.supervision.rules.length).toBeGreaterThan(20);
  expect(answer.supervision.spotCheck).toMatchObject({ population: 2, cases: [{}] });
  for (const other of [town.window, analyst, anybody]) {
    const refused = await other.ask({ document, variables: { day } });
    expect(refused.errors?.[0]?.extensions?.code).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
  }
  const operator = await town.as({ role: 'operator', purpose: 'operation' });
  expect((await operator.ask({ document, variables: { day } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

test('A complaint is seen and answered by a supervisor, once', async () => {
  const notice = z.object({
    case: z.object({ parts: z.array(z.object({ acceptanceNotice: z.object({ number: z.string() }).nullable() })) }),
  });
  let noticeNumber: string | undefined;
  for (let turn = 0; turn < 300 && !noticeNumber; turn += 1) {
    const { case: found } = await town.window.data(
      {
        document: 'query ($number: ID!) { case(number: $number) { parts { acceptanceNotice { number } } } }',
        variables: { number: first?.number },
      },
      notice,
    );
    noticeNumber = found.parts.flatMap(({ acceptanceNotice }) => acceptanceNotice?.number ?? [])[0];
    await sleep(100);
  }
  const input = { noticeNumber, checkCode: first?.checkCode, text: '未按时办结', phone: '13900000000' };
  const filed = await anybody.data(
    {
      document:
        'mutation ($input: FileComplaintInput!) { fileComplaint(input: $input) { complaint { number dueAt } } }',
      variables: { input },
    },
    z.object({ fileComplaint: z.object({ complaint: z.object({ number: z.string(), dueAt: z.string() }) }) }),
  );
  const { number } = filed.fileComplaint.complaint;
  const open = '{ supervision { complaints(open: true) { number text phone part case { number } } } }';
  expect((await supervisor.ask({ document: open })).data).toMatchObject({
    supervision: {
      complaints: [{ number, text: '未按时办结', phone: '13900000000', case: { number: first?.number } }],
    },
  });
  const answering = {
    document: 'mutation ($input: AnswerComplaintInput!) { answerComplaint(input: $input) { answeredAt answer } }',
    variables: { input: { number, answer: '已督办' } },
  };
  expect((await supervisor.ask(answering)).data).toMatchObject({ answerComplaint: { answer: '已督办' } });
  expect((await supervisor.ask(answering)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect((await supervisor.ask({ document: open })).data).toMatchObject({ supervision: { complaints: [] } });
});
