// What was submitted can be looked up, followed and found in the intake; a second submission does what was declared.
import { describe, expect, test } from 'vitest';
import type { Adapter, Outcome, Progress } from '../../../src/departments/port.ts';
import { callWithin, type Examined, required } from './examined.ts';

const INTAKE_PAGE = 50;
const INTAKE_PAGES_MAX = 40;

export function describeSubmissions({ adapter, control, example, fresh, effects, module }: Examined): void {
  const names = Object.keys(example.submissions);
  const send = (name: string, submission: ReturnType<typeof fresh>): Promise<Outcome> =>
    required(adapter().submits, name)(submission, callWithin(10_000));
  const changes = (name: string) => adapter().capabilities.submits[name]?.effect === 'once';

  describe.skipIf(names.length === 0).each(names)('takes %s to its department', (name) => {
    test('and tells the same of it by look-up, progress and intake', async () => {
      const submission = fresh(name);
      const { key } = submission;
      const outcome = acknowledged(await send(name, submission));
      if (!changes(name)) return expectDecided(outcome.progress, key);
      expect(await adapter().lookup(key, callWithin(10_000))).toEqual({ kind: 'found', reference: outcome.reference });
      await expect.poll(() => effects(key)).toHaveLength(1);
      await expect.poll(() => lastStep(adapter(), key), { timeout: 10_000 }).toBe('APPROVED');
      expectDecided(await adapter().progress([key], callWithin(10_000)), key);
      expect(await intakeOf(adapter())).toContain(key);
    });

    test('once more under the same key as its capability says', async () => {
      const submission = fresh(name);
      const first = acknowledged(await send(name, submission));
      const second = acknowledged(await send(name, submission));
      const { deduplicates = false } = adapter().capabilities.submits[name] ?? {};
      if (changes(name)) await expect.poll(() => effects(submission.key)).toHaveLength(deduplicates ? 1 : 2);
      else expect(await effects(submission.key)).toEqual([]);
      if (deduplicates) expect(second.reference).toBe(first.reference);
    });
  });

  describe.skipIf(names.length === 0)('amends an application', () => {
    test('that is open: a withdrawal is taken in under its own key and granted', async () => {
      const name = names.find(changes) ?? '';
      await control().setDecisions(module.code, { outcome: 'hold' });
      const submission = fresh(name);
      acknowledged(await send(name, submission));
      const amendment = { ...fresh(name), of: submission.key, kind: 'withdrawal', reason: '申请人撤回' } as const;
      const { key } = amendment;
      const { of, kind, reason } = amendment;
      const outcome = await adapter().amend({ key, of, kind, reason, payload: {}, materials: [] }, callWithin(10_000));
      acknowledged(outcome);
      expect((await adapter().lookup(key, callWithin(10_000))).kind).toBe('found');
      await expect.poll(() => lastStep(adapter(), submission.key), { timeout: 10_000 }).toBe('WITHDRAWN');
      await control().setDecisions(module.code, { outcome: 'approve' });
    });
  });

  test('A key that was never submitted is absent, and nothing is told of it', async () => {
    const { key } = fresh(names[0] ?? '');
    expect(await adapter().lookup(key, callWithin(10_000))).toEqual({ kind: 'absent' });
    expect(await adapter().progress([key], callWithin(10_000))).toEqual([]);
    expect(await adapter().progress([], callWithin(10_000))).toEqual([]);
  });
}

function acknowledged(outcome: Outcome): Extract<Outcome, { kind: 'acknowledged' }> {
  if (outcome.kind === 'acknowledged') return outcome;
  const why = outcome.kind === 'refused' ? outcome.reason : outcome.fault.message;
  throw new Error(`The submission ended as ${outcome.kind}: ${why}`);
}

/** Steps are numbered from 1 without gaps, name their key, and carry a source of their own. */
function expectDecided(progress: readonly Progress[], key: string): void {
  expect(progress.map(({ sequence }) => sequence)).toEqual(progress.map((_, index) => index + 1));
  expect(new Set(progress.map((step) => step.key))).toEqual(new Set([key]));
  expect(new Set(progress.map(({ sourceId }) => sourceId)).size).toBe(progress.length);
  for (const { at } of progress) expect(Number.isNaN(Date.parse(at))).toBe(false);
  expect(progress.at(-1)?.kind).toBe('APPROVED');
}

async function lastStep(adapter: Adapter, key: string): Promise<string | undefined> {
  return (await adapter.progress([key], callWithin(10_000))).at(-1)?.kind;
}

/** Every key of the intake, page by page. */
async function intakeOf(adapter: Adapter): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < INTAKE_PAGES_MAX; pages += 1) {
    const page: Awaited<ReturnType<Adapter['intake']>> = await adapter.intake(
      { after, first: INTAKE_PAGE },
      callWithin(10_000),
    );
    keys.push(...page.items.map(({ key }) => key));
    if (page.next === null || page.next === after || page.items.length === 0) break;
    after = page.next;
  }
  return keys;
}
