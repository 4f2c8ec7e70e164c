import { beforeEach, describe, expect, test } from 'vitest';
import type { Progress, ProgressKind } from '../../../src/departments/port.ts';
import { application, openDatabase, openWorkingReplica } from '../replica.ts';
import { openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const replica = await openWorkingReplica(url, town.departments);
let number: string;
let key: string;
beforeEach(async () => {
  town.begin();
  town.tax.usual = [];
  number = await replica.receive(application('enterprise-closing'));
  ({ [CLEARANCE]: key = '' } = (
    await replica.until(number, ({ parts }) => parts[CLEARANCE] === 'IN_REVIEW/ACKNOWLEDGED')
  ).keys);
});

const CLEARANCE = 'clearance';

function step(sequence: number, kind: ProgressKind, sourceId = `${key}-${sequence}`): Progress {
  const licences = kind === 'APPROVED' ? [{ kind: '清税证明', number: 'Q1' }] : [];
  const evidence = kind === 'APPROVED' ? { 清税证明: { number: 'Q1' } } : {};
  return { key, sequence, sourceId, at: new Date().toISOString(), kind, reason: null, licences, evidence };
}

const clearance = async () => (await replica.onRecord(number)).parts[CLEARANCE]?.split('/')[0];

const kinds = async () =>
  (await (await replica.record(number)).particulars()).events
    .filter(({ kind }) => !['CASE_RECEIVED', 'DELIVERY_ACKNOWLEDGED'].includes(kind))
    .map(({ kind }) => kind);

test('a step that is told again is written down once', async () => {
  await replica.takeProgress('tax', [step(1, 'ACCEPTED'), step(1, 'ACCEPTED')]);
  await replica.takeProgress('tax', [step(1, 'ACCEPTED')]);
  expect(await kinds()).toEqual(['ACCEPTED']);
});

test('a step that two replicas are told at once is written down once', async () => {
  const other = await openWorkingReplica(url, await town.departmentsAgain());
  await Promise.all([replica, other, replica, other].map((each) => each.takeProgress('tax', [step(1, 'ACCEPTED')])));
  expect(await kinds()).toEqual(['ACCEPTED']);
});

test('a step that comes early waits for the one before it, and both count', async () => {
  town.licensing.closed = true;
  await replica.takeProgress('tax', [step(2, 'APPROVED')]);
  expect(await clearance()).toBe('IN_REVIEW');
  await replica.takeProgress('tax', [step(1, 'ACCEPTED')]);
  expect(await clearance()).toBe('APPROVED');
});

test('a step of no case is left alone, and holds up none that has one', async () => {
  const stranger = { ...step(1, 'ACCEPTED'), key: key.replace(/.$/, 'Z'), sourceId: 'stranger' };
  await replica.takeProgress('tax', [stranger, step(1, 'ACCEPTED')]);
  expect(await clearance()).toBe('ACCEPTED');
});

describe('a department that contradicts itself', () => {
  test('is taken at its first word of two, and a person looks into it, once', async () => {
    await replica.takeProgress('tax', [step(1, 'ACCEPTED'), step(2, 'REFUSED')]);
    await replica.takeProgress('tax', [step(3, 'APPROVED'), step(4, 'APPROVED')]);
    expect(await clearance()).toBe('REFUSED');
    expect(await kinds()).toEqual(['ACCEPTED', 'REFUSED', 'APPROVED', 'RESULT_SET_ASIDE', 'TASK_OPENED', 'APPROVED']);
    const tasks = await replica.tasksOf(await replica.record(number));
    expect(tasks.map(({ kind, role, part }) => [kind, role, part])).toEqual([
      ['RESOLVE_CONFLICT', 'operator', CLEARANCE],
    ]);
    expect((await replica.onRecord(number)).state).toBe('REFUSED');
  });

  test('cannot take back by another account of the same step what was acted upon', async () => {
    await replica.takeProgress('tax', [step(1, 'ACCEPTED'), step(2, 'APPROVED', 'second')]);
    await replica.until(number, ({ parts }) => parts['deregistration']?.endsWith('ACKNOWLEDGED') === true);
    // Its id sorts before that of the first account.
    await replica.takeProgress('tax', [step(2, 'REFUSED', 'first')]);
    expect(await clearance()).toBe('APPROVED');
    expect((await kinds()).filter((kind) => kind === 'RESULT_SET_ASIDE')).toHaveLength(1);
    expect((await replica.tasksOf(await replica.record(number))).map(({ kind }) => kind)).toEqual(['RESOLVE_CONFLICT']);
  });

  test('is not one that tells the same step again under another id', async () => {
    await replica.takeProgress('tax', [step(1, 'ACCEPTED', 'polled'), step(1, 'ACCEPTED', 'called back')]);
    expect(await kinds()).toEqual(['ACCEPTED']);
    expect(await replica.tasksOf(await replica.record(number))).toEqual([]);
  });
});

test('one answer that cannot be read hides those that are asked for with it for a moment only', async () => {
  const numbers = await Promise.all(
    Array.from({ length: 5 }, () => replica.receive(application('enterprise-closing'))),
  );
  const keys = await Promise.all(
    numbers.map(async (each) => {
      const found = await replica.until(each, ({ parts }) => parts[CLEARANCE] === 'IN_REVIEW/ACKNOWLEDGED');
      return found.keys[CLEARANCE] ?? '';
    }),
  );
  town.tax.unreadable = new Set([key]);
  for (const each of keys) town.tax.tell(each, 'ACCEPTED');
  for (const each of numbers) await replica.until(each, ({ parts }) => parts[CLEARANCE] === 'ACCEPTED/ACKNOWLEDGED');
  town.tax.tell(key, 'ACCEPTED');
  town.tax.unreadable = new Set();
  await replica.until(number, ({ parts }) => parts[CLEARANCE] === 'ACCEPTED/ACKNOWLEDGED');
});

test('what a department ends by itself is answered by the bundle’s policy, as a refusal is', async () => {
  town.licensing.usual = ['ACCEPTED'];
  await replica.takeProgress('tax', [step(1, 'ACCEPTED'), step(2, 'APPROVED')]);
  const found = await replica.until(number, ({ parts }) => parts['deregistration'] === 'ACCEPTED/ACKNOWLEDGED');
  town.licensing.tell(found.keys['deregistration'] ?? '', 'WITHDRAWN');
  await replica.until(number, ({ state }) => state === 'PARTLY_REFUSED');
  expect((await replica.onRecord(number)).parts['seal-cancellation']).toMatch(/^WITHDRAWN/);
});

test('a second notice of something missing is noted as one that comes late', async () => {
  town.tax.supplements = ['DEFICIENT'];
  town.tax.tell(key, 'DEFICIENT');
  await replica.until(number, ({ state }) => state === 'DEFICIENT');
  expect(await kinds()).toEqual(['DEFICIENT']);
  const answer = { idempotencyKey: 'answer', part: null, form: {}, materials: [] };
  const supplement = { ...answer, submittedBy: { role: 'window', subject: 'clerk' } };
  await replica.supplement(await replica.record(number), supplement);
  await replica.until(number, ({ state }) => state === 'DEFICIENT');
  expect(await kinds()).toEqual(['DEFICIENT', 'RESUBMITTED', 'DEFICIENT', 'LATE_DEFECT_NOTICED']);
});
