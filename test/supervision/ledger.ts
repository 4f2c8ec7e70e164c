// A database with cases whose events are told by the test, and a sweep whose clock the test sets.

import type { Cases } from '../../src/cases/cases.ts';
import type { ClockRules } from '../../src/cases/clocks/clock-rules.ts';
import { openEditions } from '../../src/cases/editions.ts';
import { OWN_SOURCE } from '../../src/cases/history/events.ts';
import { readCases } from '../../src/cases/known-cases.ts';
import { openLocked } from '../../src/cases/locked-case.ts';
import { caseRecords, recordsOfContents } from '../../src/cases/particulars.ts';
import { record } from '../../src/cases/record/record.ts';
import type { Recorder } from '../../src/cases/record/recorder.ts';
import { insertCases, lockCases, type NewCase } from '../../src/cases/sql/cases.ts';
import { insertEvents, placeEvents } from '../../src/cases/sql/events.ts';
import { neededParts } from '../../src/catalogue/plan.ts';
import { openLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { ruleBook } from '../../src/supervision/rules.ts';
import { alertsAfter, findingsAfter, movesOfCase } from '../../src/supervision/sql/records.ts';
import { type SweepDependencies, sweep } from '../../src/supervision/sweep.ts';
import { at, catalogue, rowsOf, rules as shippedRules, type Told } from '../cases/clocks/centre.ts';
import { createDatabase } from '../support/postgres.ts';

export interface Ledger {
  readonly store: Store;
  readonly cases: Pick<Cases, 'records' | 'recordsUnderWay' | 'append'>;
  /** A case with these events; its id. The last digits of its number and keys are the id's. */
  readonly put: (bundle: string, receivedAt: string, told: readonly Told[]) => Promise<PutCase>;
  /** Sweeps at that time until nothing is left to do; `rules` as another calendar would have them. */
  readonly sweepAt: (now: string, rules?: ClockRules) => Promise<void>;
  readonly dependencies: (now: string, rules?: ClockRules) => SweepDependencies;
  /** `rule subject`, in the order in which they were given. */
  readonly alerts: () => Promise<readonly string[]>;
  readonly findings: () => Promise<readonly string[]>;
  readonly moves: (id: number) => ReturnType<typeof movesOfCase>;
  readonly kinds: (id: number) => Promise<readonly string[]>;
}

export interface PutCase {
  readonly id: number;
  readonly number: string;
  readonly key: (part: string) => string;
}

const ALL = { lights: null, departments: null, rules: null, caseNumber: null };
const MANY = 1_000;
const TURNS_MAX = 20;
let serial = 0;

export async function openLedger(): Promise<Ledger> {
  const { url } = await createDatabase({ migrated: true });
  const store = openStore({ url });
  const editions = await openEditions(store, catalogue);
  let now = at('2026-11-23 09:00');
  const recorder: Recorder = {
    editions,
    now: () => now,
    firstPollMs: () => 0,
    callbackUrl: (code) => `http://127.0.0.1/callbacks/${code}`,
    taskKind: (code) => {
      throw new Error(`no task ${code} is expected here`);
    },
    taskDueAt: () => null,
  };
  const cases: Ledger['cases'] = {
    records: (rows) => caseRecords(rows, store, editions),
    recordsUnderWay: async (ids) => recordsOfContents(await readCases(store, ids), editions),
    append: async (caseId, decide) => {
      await store.transaction(async (session) => {
        const locked = await openLocked(session, caseId, recorder);
        await record(session, locked, { events: await decide(locked, session) }, recorder);
      });
      await placeEvents(store, MANY);
    },
  };
  const dependencies: Ledger['dependencies'] = (when, rules = shippedRules) => {
    now = at(when);
    const { versions } = rules.time.calendar;
    const basis = `${versions.join(', ')}|test`;
    return {
      store,
      cases,
      rules,
      book: ruleBook(rules.supervision.rules),
      basis,
      now: () => now,
      log: openLog('silent'),
    };
  };
  return {
    store,
    cases,
    dependencies,
    put: async (bundle, receivedAt, told) => {
      const edition = editions.current(bundle);
      if (!edition) throw new Error(`no bundle ${bundle}`);
      serial += 1;
      const number = `2611230${String(serial).padStart(6, '0')}`;
      const key = (part: string) => `${part.toUpperCase().replace(/[^A-Z]/g, '')}${number}`.padEnd(45, '0');
      const parts = neededParts(edition.bundle, {}).map(({ code, item }) => ({
        code,
        key: key(code),
        department: item.department.code,
        state: 'IN_REVIEW' as const,
        madeUp: null,
      }));
      return store.transaction(async (session) => {
        const row: NewCase = {
          ...{ number, checkCode: 'AAAAAAAA', editionId: edition.id, channel: 'WINDOW', applicantKind: 'person' },
          ...{
            applicantNumber: `${serial}`,
            applicant: { kind: 'person', number: `${serial}`, name: '某', phone: null },
          },
          ...{ agent: null, idempotencyKey: 'key', fingerprint: Buffer.alloc(1), form: {}, materials: [] },
          ...{ state: 'RECEIVED', receivedAt: at(receivedAt), lastSequence: 1 },
        };
        const id = (await insertCases(session, [{ row, parts, fileIds: [], received: {} }])).get(number);
        if (id === undefined) throw new Error('the case is there already');
        // Its departments have it.
        await session.run(`delete from deliveries where case_id = $1`, [id]);
        const events = rowsOf(told).map((event, index) => ({ ...event, caseId: id, sequence: index + 2, state: '' }));
        await lockCases(session, [id]);
        await insertEvents(
          session,
          events.filter(({ source }) => source === OWN_SOURCE),
        );
        await insertEvents(
          session,
          events.filter(({ source }) => source !== OWN_SOURCE),
        );
        await session.run('update cases set last_sequence = $2 where id = $1', [id, events.length + 1]);
        await placeEvents(session, MANY);
        return { id, number, key };
      });
    },
    sweepAt: async (when, rules) => {
      const given = dependencies(when, rules);
      for (let turn = 0; turn < TURNS_MAX; turn += 1) {
        if (!(await sweep(given))) return;
      }
      throw new Error(`The sweep at ${when} does not come to rest.`);
    },
    alerts: async () => (await alertsAfter(store, 0, MANY, ALL)).map(({ rule, subject }) => `${rule} ${subject}`),
    findings: async () => (await findingsAfter(store, 0, MANY, ALL)).map(({ rule, subject }) => `${rule} ${subject}`),
    moves: (id) => movesOfCase(store, id),
    kinds: async (id) => {
      const rows = await store.query<{ kind: string }>(
        'select kind from case_events where case_id = $1 order by sequence',
        [id],
      );
      return rows.map(({ kind }) => kind);
    },
  };
}
