// Second chapter: the application is rehearsed, handed in once, and handed in again by an impatient applicant.
import { z } from 'zod';
import { golden } from './documents.ts';
import { expect } from './expectation.ts';
import { column } from './narration.ts';
import { DEPARTMENT_NAMES, type Stage } from './stage.ts';

const rehearsal = z.object({
  rehearseCase: z.object({
    acceptable: z.boolean(),
    deficiencies: z.array(z.looseObject({ problem: z.string(), remedy: z.string() })),
    parts: z.array(
      z.object({
        code: z.string(),
        department: z.object({ code: z.string() }),
        startsAt: z.string().nullable(),
        dueAt: z.string().nullable(),
      }),
    ),
    issueOn: z.string().nullable(),
    criticalPath: z.array(z.string()),
  }),
});

const received = z.object({
  submitCase: z.object({
    __typename: z.literal('CaseReceived'),
    replayed: z.boolean(),
    receipt: z.object({ number: z.string(), checkCode: z.string(), receivedAt: z.string() }),
    case: z.looseObject({ parts: z.array(z.looseObject({ code: z.string() })) }),
  }),
});

export async function rehearse({ say, graph, control, subject }: Stage): Promise<void> {
  say.chapter('2  预审  Rehearse: would it be taken in, and when would it be done?');
  const document = golden('rehearse-case');
  const { materials, ...rest } = subject.input;
  const faulty = { ...rest, materials: (materials as readonly unknown[]).slice(1) };
  const first = (await graph.data({ document, variables: { input: faulty } }, rehearsal)).rehearseCase;
  expect(
    !first.acceptable && first.deficiencies.length > 0,
    'an application without its contract to be deficient',
    first,
  );
  say.step('Without the contract of sale it would not be taken in:');
  for (const { problem, remedy } of first.deficiencies) say.detail(`一次性告知 ${problem}：${remedy}`);
  const whole = (await graph.data({ document, variables: { input: subject.input } }, rehearsal)).rehearseCase;
  expect(whole.acceptable && whole.deficiencies.length === 0, 'the whole application to be acceptable', whole);
  say.step(`Whole, it would be; licences on ${whole.issueOn}, decided by ${whole.criticalPath.join(' → ')}`);
  for (const { code, department, startsAt, dueAt } of whole.parts) {
    say.detail(
      `${code.padEnd(10)} ${column(DEPARTMENT_NAMES[department.code] ?? department.code, 25)} from ${minutes(startsAt)}, due ${minutes(dueAt)}`,
    );
  }
  const journal = await control.journal();
  expect(journal.length === 0, 'a rehearsal to leave no trace at any department', journal);
  say.proof('Nothing was written anywhere: the departments’ journal is empty');
}

function minutes(at: string | null): string {
  return at?.slice(0, 16).replace('T', ' ') ?? 'unknown';
}

/** Returns the number of the case. */
export async function submitOnce({ say, graph, subject }: Stage): Promise<string> {
  const document = golden('submit-case');
  const submit = async (channel: string) =>
    (await graph.data({ document, variables: { input: { ...subject.input, channel } } }, received)).submitCase;
  const first = await submit('WINDOW');
  const { number, checkCode } = first.receipt;
  expect(!first.replayed, 'the first submission to be new', first);
  say.step(`收件凭证 Received: case ${number}, check code ${checkCode}, ${first.case.parts.length} parts`);
  const again = await submit('KIOSK');
  const same = again.replayed && JSON.stringify(again.receipt) === JSON.stringify(first.receipt);
  expect(same, 'the same submission at another counter to be the same case', again);
  say.proof('Handed in again at a kiosk: the same case, the same receipt; nothing was received twice');
  return number;
}
