import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { call, type OpenTown, openTown } from './open-town.ts';
import { LONGEST_NAME, NOBODY, numberOf, town } from './town.ts';

let open: OpenTown;
beforeAll(async () => {
  open = await openTown({ dailyQuota: 5000 });
});
afterAll(() => open.close());
beforeEach(() => open.counters.reset());
afterEach(() => {
  open.misbehave({});
  open.state.night = false;
});

const people = (count: number) => Array.from({ length: count }, (_, index) => numberOf(index));

describe('reading residents', () => {
  it('gives everybody with name, current register and every member, as the register has them', async () => {
    const numbers = people(50);
    const residents = await open.adapter.reads.residents(numbers, call());
    const expected = numbers.map((number, index) => {
      const person = town.person(index);
      const { number: register, address, members } = town.household(person.household);
      return {
        number,
        name: person.name,
        household: {
          number: register,
          address,
          members: members.map(({ relation, person: member }) => ({
            relation,
            number: numberOf(member),
            name: town.person(member).name,
          })),
        },
      };
    });
    expect(residents).toEqual(expected);
    expect(JSON.stringify(residents)).toContain(LONGEST_NAME);
  });

  it('takes the register moved into last where the place of departure is behind', async () => {
    const [resident] = await open.adapter.reads.residents([numberOf(17 * 4)], call());
    expect(resident).toMatchObject({ household: { number: town.household(17).number } });
  });

  it('gives null for a number nobody has, in its place', async () => {
    const residents = await open.adapter.reads.residents([numberOf(1), NOBODY, numberOf(0)], call());
    expect(residents.map((one) => (one instanceof DepartmentFault ? one : (one?.name ?? null)))).toEqual([
      '李㛃',
      null,
      '王䶮',
    ]);
  });

  it('asks for 50 people with their registers in one message and for 100 in two', async () => {
    await open.adapter.reads.residents(people(50), call());
    expect(open.counters.tally()).toMatchObject({ messages: 1, records: 50 });
    open.counters.reset();
    const numbers = people(100);
    await Promise.all([
      open.adapter.reads.residents(numbers.slice(0, 50), call()),
      open.adapter.reads.residents(numbers.slice(50), call()),
    ]);
    expect(open.counters.tally()).toMatchObject({ messages: 2, records: 100 });
  });

  it('asks nothing for no keys, and refuses more than a message takes', async () => {
    expect(await open.adapter.reads.residents([], call())).toEqual([]);
    expect(open.counters.tally().messages).toBe(0);
    await expect(open.adapter.reads.residents(people(51), call())).rejects.toThrow(/50 keys a message/);
  });

  it('keeps eight questions in flight on one connection', async () => {
    await open.adapter.reads.residents(people(1), call());
    open.counters.reset();
    open.misbehave({ latencyMs: 50 });
    await Promise.all(people(8).map((number) => open.adapter.reads.residents([number], call())));
    expect(open.counters.tally()).toMatchObject({ messages: 8, peakConcurrency: 8, connections: 0 });
  });
});

describe('reading identities', () => {
  it('tells match, mismatch and unknown numbers apart', async () => {
    const verdicts = await open.adapter.reads.identities(
      [
        { number: numberOf(3), name: '龴芳' },
        { number: numberOf(3), name: '龴芬' },
        { number: NOBODY, name: '龴芳' },
        { number: numberOf(6), name: LONGEST_NAME },
      ],
      call(),
    );
    expect(verdicts).toEqual(['MATCH', 'MISMATCH', 'UNKNOWN_NUMBER', 'MATCH']);
  });

  it('fails a name that fits no record alone and answers the others', async () => {
    const verdicts = await open.adapter.reads.identities(
      [
        { number: numberOf(6), name: `${LONGEST_NAME}人` },
        { number: numberOf(0), name: '王䶮' },
        { number: numberOf(0), name: '王\n䶮' },
        { number: numberOf(0), name: '王\ud800' },
      ],
      call(),
    );
    const kinds = verdicts.map((verdict) => (verdict instanceof DepartmentFault ? verdict.kind : verdict));
    expect(kinds).toEqual(['broken', 'MATCH', 'broken', 'broken']);
    expect(open.counters.tally()).toMatchObject({ messages: 1, records: 1 });
  });
});

describe('what the police may refuse a reader', () => {
  const read = (purpose = 'acceptance', timeoutMs = 3000) =>
    open.adapter.reads.residents([numberOf(0)], call(timeoutMs, purpose));

  it.each(['acceptance', 'own-data', 'supervision', 'statistics', 'operation'])(
    'knows the purpose %s',
    async (purpose) => {
      expect(await read(purpose)).toHaveLength(1);
    },
  );

  it('asks nothing for a purpose that was never registered', async () => {
    await expect(read('curiosity')).rejects.toMatchObject({ kind: 'unavailable', maintenance: false });
    expect(open.counters.tally().messages).toBe(0);
  });

  it('reports maintenance and the night as closed', async () => {
    open.misbehave({ maintenance: true });
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable', maintenance: true });
    open.misbehave({});
    open.state.night = true;
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable', maintenance: true });
    open.state.night = false;
    expect(await read()).toHaveLength(1);
  });

  it('reports a technical failure as broken, a hanging department as a timeout', async () => {
    open.misbehave({ errorRate: 1 });
    await expect(read()).rejects.toMatchObject({ kind: 'broken' });
    open.misbehave({ hang: true });
    await expect(read('acceptance', 100)).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('reports refused connections as unavailable and comes back when they are taken again', async () => {
    open.misbehave({ refuseConnections: true });
    await expect
      .poll(() =>
        read().then(
          () => 'answered',
          (fault) => fault.kind,
        ),
      )
      .toBe('unavailable');
    open.misbehave({});
    await expect
      .poll(() =>
        read().then(
          (all) => all.length,
          () => 0,
        ),
      )
      .toBe(1);
  });

  it('reports every kind of garbled answer as broken and reads on afterwards', async () => {
    open.misbehave({ garbleRate: 1 });
    for (let turn = 0; turn < 15; turn++) {
      await expect(read('acceptance', 500), `damage ${turn}`).rejects.toMatchObject({ kind: 'broken' });
    }
    open.misbehave({});
    expect(await read()).toHaveLength(1);
  });

  it('reports a used-up quota as unavailable until the next day', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const asked = Array.from({ length: 100 }, () => open.adapter.reads.residents(people(50), call(10_000)));
    const ends = await Promise.allSettled(asked);
    const refused = ends.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(100);
    await expect(open.adapter.reads.residents(people(50), call())).rejects.toMatchObject({
      kind: 'unavailable',
      maintenance: false,
    });
    open.state.now = () => tomorrow;
    expect(await open.adapter.reads.residents(people(50), call())).toHaveLength(50);
  });
});
