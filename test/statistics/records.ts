// A database with a history in it, and what statistics need to be asked about it.
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type LoadDependencies, loadHistory } from '../../commands/history/load.ts';
import { type Profile, profileOf } from '../../commands/history/profile.ts';
import { type Editions, openEditions } from '../../src/cases/editions.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { load } from '../../src/catalogue/load.ts';
import { answer } from '../../src/statistics/answer.ts';
import { advance, type ProjectionDependencies } from '../../src/statistics/projection.ts';
import type { Answer, Question } from '../../src/statistics/question.ts';
import { clockRules } from '../../src/statistics/rules.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import type { WorkingTime } from '../../src/time/working-hours.ts';
import { createDatabase } from '../support/postgres.ts';

export interface Records extends ProjectionDependencies, LoadDependencies {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly editions: Editions;
  readonly time: WorkingTime;
  readonly load: (profile: Partial<Profile>) => Promise<number>;
  /** Counts whatever is not counted yet. */
  readonly level: () => Promise<void>;
  readonly ask: (question: Question, now: Date) => Promise<Answer>;
}

const shipped = load(fileURLToPath(new URL('../../catalogue', import.meta.url)));

export async function openRecords(): Promise<Records> {
  if (shipped.kind === 'faulty') throw new Error('The shipped catalogue is faulty.');
  const { catalogue } = shipped;
  const { url } = await createDatabase({ migrated: true });
  const store = openStore({ url, connectionsMax: 4 });
  afterAll(() => store.close());
  const time = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
  const editions = await openEditions(store, catalogue);
  const dependencies = { store, catalogue, editions, time, rules: clockRules(catalogue, time, 1) };
  return {
    ...dependencies,
    load: (profile) => loadHistory(profileOf({ ...ordinary, ...profile }, 'test'), dependencies),
    level: async () => {
      while ((await advance(dependencies)) === 'more');
    },
    ask: (question, now) => answer(store, question, now, true),
  };
}

const ordinary = {
  seed: 1,
  from: '2025-01-01',
  to: '2025-11-30',
  received: 'items',
  groups: [{ kind: 'PROMISED', received: 10, completed: 10 }],
  regions: ['350428'],
};

/** Everything there is, in one row. */
export const everything: Question = { by: [], received: { from: null, before: null }, where: { every: [] } };
