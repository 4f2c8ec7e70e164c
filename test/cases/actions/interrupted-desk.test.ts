// What departments take in by tasks, and each step of their clerks, cut off from the database just before it is done and just after:
// there is one task, each step is on record once, and the case comes to its end.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { eventKinds } from '../../support/cases.ts';
import { accountOf, clerkAt, type Step, withUtilities } from '../counter.ts';
import { type Cut, type InterruptedPostgres, interruptPostgres } from '../interrupted-postgres.ts';
import { runCentre } from '../running-centre.ts';

let postgres: InterruptedPostgres | undefined;
const centre = await runCentre(async (url) => {
  postgres = await interruptPostgres(url);
  return postgres.url;
});
const clerk = await clerkAt(centre.url, 'clerk');

const STATEMENTS = {
  taking: ['lock-intake', 'insert-task-message', 'open-task-of-part'],
  handling: ['task-steps', 'insert-task-step', 'settle-tasks-of-part', 'insert-events', 'insert-action', 'commit'],
} as const;

function cuts(of: keyof typeof STATEMENTS): readonly Cut[] {
  return STATEMENTS[of].flatMap((statement) => (['before', 'after'] as const).map((when) => ({ statement, when })));
}

test.each(cuts('taking'))('a department has an application once that is cut off $when $statement', async (cut) => {
  const wasCut = postgres?.cutAt(cut);
  const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water'));
  await wasCut;
  await handle(number);
});

test.each(cuts('handling'))('a step is on record once that is cut off $when $statement', async (cut) => {
  const number = await centre.submit(withUtilities(await centre.sample('home-transfer'), 'water'));
  await clerk.task('water', number);
  await centre.until(number, ({ parts }) => parts.every(({ delivery }) => delivery === 'ACKNOWLEDGED'));
  const wasCut = postgres?.cutAt(cut);
  await handle(number);
  await wasCut;
});

/** To the end, as a clerk does whose connection may be gone: once more with the same key. */
async function handle(number: string): Promise<void> {
  const { id } = await persistently(() => clerk.task('water', number));
  const steps: readonly Step[] = [{ step: 'ACCEPTED' }, { step: 'APPROVED', evidence: accountOf('water') }];
  for (const step of steps) {
    await persistently(() => clerk.step(id, { ...step, idempotencyKey: `${number} ${step.step}` }));
  }
  await centre.until(number, ({ state }) => state === 'ISSUED');
  expect(await persistently(() => clerk.open('water', number))).toEqual([]);
  const kinds = await persistently(() => eventKinds(centre.window, number));
  // Identity is told at once; tax, land and water accept before they approve.
  expect(kinds.filter((kind) => kind === 'APPROVED')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'RESULT_SET_ASIDE')).toEqual([]);
}

async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await work();
    } catch {
      await sleep(100);
    }
  }
  return work();
}
