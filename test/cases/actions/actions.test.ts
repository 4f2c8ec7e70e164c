// What applicants and clerks do to a case, each under a key of its own or once for the case: withdraw, hand over.
import { beforeEach, describe, expect, test } from 'vitest';
import { application, openDatabase, openWorkingReplica } from '../replica.ts';
import { openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const replicas = [
  await openWorkingReplica(url, town.departments),
  await openWorkingReplica(url, await town.departmentsAgain()),
] as const;
const [replica, other] = replicas;
beforeEach(town.begin);

const withdraw = async (number: string, idempotencyKey = 'withdrawal', reason = '不再办理', at = replica) =>
  at.withdraw(await at.record(number), { idempotencyKey, reason });

const kindsOf = async (number: string) =>
  (await (await replica.record(number)).particulars()).events.map(({ kind }) => kind);

const countOf = async (number: string, kind: string) => (await kindsOf(number)).filter((each) => each === kind).length;

async function reviewedCase(): Promise<string> {
  town.tax.usual = ['ACCEPTED'];
  const number = await replica.receive(application('enterprise-closing'));
  await replica.until(number, ({ parts }) => parts['clearance'] === 'ACCEPTED/ACKNOWLEDGED');
  return number;
}

describe('a withdrawal', () => {
  test('that is asked for fifty times at once on two replicas is one withdrawal', async () => {
    const number = await reviewedCase();
    await Promise.all(
      Array.from({ length: 50 }, (_, turn) => withdraw(number, 'withdrawal', '不再办理', replicas[turn % 2])),
    );
    await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(await countOf(number, 'CASE_WITHDRAWAL_REQUESTED')).toBe(1);
    expect(await countOf(number, 'WITHDRAWAL_REQUESTED')).toBe(1);
    expect(town.journal().map(({ kind }) => kind)).toEqual(['submission', 'withdrawal']);
    await withdraw(number);
  });

  test('under the key of another one is refused', async () => {
    const number = await reviewedCase();
    await withdraw(number);
    await expect(withdraw(number, 'withdrawal', '另有原因', other)).rejects.toThrow('choose a new one');
  });

  test('of a case that has come to an end is refused, and a first one’s repetition is not', async () => {
    const number = await reviewedCase();
    await withdraw(number, 'first');
    await replica.until(number, ({ state }) => state === 'WITHDRAWN');
    await expect(withdraw(number, 'second')).rejects.toThrow('is WITHDRAWN; there is nothing left to withdraw');
    await withdraw(number, 'first');
  });

  test('that crosses the department’s decision leaves the case with one of the two, and no contradiction', async () => {
    town.tax.withdrawals = 'WITHDRAWAL_REFUSED';
    const number = await reviewedCase();
    const { keys } = await replica.onRecord(number);
    town.tax.tell(keys['clearance'] ?? '', 'REFUSED');
    await withdraw(number).catch(() => undefined);
    await replica.until(number, ({ state }) => ['REFUSED', 'WITHDRAWN'].includes(state));
    expect(await countOf(number, 'RESULT_SET_ASIDE')).toBe(0);
  });
});

describe('licences are handed over', () => {
  const recipient = { number: '350428190001010015', name: '张三' };
  const handOver = async (number: string, to = recipient, at = replica) =>
    at.handOver(await at.record(number), { recipient: to, channel: 'WINDOW', by: 'clerk' });

  test('once they are released, and not before', async () => {
    const number = await reviewedCase();
    await expect(handOver(number)).rejects.toThrow('its issuance is WAITING');
    expect(await countOf(number, 'HANDED_OVER')).toBe(0);
    const { keys } = await replica.onRecord(number);
    town.tax.tell(keys['clearance'] ?? '', 'APPROVED');
    await replica.until(number, ({ state }) => state === 'ISSUED');
    const { row } = await handOver(number);
    expect(row.state).toBe('DELIVERED');
    const { fold } = await (await replica.record(number)).particulars();
    expect(fold).toMatchObject({ issuance: 'HANDED_OVER', handedOverAt: expect.any(Date) });
  });

  test('to one recipient: once more to the same changes nothing, to another is refused', async () => {
    const number = await replica.receive(application('enterprise-closing'));
    await replica.until(number, ({ state }) => state === 'ISSUED');
    await Promise.all(Array.from({ length: 10 }, (_, turn) => handOver(number, recipient, replicas[turn % 2])));
    const somebodyElse = { number: '35010219040229002X', name: '李四' };
    await expect(handOver(number, somebodyElse, other)).rejects.toThrow('handed over already, to somebody else');
    expect(await countOf(number, 'HANDED_OVER')).toBe(1);
  });

  test('under AVAILABLE as soon as the first is released', async () => {
    town.licensing.usual = ['ACCEPTED'];
    const number = await replica.receive(application('enterprise-closing'));
    await replica.until(number, ({ parts }) => parts['deregistration'] === 'ACCEPTED/ACKNOWLEDGED');
    await handOver(number);
    expect((await replica.onRecord(number)).state).toBe('IN_PROGRESS');
  });

  test('once more when more is released, to whoever comes for it then', async () => {
    town.licensing.usual = ['ACCEPTED'];
    const number = await replica.receive(application('enterprise-closing'));
    const { keys } = await replica.until(number, ({ parts }) => parts['deregistration'] === 'ACCEPTED/ACKNOWLEDGED');
    await handOver(number);
    town.licensing.tell(keys['deregistration'] ?? '', 'APPROVED');
    await replica.until(number, ({ state }) => state === 'ISSUED');
    const somebodyElse = { number: '35010219040229002X', name: '李四' };
    expect((await handOver(number, somebodyElse)).row.state).toBe('DELIVERED');
    const taken = await replica.handOversOf(await replica.record(number));
    expect(taken.map(({ recipient: { name }, parts }) => [name, parts])).toEqual([
      ['张三', ['clearance']],
      ['李四', ['deregistration']],
    ]);
  });
});
