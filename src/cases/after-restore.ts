// Makes a database that was restored from a back-up safe to go on with. Departments did things since that it does not know:
// nothing is sent before they are asked, no number is given out twice, and their records without a case are named.
import type { Department, Departments } from '../departments/registry.ts';
import type { Store } from '../store/pool.ts';
import { partSeries } from './reception/numbers.ts';
import {
  doubtDeliveries,
  doubtParts,
  doubtWaitingParts,
  keysWithoutPart,
  raiseFeed,
  raiseSeries,
  skipNumbers,
} from './sql/restore.ts';

export interface RestoreReport {
  /** Deliveries that are asked after before anything is sent. */
  readonly doubted: number;
  /** Keys that a department has and no case does: received after the back-up, by department code. */
  readonly withoutCase: ReadonlyMap<string, readonly string[]>;
  readonly feedFloor: number;
}

const INTAKE_PAGE = 500;
/** More cases than are received in a day; a series holds a million. */
const NUMBERS_SKIPPED = 20_000;
const FEED_SKIPPED = 1_000_000_000;
const EXCHANGE = { purpose: 'acceptance', traceId: 'after-restore' };

/** To be run once, before any gateway is started on the restored database; running it again does no harm. */
export async function afterRestore(store: Store, departments: Departments): Promise<RestoreReport> {
  const keysByDepartment = new Map<string, readonly string[]>();
  for (const department of departments.all) keysByDepartment.set(department.code, await allKeys(department));
  return store.transaction(async (session) => {
    const doubted = await doubtDeliveries(session);
    await doubtParts(session);
    await doubtWaitingParts(session);
    // Checks leave no trace at departments, so what their series gave out is not known.
    for (const prefix of ['case ', 'part ']) await skipNumbers(session, prefix, NUMBERS_SKIPPED);
    for (const [series, used] of seriesInUse([...keysByDepartment.values()].flat()))
      await raiseSeries(session, series, used);
    const feedFloor = await raiseFeed(session, FEED_SKIPPED);
    const withoutCase = new Map<string, readonly string[]>();
    for (const [code, keys] of keysByDepartment) {
      const unknown = await keysWithoutPart(session, keys);
      if (unknown.length > 0) withoutCase.set(code, unknown);
    }
    return { doubted, withoutCase, feedFloor };
  });
}

async function allKeys(department: Department): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<Department['intake']>> = await department.intake(
      { after, first: INTAKE_PAGE },
      EXCHANGE,
    );
    keys.push(...page.items.map(({ key }) => key));
    if (page.next === null || page.items.length < INTAKE_PAGE) return keys;
    after = page.next;
  }
}

/** The highest serial in use of each series of part numbers. */
function seriesInUse(keys: readonly string[]): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const key of keys) {
    const [, implementationCode, year, month, day, serial] = /^(.{31})(\d{4})(\d{2})(\d{2})(\d{6})$/.exec(key) ?? [];
    if (implementationCode === undefined) continue;
    const series = partSeries(implementationCode, `${year}-${month}-${day}`);
    used.set(series, Math.max(used.get(series) ?? 0, Number(serial)));
  }
  return used;
}
