import { beforeEach, describe, expect, test } from 'vitest';
import type { Progress, ProgressKind } from '../../src/departments/port.ts';
import { application, openDatabase, openWorkingReplica } from './replica.ts';
import { openScriptedTown } from './scripted-departments.ts';

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
