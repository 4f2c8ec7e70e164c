// What a department may do to us ends as the right fault or outcome, and never as a wrong value.
import { afterEach, describe, expect, test } from 'vitest';
import type { Faults } from '../../../commands/town/control.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Outcome } from '../../../src/departments/port.ts';
import { callWithin, type Examined, effectiveSubmits, readOf, required } from './examined.ts';

const PATIENCE_MS = 10_000;
const HANG_MS = 400;
const LATE_MS = 900;
const GARBLED_READS = 12;

export function describeFaults(examined: Examined, code: string): void {
  const { adapter, control, example, population, fresh, effects } = examined;
  const [readName = '', read] = Object.entries(example.reads)[0] ?? [];
  /** The value, or the fault, whether the whole question failed or only its key. */
  const ask = async (withinMs = PATIENCE_MS, n = 0): Promise<unknown> => {
    const keys = [required(example.reads, readName).known(population, n).key];
    const answers = readOf(adapter(), readName)(keys, callWithin(withinMs));
    return answers.then(
      ([answer]) => answer,
      (fault: unknown) => fault,
    );
  };
  /** Submits under faults, then lifts them. */
  const submitUnder = async (faults: Faults, withinMs = PATIENCE_MS): Promise<{ key: string; outcome: Outcome }> => {
    const name = effectiveSubmits(adapter())[0] ?? '';
    const submission = fresh(name);
    await control().setFaults(code, faults);
    const outcome = await required(adapter().submits, name)(submission, callWithin(withinMs));
    await control().clearFaults();
    return { key: submission.key, outcome };
  };
  const isThere = async (key: string) => (await adapter().lookup(key, callWithin(PATIENCE_MS))).kind;

  describe.skipIf(read === undefined)('under faults', () => {
    afterEach(async () => {
      await control().clearFaults();
      // What was in force is over: the next question is answered again.
      await expect.poll(() => ask(), { timeout: PATIENCE_MS }).not.toBeInstanceOf(Error);
    });

    test('refused connections are unavailable, and nothing was sent', async () => {
      await control().setFaults(code, { refuseConnections: true });
      // A question that was on its way when the doors closed may still end otherwise.
      await expect
        .poll(() => ask())
        .toMatchObject({ name: 'DepartmentFault', kind: 'unavailable', maintenance: false });
      const { key, outcome } = await submitUnder({ refuseConnections: true });
      expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable' } });
      expect(await effects(key)).toEqual([]);
    });

    test('silence is a timeout, and what became of a submission is unknown', async () => {
      await control().setFaults(code, { hang: true });
      const began = performance.now();
      expect(await ask(HANG_MS)).toMatchObject({ name: 'DepartmentFault', kind: 'timeout' });
      expect(performance.now() - began).toBeLessThan(HANG_MS + 1_500);
      const { outcome } = await submitUnder({ hang: true }, HANG_MS);
      expect(outcome).toMatchObject({ kind: 'unknown', fault: { kind: 'timeout' } });
    });

    test('maintenance is unavailable in the department’s own words, and nothing was taken', async () => {
      await control().setFaults(code, { maintenance: true });
      expect(await ask()).toMatchObject({ name: 'DepartmentFault', kind: 'unavailable', maintenance: true });
      const { key, outcome } = await submitUnder({ maintenance: true });
      expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable', maintenance: true } });
      expect(await isThere(key)).toBe('absent');
      expect(await effects(key)).toEqual([]);
    });

    test('a lost reply leaves a submission unknown, and a look-up finds it', async () => {
      const { key, outcome } = await submitUnder({ lostReplyRate: 1 });
      expect(outcome.kind).toBe('unknown');
      expect(await isThere(key)).toBe('found');
      await expect.poll(() => effects(key)).toHaveLength(1);
    });

    test('a late application is absent at first, and found within the time that was declared', async () => {
      const { key, outcome } = await submitUnder({ lateApplyMs: LATE_MS });
      expect(outcome.kind).toBe('unknown');
      expect(await isThere(key)).toBe('absent');
      const { lateApplyMaxMs = 0 } = adapter().capabilities.submits[effectiveSubmits(adapter())[0] ?? ''] ?? {};
      await expect.poll(() => isThere(key), { timeout: lateApplyMaxMs + 500 }).toBe('found');
      await expect.poll(() => effects(key)).toHaveLength(1);
    });

    test('a failure of its own is a broken answer, and leaves a submission unknown', async () => {
      await control().setFaults(code, { errorRate: 1 });
      expect(await ask()).toMatchObject({ name: 'DepartmentFault', kind: 'broken' });
      const { key, outcome } = await submitUnder({ errorRate: 1 });
      expect(outcome.kind).toBe('unknown');
      expect(await isThere(key)).toBe('absent');
    });

    test('a failure after the application leaves it unknown too, and a look-up finds it', async () => {
      const { key, outcome } = await submitUnder({ appliedThenErrorRate: 1 });
      expect(outcome.kind).toBe('unknown');
      expect(await isThere(key)).toBe('found');
      await expect.poll(() => effects(key)).toHaveLength(1);
    });

    test('garbage is a broken answer each time, never a value, and leaves a submission unknown', async () => {
      await control().setFaults(code, { garbleRate: 1 });
      for (let n = 0; n < GARBLED_READS; n += 1) {
        const answer = await ask(PATIENCE_MS, n);
        expect(answer, JSON.stringify(answer)).toBeInstanceOf(DepartmentFault);
        expect(answer).toMatchObject({ kind: 'broken' });
      }
      const { key, outcome } = await submitUnder({ garbleRate: 1 });
      expect(outcome.kind).toBe('unknown');
      expect(await isThere(key)).toBe('found');
      await expect.poll(() => effects(key)).toHaveLength(1);
    });

    test('a fault tells no personal data', async () => {
      for (const faults of [{ garbleRate: 1 }, { errorRate: 1 }, { maintenance: true }, { refuseConnections: true }]) {
        await control().setFaults(code, faults);
        const fault = (await ask()) as Error;
        const { number, name } = population.person(0);
        for (const secret of [number, name]) expect(`${fault.message} ${String(fault.cause)}`).not.toContain(secret);
      }
    });
  });
}
