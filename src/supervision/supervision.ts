// Supervision, as the rest of the gateway uses it: clocks of cases, lists, what the holder of a receipt may do, alerts and
// findings. Opens the workers that raise them.
import { createHash } from 'node:crypto';
import type { Attempts } from '../access/check-code.ts';
import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { type CaseClocks, caseClocks } from '../cases/clocks/case-clocks.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import { casesByIds } from '../cases/sql/cases.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/pool.ts';
import type { CalendarYear } from '../time/calendar.ts';
import { dayOfDate, instantOf } from '../time/civil-day.ts';
import type { CivilDate } from '../values/civil-date.ts';
import { type IntakeSource, watchIntake } from './off-system.ts';
import { type ClockProof, proofOf } from './proof.ts';
import { caseOfHolder, type NoticedPart, partOfHolder } from './receipt-holder.ts';
import { type RuleBook, ruleBook } from './rules.ts';
import { type ComplaintRow, complaintList, complaintsOfCases, type RatingRow, ratingOfCase } from './sql/complaints.ts';
import {
  type AlertRow,
  alertsAfter,
  alertsOfCase,
  type BacklogRow,
  type BoardDepartmentRow,
  boardDepartments,
  type FindingRow,
  findingsAfter,
  type MoveRow,
  movesOfCase,
  openWork,
  type RecordFilter,
  sampleOf,
} from './sql/records.ts';
import { openSweep } from './sweep.ts';
import { answer, complain, rate } from './voice.ts';
import { openWorkOrders, type WorkOrders } from './work-orders.ts';
import { type Worklist, type WorklistQuestion, worklist } from './worklist.ts';

export interface SpotCheck {
  readonly population: number;
  readonly records: readonly CaseRecord[];
}

export interface Supervision {
  readonly rules: ClockRules;
  readonly book: RuleBook;
  readonly now: () => Date;
  /** Every clock of a case, complaints aside; read once for a record. */
  readonly clocksOf: (record: CaseRecord) => Promise<CaseClocks>;
  readonly worklist: (question: WorklistQuestion) => Promise<Worklist>;
  readonly caseOfHolder: (number: string, checkCode: string, address: string) => Promise<CaseRecord | undefined>;
  readonly partOfHolder: (notice: string, checkCode: string, address: string) => Promise<NoticedPart | undefined>;
  /** Of the promise; undefined before acceptance. */
  readonly proof: (noticed: NoticedPart) => Promise<ClockProof | undefined>;
  readonly rate: (record: CaseRecord, rating: { level: number; reason: string | null }) => Promise<RatingRow>;
  readonly ratingOf: (record: CaseRecord) => Promise<RatingRow | undefined>;
  readonly complain: (part: NoticedPart, complaint: { text: string; phone: string | null }) => Promise<ComplaintRow>;
  readonly answer: (reply: { number: string; words: string; by: string }) => Promise<ComplaintRow>;
  readonly complaints: (open: boolean | null, max: number) => Promise<readonly ComplaintRow[]>;
  readonly complaintsOf: (record: CaseRecord) => Promise<readonly ComplaintRow[]>;
  readonly alerts: (after: number, max: number, where: RecordFilter) => Promise<readonly AlertRow[]>;
  readonly alertsOf: (record: CaseRecord) => Promise<readonly AlertRow[]>;
  readonly findings: (after: number, max: number, where: RecordFilter) => Promise<readonly FindingRow[]>;
  readonly movesOf: (record: CaseRecord) => Promise<readonly MoveRow[]>;
  readonly backlog: () => Promise<readonly BacklogRow[]>;
  readonly boardDepartments: () => Promise<readonly BoardDepartmentRow[]>;
  /** Of the cases received from the first day to the last, inclusive. */
  readonly spotCheck: (seed: string, size: number, from: string, to: string) => Promise<SpotCheck>;
  readonly workOrders: WorkOrders;
  readonly caseById: (id: number) => Promise<CaseRecord | undefined>;
  /** Ends the workers. */
  readonly close: () => Promise<void>;
}

export interface SupervisionDependencies {
  readonly store: Store;
  readonly cases: Cases;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: ClockRules;
  readonly calendars: readonly CalendarYear[];
  readonly sources: readonly IntakeSource[];
  /** Of those who show a number and a check code. */
  readonly attempts: Attempts;
}

export function openSupervision(dependencies: SupervisionDependencies): Supervision {
  const { store, cases, clock, log, rules, calendars, sources, attempts } = dependencies;
  const { now } = clock;
  const book = ruleBook(rules.supervision.rules);
  const holder = { store, cases, attempts };
  const voice = { store, cases, clock, book };
  const known = new WeakMap<CaseRecord, Promise<CaseClocks>>();
  const clocksOf: Supervision['clocksOf'] = (record) => {
    const reading = known.get(record) ?? readClocks(record, rules, now());
    known.set(record, reading);
    return reading;
  };
  const sweep = openSweep({ store, cases, rules, book, basis: basisOf(rules), now, log });
  const intake = watchIntake({ store, sources, book, now, log });
  return {
    rules,
    book,
    now,
    clocksOf,
    worklist: (question) => worklist(question, { session: store, cases, now: now() }),
    caseOfHolder: (number, checkCode, address) => caseOfHolder(number, checkCode, address, holder),
    partOfHolder: (notice, checkCode, address) => partOfHolder(notice, checkCode, address, holder),
    proof: async ({ record, part }) => {
      const promise = (await clocksOf(record)).parts.get(part)?.clocks.find(({ kind }) => kind === 'PROMISE');
      return promise && proofOf(promise, calendars, rules, now());
    },
    rate: (record, rating) => rate(record, rating, voice),
    ratingOf: ({ row }) => ratingOfCase(store, row.id),
    complain: (part, complaint) => complain(part, complaint, voice),
    answer: (reply) => answer(reply, voice),
    complaints: (open, max) => complaintList(store, open, max),
    complaintsOf: ({ row }) => complaintsOfCases(store, [row.id]),
    alerts: (after, max, where) => alertsAfter(store, after, max, where),
    alertsOf: ({ row }) => alertsOfCase(store, row.id),
    findings: (after, max, where) => findingsAfter(store, after, max, where),
    movesOf: ({ row }) => movesOfCase(store, row.id),
    backlog: () => openWork(store),
    boardDepartments: () => boardDepartments(store, book.ofClock('PROMISE', 'RED') ?? ''),
    spotCheck: async (seed, size, from, to) => {
      const { ids, population } = await sampleOf(store, seed, beginningOf(from, 0), beginningOf(to, 1), size);
      const rows = await casesByIds(store, ids);
      const inOrder = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
      return { population, records: await cases.records(inOrder) };
    },
    workOrders: openWorkOrders({ store, cases, clock }),
    caseById: async (id) => (await cases.records(await casesByIds(store, [id])))[0],
    close: async () => {
      await Promise.all([sweep.close(), intake.close()]);
    },
  };
}

async function readClocks(record: CaseRecord, rules: ClockRules, now: Date): Promise<CaseClocks> {
  const { row, edition } = record;
  const { fold, history } = await record.particulars();
  return caseClocks({ row, edition, fold, events: history, complaints: [] }, rules, now);
}

/** Two installations with the same basis come to the same deadlines. */
function basisOf({ time, lights, limits, supervision }: ClockRules): string {
  const counted = JSON.stringify([time.workingDay, lights, limits, supervision]);
  return `${time.calendar.versions.join(', ')}|${createHash('sha256').update(counted).digest('hex').slice(0, 16)}`;
}

function beginningOf(day: string, later: number): Date {
  return new Date(instantOf(dayOfDate(day as CivilDate) + later));
}
