// Utilities without a system of their own take part in a transfer through their clerks' tasks, behind the same port as the others.
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../support/cases.ts';
import { accountOf, clerkAt, HANDLE, withUtilities } from './counter.ts';
import { partOf, runCentre } from './running-centre.ts';

const centre = await runCentre();
const clerk = await clerkAt(centre.url, 'clerk-a');
const substitute = await clerkAt(centre.url, 'clerk-b');
const isIssued = ({ issuance }: { issuance: { state: string } }) => issuance.state === 'RELEASED';

describe('a transfer that asks for water and gas', () => {
  test('goes to their clerks once the title is there, and is issued when the last of them is done', async () => {
    const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water', 'gas'));
    const begun = await centre.case(number);
    expect(begun.parts.map(({ code }) => code)).toEqual(['identity', 'clearance', 'transfer', 'water', 'gas']);
    const released = await centre.until(number, isIssued);
    expect(partOf(released, 'water').state).not.toBe('APPROVED');
    const [water, gas] = [await clerk.task('water', number), await clerk.task('gas', number)];
    expect(water).toMatchObject({ part: 'water', department: { code: 'water' }, steps: [] });
    expect(water.due).not.toBeNull();
    expect(water.workingHoursOpen).toBeLessThan(1);
    expect(water.messages).toMatchObject([{ kind: 'SUBMISSION', payload: { accountNumber: '3300100001' } }]);

    await clerk.step(water.id, { step: 'ACCEPTED' });
    await substitute.step(water.id, { step: 'APPROVED', evidence: accountOf('water') });
    expect((await centre.case(number)).state).toBe('IN_PROGRESS');
    const { task } = await clerk.step(gas.id, { step: 'APPROVED', evidence: accountOf('gas') });
    expect(task).toMatchObject({
      settledAt: expect.any(String),
      possibleSteps: [],
      steps: [{ sequence: 1, by: 'clerk-a' }],
    });
    const ended = await centre.until(number, ({ state }) => state === 'ISSUED');
    expect(['water', 'gas'].map((code) => partOf(ended, code).state)).toEqual(['APPROVED', 'APPROVED']);
    expect(await clerk.open('water', number)).toEqual([]);
  });

  test('is not held up by a refusal: tax and title were issued together and stay', async () => {
    const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'heating'));
    const { id } = await clerk.task('heating', number);
    await clerk.step(id, { step: 'REFUSED', reason: '原户号欠费未结清' });
    const ended = await centre.until(number, ({ state }) => state === 'PARTLY_REFUSED');
    expect(partOf(ended, 'heating').state).toBe('REFUSED');
    expect(['clearance', 'transfer'].map((code) => partOf(ended, code).licences.length)).toEqual([1, 1]);
    expect(ended.issuance.state).toBe('RELEASED');
    expect(await centre.tasks(number)).toEqual([]);
  });

  test('has none of their parts where the form does not ask for them', async () => {
    const number = await centre.submit(withUtilities(await centre.sample('home-transfer')));
    expect((await centre.case(number)).parts.map(({ code }) => code)).toEqual(['identity', 'clearance', 'transfer']);
  });
});

describe('every step', () => {
  test('has its effect once, whoever repeats it, and other content under its key is refused', async () => {
    const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'power'));
    const { id } = await clerk.task('power', number);
    const steps = [
      { step: 'DEFICIENT', reason: '请补充原户主身份证明' },
      { step: 'ACCEPTED' },
      { step: 'SUSPENDED', procedure: 'testing', reason: '电能表校验' },
      { step: 'RESUMED' },
      { step: 'APPROVED', evidence: accountOf('power') },
    ];
    for (const [index, step] of steps.entries()) {
      if (step.step === 'ACCEPTED') await answerDeficiency(number);
      const keyed = { ...step, idempotencyKey: `step-${index}` };
      const answers = await Promise.all([clerk.step(id, keyed), substitute.step(id, keyed), clerk.step(id, keyed)]);
      expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true, true]);
      expect((await clerk.step(id, { ...keyed, reason: '别的理由' })).__typename).toBe('IdempotencyConflict');
      expect(answers.map(({ task }) => task?.steps.length)).toEqual([index + 1, index + 1, index + 1]);
    }
    const kinds = await eventKinds(centre.window, number);
    const fromDeficient = kinds.slice(kinds.indexOf('DEFICIENT'));
    expect(fromDeficient.filter((kind) => steps.some(({ step }) => step === kind))).toEqual(
      steps.map(({ step }) => step),
    );
  });

  async function answerDeficiency(number: string): Promise<void> {
    const document = `mutation($input: SupplementCaseInput!) { supplementCase(input: $input) { __typename } }`;
    const input = { caseNumber: number, idempotencyKey: 'answer', part: 'power', form: { powerAccount: '3300299999' } };
    await centre.window.ask({ document, variables: { input } });
    await expect
      .poll(async () => (await clerk.task('power', number)).messages.map(({ kind }) => kind))
      .toEqual(['SUBMISSION', 'SUPPLEMENT']);
  }

  test.each([
    ['a step that the state does not allow', { step: 'RESUMED' }, 'is not possible now'],
    ['an approval without what it establishes', { step: 'APPROVED' }, 'establishes "供水户号"'],
    [
      'an approval with what the item does not establish',
      { step: 'APPROVED', evidence: { ...accountOf('water'), 完税证明: {} } },
      'establishes no',
    ],
    [
      'an approval with a licence that the item does not issue',
      { step: 'APPROVED', evidence: accountOf('water'), licences: [{ kind: '营业执照', number: '1' }] },
      'issues: no licence',
    ],
    ['a refusal without a reason', { step: 'REFUSED' }, 'needs a reason'],
    ['a withdrawal that nobody asked for', { step: 'WITHDRAWN' }, 'is not possible now'],
    [
      'a procedure with a step that is no suspension',
      { step: 'ACCEPTED', procedure: 'testing' },
      'names its special procedure',
    ],
  ])('is refused as %s, and nothing changes', async (_, step, reason) => {
    const { id } = await openWater();
    const input = { id, idempotencyKey: `refused-${reason}`, ...step };
    const { errors } = await clerk.graph.ask({ document: HANDLE, variables: { input } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(reason),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect((await openWater()).steps).toEqual([]);
  });

  let waterCase: string | undefined;
  async function openWater() {
    waterCase ??= await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water'));
    return clerk.task('water', waterCase);
  }

  test('is refused as a settlement: an application is handled step by step', async () => {
    const { id } = await openWater();
    const document = `mutation($input: SettleTaskInput!) { settleTask(input: $input) { id } }`;
    const input = { id, outcome: 'DONE', note: '办结' };
    const { errors } = await clerk.graph.ask({ document, variables: { input } });
    expect(errors?.[0]?.message).toContain('use handleTask');
  });
});

describe('a withdrawal', () => {
  const withdraw = async (number: string) => {
    const document = `mutation($input: WithdrawCaseInput!) { withdrawCase(input: $input) { case { state } } }`;
    const input = { caseNumber: number, idempotencyKey: 'withdraw', reason: '买卖不成' };
    await centre.window.ask({ document, variables: { input } });
  };

  test('of what is open is answered by the clerk before anything else', async () => {
    const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water'));
    const application = await clerk.task('water', number);
    await withdraw(number);
    const request = await clerk.task('water', number, 'ANSWER_WITHDRAWAL');
    expect((await clerk.task('water', number)).possibleSteps).toEqual([]);
    expect(request.possibleSteps).toEqual(['WITHDRAWN', 'WITHDRAWAL_REFUSED']);
    await substitute.step(request.id, { step: 'WITHDRAWN' });
    expect(partOf(await centre.case(number), 'water').state).toBe('WITHDRAWN');
    expect(await clerk.open('water', number)).toEqual([]);
    expect(application.settledAt).toBeNull();
  });

  test('that the clerk refuses leaves the application open, and what is granted after it is asked to be revoked', async () => {
    const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'gas'));
    const { id } = await clerk.task('gas', number);
    await withdraw(number);
    const request = await clerk.task('gas', number, 'ANSWER_WITHDRAWAL');
    await clerk.step(request.id, { step: 'WITHDRAWAL_REFUSED', reason: '表已更换' });
    await clerk.step(id, { step: 'APPROVED', evidence: accountOf('gas') });
    const revocation = await clerk.task('gas', number, 'ANSWER_WITHDRAWAL');
    expect((await clerk.open('gas', number)).map(({ kind }) => kind)).toEqual(['ANSWER_WITHDRAWAL']);
    expect(revocation.possibleSteps).toEqual(['REVOKED', 'WITHDRAWAL_REFUSED']);
    await clerk.step(revocation.id, { step: 'REVOKED' });
    expect(partOf(await centre.case(number), 'gas').state).toBe('REVOKED');
  });
});
