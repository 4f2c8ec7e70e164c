// Cases, as the rest of the gateway uses them: submit, look at, follow. Opens the workers that carry them on.

import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Clock } from '../clock.ts';
import { askedTogether } from '../departments/asked-together.ts';
import type { Progress } from '../departments/port.ts';
import type { Departments } from '../departments/registry.ts';
import type { Exchange } from '../departments/resilience.ts';
import type { Log } from '../log.ts';
import type { Materials } from '../materials/materials.ts';
import type { Session, Store } from '../store/pool.ts';
import type { Presence } from '../store/presence.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import { type Desk, openDesk } from './actions/desk.ts';
import { type Expedition, expedite } from './actions/expedite.ts';
import { type HandOver, handOver } from './actions/hand-over.ts';
import { type Settlement, settleTask } from './actions/settle-task.ts';
import { type Supplement, type SupplementResult, supplement } from './actions/supplement.ts';
import { openVisits, type Visits } from './actions/visit.ts';
import { type Withdrawal, withdraw } from './actions/withdraw.ts';
import { type Batches, openBatches } from './batches.ts';
import type { CaseRecord } from './case-record.ts';
import { openDispatch } from './dispatch/dispatch.ts';
import { openOutbox } from './dispatch/outbox.ts';
import { watchProgress } from './dispatch/progress.ts';
import type { Edition, Editions } from './editions.ts';
import { openSequencer } from './feed/feed.ts';
import { type Following, openFollowing } from './feed/follow.ts';
import type { CaseEvent } from './history/events.ts';
import type { DeliveryState } from './history/transitions.ts';
import { openKnownCases, type ReadCases } from './known-cases.ts';
import { type LockedCase, openLocked } from './locked-case.ts';
import { caseRecords, caseRecordsByNumbers, recordsOfContents } from './particulars.ts';
import type { Application } from './reception/application.ts';
import { openNumbers } from './reception/numbers.ts';
import { openReception } from './reception/reception.ts';
import { type Rehearsal, rehearse } from './reception/rehearse.ts';
import { submit } from './reception/submit.ts';
import { type SubmitResult, submitResult } from './reception/submit-result.ts';
import { openChanges } from './record/changes.ts';
import { record } from './record/record.ts';
import { openRecorder, type RecorderSettings } from './record/recorder.ts';
import { type CaseRow, caseByNumber, casesByIds } from './sql/cases.ts';
import { type FeedRow, feedAfter } from './sql/events.ts';
import { type GreenChannelRow, greenChannelOf } from './sql/green-channel.ts';
import { type OneTimeNoticeRow, oneTimeNotice } from './sql/one-time-notices.ts';
import { casesByPartKeys } from './sql/parts.ts';
import { backlogByDepartment, hastenDelivery, type QueuedDelivery, unsettledDeliveries } from './sql/queue.ts';
import {
  type HandOverRow,
  handOversOfCases,
  type OpenTasksFilter,
  openTasks,
  type TaskRow,
  tasksOfCase,
} from './sql/tasks.ts';

export interface DeliveryFilter {
  readonly department: string | null;
  readonly state: DeliveryState | null;
}

export interface Backlog {
  readonly depth: number;
  readonly oldestAt: Date;
}

export type Decide = (locked: LockedCase, session: Session) => readonly CaseEvent[] | Promise<readonly CaseEvent[]>;

export interface Cases {
  readonly submit: (application: Application, exchange: Exchange) => Promise<SubmitResult>;
  /** Everything wrong with an application, and the plan of it; writes nothing. */
  readonly rehearse: (application: Application, exchange: Exchange) => Promise<Rehearsal>;
  readonly supplement: (found: CaseRecord, content: Supplement) => Promise<SupplementResult>;
  readonly withdraw: (found: CaseRecord, request: Withdrawal) => Promise<CaseRecord>;
  readonly handOver: (found: CaseRecord, request: HandOver) => Promise<CaseRecord>;
  /** Who took which licences, in the order in which they were taken. */
  readonly handOversOf: (found: CaseRecord) => Promise<readonly HandOverRow[]>;
  /** Lets a case go ahead of others in every queue. */
  readonly expedite: (found: CaseRecord, wanted: Expedition) => Promise<CaseRecord>;
  readonly greenChannelOf: (found: CaseRecord) => Promise<GreenChannelRow | undefined>;
  /** With the edition whose application it is about; undefined where no notice has the number. */
  readonly oneTimeNotice: (number: string) => Promise<(OneTimeNoticeRow & { edition: Edition }) | undefined>;
  readonly tasksOf: (found: CaseRecord) => Promise<readonly TaskRow[]>;
  readonly openTasks: (where: OpenTasksFilter, max: number) => Promise<readonly TaskRow[]>;
  readonly settleTask: (settlement: Settlement) => Promise<TaskRow>;
  /** How far batches are that were given a name. */
  readonly batches: Batches;
  /** Where clerks of departments without a system of their own work. */
  readonly desk: Desk;
  readonly visits: Visits;
  readonly unsettledDeliveries: (where: DeliveryFilter, max: number) => Promise<readonly QueuedDelivery[]>;
  /** Undefined where no delivery has the key. */
  readonly hastenDelivery: (key: string) => Promise<QueuedDelivery | undefined>;
  /** Cases that were found by a query of one's own; what all of them consist of is read in one go. */
  readonly records: (rows: readonly CaseRow[]) => Promise<readonly CaseRecord[]>;
  /** The same for workers that look at cases under way: deliveries and places in the feed may be as they were before. */
  readonly recordsUnderWay: (ids: readonly number[]) => Promise<readonly CaseRecord[]>;
  /** Cases under way, as workers know them. */
  readonly casesUnderWay: ReadCases;
  /**
   * Appends what `decide` says of the case as it stands under its lock; nothing where it says nothing. What `decide` writes
   * besides, in the session, is written with it or not at all.
   */
  readonly append: (caseId: number, decide: Decide) => Promise<void>;
  /** Undefined where no case has the number. */
  readonly byNumber: (number: string) => Promise<CaseRecord | undefined>;
  /** One for each number, in their order; undefined where no case has it. */
  readonly byNumbers: (numbers: readonly string[]) => Promise<readonly (CaseRecord | undefined)[]>;
  /** The case that has a part under this business key. */
  readonly byPartKey: (key: string) => Promise<CaseRecord | undefined>;
  /** Events after a place in the feed, in its order. */
  readonly feed: (afterPosition: number, max: number) => Promise<readonly FeedRow[]>;
  readonly follow: Following['follow'];
  /** What waits to be sent, by department code. */
  readonly backlog: () => Promise<ReadonlyMap<string, Backlog>>;
  /** Steps that a department told by itself; resolves once they are committed. */
  readonly takeProgress: (department: string, steps: readonly Progress[]) => Promise<void>;
  /** Ends the workers: nothing new is begun, what is under way is finished. */
  readonly close: () => Promise<void>;
}

export interface CasesDependencies {
  readonly store: Store;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly editions: Editions;
  readonly departments: Departments;
  readonly log: Log;
  readonly workingTime: WorkingTime;
  readonly materials: Materials;
  /** Told of departments' data that is no longer what it was. */
  readonly dataChanged?: RecorderSettings['dataChanged'];
  /** Where departments that call back may do so; ends without a slash. */
  readonly publicUrl: string;
}

export async function openCases(dependencies: CasesDependencies): Promise<Cases> {
  const { store, presence, clock, catalogue, editions, log, publicUrl, workingTime, materials } = dependencies;
  const departments = askedTogether(dependencies.departments, clock.machineMs);
  const numbers = openNumbers(store);
  const reception = openReception(store);
  const { agentLetter } = catalogue;
  const following = await openFollowing(store, log);
  const callbackUrl = (department: string) => `${publicUrl}/callbacks/${department}`;
  const recorder = openRecorder({
    editions,
    catalogue,
    departments,
    workingTime,
    now: clock.now,
    callbackUrl,
    dataChanged: dependencies.dataChanged,
  });
  const sequencer = openSequencer(store, log);
  const changed = (queued: readonly string[]) => {
    for (const department of new Set(queued)) dispatch.wake(department);
    sequencer.wake();
  };
  const known = openKnownCases();
  const changes = openChanges({ store, recorder, known, changed });
  const watch = watchProgress({ store, departments, changes, log });
  const dispatch = openDispatch({
    store,
    presence,
    departments,
    recorder,
    changes,
    outbox: openOutbox(store, editions, known),
    log,
    machineMs: clock.machineMs,
    callbackUrl,
  });
  const recordOf = async (row: CaseRow): Promise<CaseRecord> => {
    const [record] = await caseRecords([row], store, editions);
    if (!record) throw new Error(`Case ${row.number} could not be read.`);
    return record;
  };
  const reread = async (row: CaseRow): Promise<CaseRecord> => recordOf((await caseByNumber(store, row.number)) ?? row);
  const acting = { store, recorder, changed };
  const receiving = { store, reception, clock, editions, numbers, departments, materials, agentLetter, callbackUrl };
  return {
    submit: async (application, exchange) => {
      const submitted = await submit(application, { ...receiving, exchange });
      if (submitted.kind === 'received') changed(submitted.queued);
      return submitResult(submitted, recordOf);
    },
    rehearse: (application, exchange) =>
      rehearse(application, {
        agentLetter,
        editions,
        departments,
        closings: catalogue.closings,
        exchange,
        workingTime,
        now: clock.now,
      }),
    supplement: (found, content) => supplement(found, content, { ...acting, reread, materials }),
    withdraw: async (found, request) => {
      await withdraw(found, request, acting);
      return reread(found.row);
    },
    handOver: async (found, request) => {
      await handOver(found, request, acting);
      return reread(found.row);
    },
    handOversOf: ({ row }) => handOversOfCases(store, [row.id]),
    expedite: async (found, wanted) => {
      await expedite(found, wanted, { ...acting, reasons: catalogue.service.greenChannel });
      return reread(found.row);
    },
    greenChannelOf: ({ row }) => greenChannelOf(store, row.id),
    oneTimeNotice: async (number) => {
      const row = await oneTimeNotice(store, number);
      return row && { ...row, edition: await editions.byId(row.editionId) };
    },
    tasksOf: ({ row }) => tasksOfCase(store, row.id),
    openTasks: (where, max) => openTasks(store, where, max),
    settleTask: (settlement) => settleTask(settlement, acting),
    batches: openBatches(store, editions, clock.now),
    desk: openDesk({ ...acting, rules: catalogue, editions }),
    visits: openVisits(acting),
    unsettledDeliveries: (where, max) => unsettledDeliveries(store, where, max),
    hastenDelivery: async (key) => {
      const delivery = await hastenDelivery(store, key);
      if (delivery) changed([delivery.department]);
      return delivery;
    },
    records: (rows) => caseRecords(rows, store, editions),
    recordsUnderWay: async (ids) => recordsOfContents(await known.of(store, ids), editions),
    casesUnderWay: known.of,
    append: async (caseId, decide) => {
      const queued = await store.retryingTransaction(async (session) => {
        const locked = await openLocked(session, caseId, recorder);
        const events = await decide(locked, session);
        return events.length === 0 ? [] : (await record(session, locked, { events }, recorder)).queued;
      });
      changed(queued);
    },
    byPartKey: async (key) => {
      const [owner] = await casesByPartKeys(store, [key]);
      const [row] = owner ? await casesByIds(store, [owner.caseId]) : [];
      return row && recordOf(row);
    },
    byNumber: async (number) => (await caseRecordsByNumbers([number], store, editions))[0],
    byNumbers: (numbers) => caseRecordsByNumbers(numbers, store, editions),
    feed: (afterPosition, max) => feedAfter(store, afterPosition, max),
    follow: following.follow,
    backlog: async () => new Map((await backlogByDepartment(store)).map((row) => [row.department, row])),
    takeProgress: (department, steps) => watch.take(department, steps),
    close: async () => {
      await Promise.all([dispatch.close(), watch.close(), following.close()]);
      await sequencer.close();
    },
  };
}
