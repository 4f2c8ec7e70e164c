import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { application, openDatabase, openWorkingReplica } from '../replica.ts';
import { delayed, openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const replica = await openWorkingReplica(url, town.departments);
beforeEach(town.begin);

async function withdraw(number: string, idempotencyKey = 'withdrawal'): Promise<void> {
  await replica.withdraw(await replica.record(number), { idempotencyKey, reason: '不再办理' });
}

const tasksOf = async (number: string) =>
  (await replica.tasksOf(await replica.record(number))).map(({ part, kind }) => `${part} ${kind}`);

const messages = () => town.journal().map(({ kind }) => kind);

/** Received, and in the state that is meant; with which the department leaves it. */
async function received(clearance: string): Promise<string> {
  const number = await replica.receive(application('enterprise-closing'));
  await replica.until(number, ({ parts }) => parts['clearance'] === clearance);
  return number;
}

test('a case that is withdrawn before its message is out ends at once, and no department ever hears of it', async () => {
  town.tax.closed = true;
  const number = await received('IN_REVIEW/HELD');
  await withdraw(number);
  expect(await replica.onRecord(number)).toMatchObject({
    state: 'WITHDRAWN',
    parts: { clearance: 'WITHDRAWN/HELD', deregistration: 'WITHDRAWN/QUEUED', 'seal-cancellation': 'WITHDRAWN/QUEUED' },
  });
  town.tax.closed = false;
  await sleep(1_500);
  expect(messages()).toEqual([]);
});

describe('a case that is withdrawn while its message is on its way', () => {
  test.each([
    ['arrives', 'take', 'WITHDRAWN/ACKNOWLEDGED', ['submission', 'withdrawal']],
    ['arrives without a reply', 'lose-reply', 'WITHDRAWN/ACKNOWLEDGED', ['submission', 'withdrawal']],
    ['is lost', 'lose-message', 'WITHDRAWN/QUEUED', []],
    ['could not be sent', 'unreachable', 'WITHDRAWN/QUEUED', []],
    ['finds the department closed', 'close', 'WITHDRAWN/HELD', []],
    ['is turned away', 'refuse', 'NOT_ACCEPTED/REFUSED', []],
  ] as const)('comes to its end when the message %s', async (_, fate, end, heard) => {
    town.tax.usual = ['ACCEPTED'];
    const arrive = delayed(town.tax, fate);
    const number = await replica.receive(application('enterprise-closing'));
    await replica.until(number, () => town.tax.fates.length === 0);
    await withdraw(number);
    expect((await replica.onRecord(number)).parts['clearance']).toBe('WITHDRAWAL_PENDING/SENT');
    arrive();
    const { parts } = await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(parts['clearance']).toBe(end);
    await sleep(600);
    expect(messages()).toEqual(heard);
    expect(await tasksOf(number)).toEqual([]);
  });
});

describe('a case that is withdrawn while it is in review', () => {
  test.each([
    ['before it is accepted', []],
    ['after it was accepted', ['ACCEPTED']],
    ['while something is missing', ['DEFICIENT']],
    ['while it is suspended', ['ACCEPTED', 'SUSPENDED']],
  ] as const)('%s ends when its department agrees', async (_, usual) => {
    town.tax.usual = usual;
    const number = await received(`${usual.at(-1) ?? 'IN_REVIEW'}/ACKNOWLEDGED`);
    await withdraw(number);
    await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(messages()).toEqual(['submission', 'withdrawal']);
  });

  test('goes on when its department does not agree, and is undone by a person where it was granted after all', async () => {
    town.tax.usual = ['ACCEPTED'];
    town.tax.withdrawals = 'WITHDRAWAL_REFUSED';
    town.licensing.withdrawals = 'WITHDRAWAL_REFUSED';
    const number = await received('ACCEPTED/ACKNOWLEDGED');
    await withdraw(number);
    const { keys, parts } = await replica.until(number, ({ parts }) => parts['clearance'] === 'ACCEPTED/ACKNOWLEDGED');
    expect(parts['deregistration']).toBe('WITHDRAWN/QUEUED');
    town.tax.tell(keys['clearance'] ?? '', 'APPROVED');
    // Granted, it is asked for once more: to be revoked. That is refused too, and a person must recall it.
    await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(messages()).toEqual(['submission', 'withdrawal', 'withdrawal']);
    expect(await tasksOf(number)).toEqual(['clearance RECALL_LICENCE']);
  });

  test('asks each department once, however often the applicant asks', async () => {
    town.tax.usual = ['ACCEPTED'];
    const number = await received('ACCEPTED/ACKNOWLEDGED');
    const close = delayed(town.tax, 'take');
    await Promise.all([withdraw(number, 'one'), withdraw(number, 'two'), withdraw(number, 'one')]);
    close();
    await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(messages()).toEqual(['submission', 'withdrawal']);
  });
});

describe('a case that is withdrawn after something was granted', () => {
  test('lets go of what is open, has the rest revoked, and leaves to a person what cannot be', async () => {
    town.licensing.usual = ['ACCEPTED'];
    town.tax.withdrawals = 'WITHDRAWAL_REFUSED';
    const number = await replica.receive(application('enterprise-closing'));
    await replica.until(number, ({ parts }) => parts['deregistration'] === 'ACCEPTED/ACKNOWLEDGED');
    await withdraw(number);
    await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(town.licensing.journal.map(({ kind }) => kind)).toEqual(['submission', 'withdrawal']);
    expect(town.tax.journal.map(({ kind }) => kind)).toEqual(['submission', 'withdrawal']);
    expect(await tasksOf(number)).toEqual(['clearance RECALL_LICENCE']);
    const [task] = await replica.tasksOf(await replica.record(number));
    await replica.settleTask({ id: task?.id ?? '', outcome: 'DONE', note: '已收回', by: 'clerk', role: 'window' });
    expect(await replica.onRecord(number)).toMatchObject({
      state: 'WITHDRAWN',
      parts: { clearance: 'REVOKED/ACKNOWLEDGED' },
    });
  });

  test('undoes what depends on another before that one', async () => {
    const number = await replica.receive(application('enterprise-closing'));
    await replica.until(number, ({ state }) => state === 'ISSUED');
    town.police.withdrawals = 'WITHDRAWAL_REFUSED';
    town.tax.withdrawals = 'WITHDRAWAL_REFUSED';
    await withdraw(number);
    await replica.until(number, () => town.tax.journal.length === 2);
    await replica.until(number, ({ parts }) => parts['clearance'] === 'APPROVED/ACKNOWLEDGED');
    const opened = (await (await replica.record(number)).particulars()).events.filter(
      ({ kind }) => kind === 'TASK_OPENED',
    );
    expect(opened.map(({ part }) => part)).toEqual(['seal-cancellation', 'deregistration', 'clearance']);
  });
});
