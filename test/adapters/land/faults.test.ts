import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from '../../../mocks/misbehaviour.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Outcome } from '../../../src/departments/port.ts';
import type { UnitNumber } from '../../../src/values/unit-number.ts';
import { call, newFolder, type RunningRegistry, startRegistry } from '../../mocks/land/running-registry.ts';
import { UNIT } from '../../mocks/land/town.ts';
import { keyOf, submissionOf, transferPayload } from './submission.ts';

let land: RunningRegistry;
beforeAll(async () => {
  land = await startRegistry(await newFolder());
});
afterAll(() => land?.discard());
afterEach(() => misbehave({}));

/** Sets the faults; a door that shuts or opens has done so when this resolves. */
async function misbehave(wanted: Partial<Faults>): Promise<void> {
  land.setFaults(wanted);
  await sleep(50);
}

let keys = 0;
const nextKey = () => keyOf(++keys);
const unit = () => land.population.unit(UNIT.plain).unitNumber as UnitNumber;
const read = (deadlineMs?: number) => land.adapter.reads.titles([unit()], call(deadlineMs));
const transfer = (key: string, deadlineMs?: number) => {
  const payload = transferPayload(land.population, land.population.unit(UNIT.plain));
  return land.adapter.submits.transfer(submissionOf(key, payload), call(deadlineMs));
};

async function faultOf(work: Promise<unknown>): Promise<DepartmentFault> {
  const fault = await work.then(
    (value) => (Array.isArray(value) ? value[0] : value),
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(DepartmentFault);
  return fault as DepartmentFault;
}

function faultIn(outcome: Outcome): DepartmentFault | undefined {
  return outcome.kind === 'not-sent' || outcome.kind === 'unknown' ? outcome.fault : undefined;
}

async function effectsOf(key: string): Promise<number> {
  return (await land.effects()).filter((effect) => effect.key === key).length;
}

async function foundWithin(key: string, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; await sleep(50)) {
    if ((await land.adapter.lookup(key, call())).kind === 'found') return true;
  }
  return false;
}

/** Fault in force, how a read ends, how a submission ends, whether the submission is there afterwards. */
const ENDINGS: readonly (readonly [Partial<Faults>, DepartmentFault['kind'] | null, Outcome['kind'], boolean])[] = [
  [{}, null, 'acknowledged', true],
  [{ refuseConnections: true }, 'unavailable', 'not-sent', false],
  [{ maintenance: true }, 'unavailable', 'not-sent', false],
  [{ hang: true }, 'timeout', 'unknown', false],
  [{ errorRate: 1 }, 'broken', 'unknown', false],
  [{ lostReplyRate: 1 }, 'broken', 'unknown', true],
  [{ appliedThenErrorRate: 1 }, null, 'unknown', true],
  [{ garbleRate: 1 }, 'broken', 'unknown', true],
  [{ latencyMs: 100, jitterMs: 50 }, null, 'acknowledged', true],
  [{ latencyMs: 900 }, 'timeout', 'unknown', true],
];

describe.each(ENDINGS)('with %j', (wanted, readEnding, submissionEnding, applied) => {
  it(`a question ends as ${readEnding ?? 'answered'}, and so does a poll`, async () => {
    await misbehave(wanted);
    if (readEnding === null) {
      expect(await read(500)).toMatchObject([{ unitNumber: unit() }]);
      expect(await land.adapter.progress([nextKey()], call(500))).toEqual([]);
      return;
    }
    expect((await faultOf(read(500))).kind).toBe(readEnding);
    expect((await faultOf(land.adapter.progress([nextKey()], call(500)))).kind).toBe(readEnding);
    expect((await faultOf(land.adapter.lookup(nextKey(), call(500)))).kind).toBe(readEnding);
    await misbehave({});
    expect(await read()).toMatchObject([{ unitNumber: unit() }]);
  });

  it(`a submission ends as ${submissionEnding} and is ${applied ? '' : 'not '}there; sent again it has one effect`, async () => {
    const key = nextKey();
    await misbehave(wanted);
    const outcome = await transfer(key, 500);
    expect(outcome.kind).toBe(submissionEnding);
    await misbehave({});
    expect(await foundWithin(key, applied ? 2_000 : 200)).toBe(applied);
    expect(await transfer(key)).toMatchObject({ kind: 'acknowledged', reference: key });
    for (let attempt = 0; attempt < 40 && (await effectsOf(key)) === 0; attempt++) await sleep(50);
    await sleep(150);
    expect(await effectsOf(key)).toBe(1);
  });
});

describe('a fault', () => {
  it('says that the registry is closed for maintenance where it is', async () => {
    await misbehave({ maintenance: true });
    expect((await faultOf(read())).maintenance).toBe(true);
    expect(faultIn(await transfer(nextKey()))).toMatchObject({ kind: 'unavailable', maintenance: true });
    const check = await land.adapter.submits.premises(submissionOf(nextKey(), { unitNumber: unit() }), call());
    expect(check).toMatchObject({ kind: 'not-sent', fault: { maintenance: true } });
  });

  it('carries no personal data and no text of the server', async () => {
    for (const wanted of [{ errorRate: 1 }, { lostReplyRate: 1 }, { garbleRate: 1 }, { refuseConnections: true }]) {
      await misbehave(wanted);
      const { message } = await faultOf(read());
      for (const unwanted of ['前置库', '王小明', '350428195', '三华南路']) expect(message).not.toContain(unwanted);
    }
  });

  it('of a lost application that is applied late leaves it unknown, absent at first, there within two seconds', async () => {
    const key = nextKey();
    await misbehave({ lateApplyMs: 1_000 });
    const started = Date.now();
    expect((await transfer(key)).kind).toBe('unknown');
    expect(Date.now() - started).toBeLessThan(900);
    await misbehave({});
    expect(await land.adapter.lookup(key, call())).toEqual({ kind: 'absent' });
    expect(await foundWithin(key, 2_000)).toBe(true);
    expect(await transfer(key)).toMatchObject({ kind: 'acknowledged' });
    await sleep(200);
    expect(await effectsOf(key)).toBe(1);
  });

  it('overtaken by a second attempt has one effect when the late one arrives', async () => {
    const key = nextKey();
    await misbehave({ lateApplyMs: 600 });
    expect((await transfer(key)).kind).toBe('unknown');
    await misbehave({});
    expect((await transfer(key)).kind).toBe('acknowledged');
    await sleep(900);
    expect(await effectsOf(key)).toBe(1);
  });
});

describe('a garbled answer', () => {
  it('is never a value, whichever column was hit', async () => {
    const { number } = land.population.person(12);
    await misbehave({ garbleRate: 1 });
    for (let round = 0; round < 45; round++) {
      const question = { where: { county: '350428' as never }, first: 2, after: null };
      const mortgaged = land.population.unit(UNIT.mortgagedAndSeized).unitNumber as UnitNumber;
      expect((await faultOf(read())).kind).toBe('broken');
      expect((await faultOf(land.adapter.reads.holdings([number as never], call()))).kind).toBe('broken');
      expect((await faultOf(land.adapter.reads.encumbrances([mortgaged], call()))).kind).toBe('broken');
      expect((await faultOf(land.adapter.listings.titlesByCounty(question, call()))).kind).toBe('broken');
    }
  });

  it('about a key that the registry does not have is no absence', async () => {
    await misbehave({ garbleRate: 1 });
    expect(
      (await faultOf(land.adapter.reads.titles(['350428009009GB99999F99999999' as UnitNumber], call()))).kind,
    ).toBe('broken');
    expect((await faultOf(land.adapter.lookup(nextKey(), call()))).kind).toBe('broken');
    expect((await faultOf(land.adapter.intake({ after: null, first: 5 }, call()))).kind).toBe('broken');
  });
});

describe('callers that give up', () => {
  it('free their connections, so that forty hanging questions do not hold up the next', async () => {
    await misbehave({ hang: true });
    const faults = await Promise.all(Array.from({ length: 40 }, () => faultOf(read(200))));
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['timeout']));
    await misbehave({});
    expect(await read(2_000)).toMatchObject([{ unitNumber: unit() }]);
  });

  it('before anything was sent leave a submission that is certainly not sent', async () => {
    const outcome = await land.adapter.submits.transfer(
      submissionOf(nextKey(), transferPayload(land.population, land.population.unit(UNIT.plain))),
      { ...call(), signal: AbortSignal.abort() },
    );
    expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'timeout' } });
  });
});
