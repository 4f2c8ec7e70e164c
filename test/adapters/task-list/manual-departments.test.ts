// Departments without a system of their own keep what every adapter promises to those above the port, on the real task list.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDepartments } from '../../../src/departments/modules.ts';
import type { Adapter, Amendment, Call, DepartmentModule, Outcome, Submission } from '../../../src/departments/port.ts';
import { openStore, type Store } from '../../../src/store/pool.ts';
import { openTaskList } from '../../../src/tasks/task-list.ts';
import { createDatabase } from '../../support/postgres.ts';

const { url } = await createDatabase({ migrated: true });
const store = openStore({ url });
afterAll(() => store.close());
const call: Call = { signal: AbortSignal.timeout(60_000), purpose: 'acceptance', traceId: 'test' };
const modules = await findDepartments();
const opened = await Promise.all(modules.map((module) => manualOf(module, store)));
const manual = opened.flatMap((adapter) => adapter ?? []);

/** Undefined for a department with a system of its own: without its settings it does not open, or it asks for progress. */
async function manualOf(module: DepartmentModule, over: Store): Promise<Adapter | undefined> {
  if (module.settings.length > 0) return undefined;
  const settings = { settings: {}, nowMs: Date.now, taskList: openTaskList(over, () => new Date()) };
  const adapter = await module.open(settings);
  return adapter.capabilities.progress?.by === 'task' ? adapter : undefined;
}

let keys = 0;
function application(): Submission {
  keys += 1;
  return {
    key: `91350428MA0TE5T604400070010100020261123${String(keys).padStart(6, '0')}`,
    caseNumber: '2611230000017',
    item: { code: 'water-account', name: '用水过户', implementationCode: '91350428MA0TE5T6044000700101000' },
    applicant: { kind: 'person', number: '350428190001010015', name: '张三', phone: null },
    payload: { accountNumber: '3300100001' },
    materials: [{ code: 'identity-documents', sha256: 'ab'.repeat(32), name: '身份证.pdf' }],
    receivedAt: '2026-11-23T09:00:00.000+08:00',
    promise: { amount: 3, unit: 'WORKING_DAY' },
    callbackUrl: 'http://127.0.0.1:9/callbacks',
  };
}

function amendmentOf({ key }: Submission, kind: Amendment['kind']): Amendment {
  return { key: application().key, of: key, kind, reason: '申请人撤回', payload: {}, materials: [] };
}

function reference(outcome: Outcome): string {
  if (outcome.kind === 'acknowledged') return outcome.reference;
  throw new Error(`It ended as ${outcome.kind}`);
}

test('The utilities are among them', () => {
  expect(manual.map(({ code }) => code).sort()).toEqual(['gas', 'heating', 'power', 'water']);
});

test('A department that works by tasks does not open without a task list', async () => {
  const water = modules.find(({ code }) => code === 'water');
  await expect(water?.open({ settings: {}, nowMs: Date.now })).rejects.toThrow('task list');
});

describe.each(manual)('The adapter of $code', (adapter) => {
  const [submit = ''] = Object.keys(adapter.capabilities.submits);
  const send = (submission: Submission, to: Adapter = adapter) => {
    const submitted = to.submits[submit]?.(submission, call);
    if (!submitted) throw new Error(`${to.code} offers no submission ${submit}`);
    return submitted;
  };

  test('has a function for each submission, and nothing else to ask', () => {
    const { capabilities, submits, reads, listings, callback } = adapter;
    expect(Object.keys(submits)).toEqual(Object.keys(capabilities.submits));
    expect([reads, listings, callback]).toEqual([{}, {}, undefined]);
  });

  test('takes an application once under its key, however often and from wherever it comes', async () => {
    const submission = application();
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => send(submission)));
    expect(new Set(outcomes.map(reference)).size).toBe(1);
    expect(await adapter.lookup(submission.key, call)).toEqual({
      kind: 'found',
      reference: reference(outcomes[0] as Outcome),
    });
    expect(await adapter.progress([submission.key], call)).toEqual([]);
    const rows = await store.query('select 1 from task_messages where key = $1', [submission.key]);
    expect(rows).toHaveLength(1);
  });

  test('takes a supplement and a request to withdraw under their own keys', async () => {
    const submission = application();
    await send(submission);
    for (const kind of ['supplement', 'withdrawal'] as const) {
      const amendment = amendmentOf(submission, kind);
      expect(await adapter.lookup(amendment.key, call)).toEqual({ kind: 'absent' });
      const [first, second] = [await adapter.amend(amendment, call), await adapter.amend(amendment, call)];
      expect(reference(second)).toBe(reference(first));
      expect((await adapter.lookup(amendment.key, call)).kind).toBe('found');
    }
  });

  test('tells its applications in the order in which it took them, page by page, and no other department’s', async () => {
    const sent = [application(), application(), application()];
    for (const submission of sent) await send(submission);
    const found: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 20; pages += 1) {
      const page: Awaited<ReturnType<Adapter['intake']>> = await adapter.intake({ after, first: 2 }, call);
      found.push(...page.items.map(({ key }) => key));
      if (page.items.length === 0) break;
      after = page.next;
    }
    expect(found.slice(-3)).toEqual(sent.map(({ key }) => key));
    const other = manual.find(({ code }) => code !== adapter.code);
    expect(await other?.lookup(sent[0]?.key ?? '', call)).toEqual({ kind: 'absent' });
  });

  describe('with a database that is gone', () => {
    let closed: Adapter;
    beforeAll(async () => {
      const gone = openStore({ url });
      await gone.close();
      const module = modules.find(({ code }) => code === adapter.code);
      const found = module && (await manualOf(module, gone));
      if (!found) throw new Error(`${adapter.code} did not open`);
      closed = found;
    });

    test('leaves open whether it has an application, and fails what is asked', async () => {
      const submission = application();
      expect(await send(submission, closed)).toMatchObject({ kind: 'unknown', fault: { kind: 'broken' } });
      await expect(closed.lookup(submission.key, call)).rejects.toMatchObject({
        name: 'DepartmentFault',
        kind: 'broken',
      });
      expect(await adapter.lookup(submission.key, call)).toEqual({ kind: 'absent' });
    });
  });
});
