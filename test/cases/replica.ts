// One replica of the case engine over a real database, without a door: with its workers, or with nobody at work, so that a test
// takes each step itself.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach } from 'vitest';
import { makeFolder } from '../../commands/town/folder.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import { openSamples } from '../../mocks/samples/samples.ts';
import { withdraw } from '../../src/cases/actions/withdraw.ts';
import type { CaseRecord } from '../../src/cases/case-record.ts';
import { type Cases, openCases } from '../../src/cases/cases.ts';
import type { DeliveryTask } from '../../src/cases/dispatch/delivery-task.ts';
import type { DispatchDependencies } from '../../src/cases/dispatch/dispatch-dependencies.ts';
import { openOutbox } from '../../src/cases/dispatch/outbox.ts';
import { openEditions } from '../../src/cases/editions.ts';
import { openKnownCases } from '../../src/cases/known-cases.ts';
import type { Application, SubmittedMaterial } from '../../src/cases/reception/application.ts';
import { openNumbers } from '../../src/cases/reception/numbers.ts';
import { openReception } from '../../src/cases/reception/reception.ts';
import { submit } from '../../src/cases/reception/submit.ts';
import { openChanges } from '../../src/cases/record/changes.ts';
import { openRecorder } from '../../src/cases/record/recorder.ts';
import { type CaseRow, caseByNumber } from '../../src/cases/sql/cases.ts';
import { leaseDeliveries } from '../../src/cases/sql/deliveries.ts';
import { partsAsTheyStand } from '../../src/cases/sql/parts.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { machineClock } from '../../src/clock.ts';
import type { Department, Departments } from '../../src/departments/registry.ts';
import { openLog } from '../../src/log.ts';
import { seedMandates } from '../../src/mandates/mandates.ts';
import { openMaterials } from '../../src/materials/materials.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { openPresence, type Presence } from '../../src/store/presence.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import { shippedCatalogue } from '../catalogue/edited-catalogue.ts';
import { createDatabase } from '../support/postgres.ts';

const catalogue: Catalogue = shippedCatalogue();
/** Longer than any of the engine's own waits, a quarantine included. */
const WAIT_MAX_MS = 20_000;
export const EXCHANGE = { purpose: 'acceptance', traceId: 'test' } as const;
const log = openLog('silent');
const workingTime = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };

export interface Replica {
  readonly store: Store;
  readonly presence: Presence;
  readonly dependencies: DispatchDependencies;
  /** The number of the new case. */
  readonly receive: (application: Application) => Promise<string>;
  /** Leases one delivery that is due; fails where there is none. */
  readonly lease: (department: string) => Promise<DeliveryTask>;
  readonly department: (code: string) => Department;
  readonly withdraw: (number: string) => Promise<void>;
  readonly onRecord: (number: string) => Promise<CaseOnRecord>;
  readonly close: () => Promise<void>;
}

const closers: (() => Promise<void>)[] = [];

/** A database for the file; its replicas are closed after the tests. */
export async function openDatabase(): Promise<string> {
  const { url } = await createDatabase({ migrated: true });
  afterAll(closeReplicas);
  return url;
}

/** A database for each test in turn: after it the replicas are closed and the cases are gone. */
export async function openEmptiedDatabase(): Promise<string> {
  const url = await openDatabase();
  afterEach(async () => {
    await closeReplicas();
    const store = openStore({ url });
    await store.query('truncate cases cascade');
    await store.close();
  });
  return url;
}

async function closeReplicas(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

/** Nobody is at work. Closed with the others. */
export async function openReplica(url: string, departments: Departments): Promise<Replica> {
  const store = openStore({ url });
  const presence = await openPresence(url);
  const editions = await openEditions(store, catalogue);
  const callbackUrl = (code: string) => `http://127.0.0.1/callbacks/${code}`;
  const recorder = openRecorder({ editions, catalogue, departments, workingTime, now: machineClock.now, callbackUrl });
  const { materials, remove } = await openDocuments(store, presence);
  const numbers = openNumbers(store);
  const reception = openReception(store);
  const known = openKnownCases();
  const close = onceOnly(async () => {
    await materials.close();
    await presence.close();
    await store.close();
    await remove();
  });
  closers.push(close);
  return {
    store,
    presence,
    dependencies: {
      ...{ store, presence, departments, recorder, log },
      changes: openChanges({ store, recorder, known, changed: () => undefined }),
      outbox: openOutbox(store, recorder.editions, known),
      machineMs: Date.now,
      callbackUrl,
    },
    receive: async (application) => {
      const { editions } = recorder;
      const { agentLetter } = catalogue;
      const given = {
        store,
        reception,
        clock: machineClock,
        editions,
        numbers,
        departments,
        exchange: EXCHANGE,
        materials,
        agentLetter,
        callbackUrl,
      };
      const submitted = await submit(application, given);
      if (submitted.kind === 'received') return submitted.row.number;
      throw new Error(
        `Not received: ${submitted.kind === 'deficient' ? JSON.stringify(submitted.deficiencies) : 'conflict'}`,
      );
    },
    lease: async (code) => {
      const takenMs = Date.now();
      const [delivery] = await leaseDeliveries(store, presence.worker() ?? 0, [{ department: code, max: 1 }]);
      if (!delivery) throw new Error(`Nothing is due for ${code}`);
      return { ...delivery, takenMs };
    },
    department: (code) => departments.department(code),
    withdraw: async (number) => {
      const request = { idempotencyKey: 'withdrawal', reason: '不再办理' };
      const row = await rowOf(store, number);
      await withdraw({ row } as CaseRecord, request, { store, recorder, changed: () => undefined });
    },
    onRecord: (number) => onRecord(store, number),
    close,
  };
}

export interface WorkingReplica extends Cases {
  readonly store: Store;
  /** The number of the new case. */
  readonly receive: (application: Application) => Promise<string>;
  readonly record: (number: string) => Promise<CaseRecord>;
  readonly onRecord: (number: string) => Promise<CaseOnRecord>;
  /** The case once it looks as wanted; fails after a while with what it looks like. */
  readonly until: (number: string, holds: (found: CaseOnRecord) => boolean) => Promise<CaseOnRecord>;
}

/** With its workers. Closed with the others. */
export async function openWorkingReplica(url: string, departments: Departments): Promise<WorkingReplica> {
  const store = openStore({ url });
  await seedMandates(store, catalogue.departments.keys(), new Date());
  const presence = await openPresence(url);
  const { materials, remove } = await openDocuments(store, presence);
  const cases = await openCases({
    ...{ store, presence, clock: machineClock, catalogue, departments, log, workingTime, materials },
    editions: await openEditions(store, catalogue),
    publicUrl: 'http://127.0.0.1',
  });
  const close = onceOnly(async () => {
    await cases.close();
    await materials.close();
    await presence.close();
    await store.close();
    await remove();
  });
  closers.push(close);
  const record = async (number: string) => {
    const found = await cases.byNumber(number);
    if (found) return found;
    throw new Error(`There is no case ${number}`);
  };
  return {
    ...cases,
    store,
    close,
    record,
    receive: async (given) => {
      const submitted = await cases.submit(given, EXCHANGE);
      if (submitted.__typename === 'CaseReceived') return submitted.record.row.number;
      throw new Error(`Not received: ${submitted.__typename}`);
    },
    onRecord: (number) => onRecord(store, number),
    until: async (number, holds) => {
      const deadline = performance.now() + WAIT_MAX_MS;
      for (;;) {
        const found = await onRecord(store, number);
        if (holds(found)) return found;
        if (performance.now() > deadline) throw new Error(`Case ${number} is ${JSON.stringify(found)}`);
        await sleep(10);
      }
    },
  };
}

export async function openDocuments(store: Store, presence: Presence) {
  const folder = await makeFolder();
  const kept = { mediaTypes: new Set(['application/pdf', 'image/png', 'image/jpeg']), bytesMax: 1_000_000 };
  const materials = await openMaterials({
    ...{ store, presence, log, ...kept, s3: undefined, installation: 'test' },
    folder: join(folder.path, 'materials'),
  });
  return { materials, remove: folder.remove };
}

function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

const samples = openSamples(createPopulation({ seed: 1, people: 1_000 }));
let keys = 0;

/** One that must be received, as the graph hands it on; every call has a key of its own. */
export function application(bundle: string, change: Partial<Application> = {}): Application {
  const sample = samples.get(bundle)?.(0);
  if (!sample) throw new Error(`There is no sample of ${bundle}`);
  const { applicant, form, channel } = sample;
  const party = 'person' in applicant ? applicant.person : applicant.enterprise;
  keys += 1;
  return {
    ...{ bundle, channel, agent: null, idempotencyKey: `key-${keys}` },
    applicant: {
      kind: 'person' in applicant ? 'person' : 'enterprise',
      number: 'number' in party ? party.number : party.creditCode,
      name: party.name,
      phone: party.phone,
    },
    form: form as Application['form'],
    materials: sample.materials.map((material) =>
      'inline' in material
        ? documented(material.code, material.inline)
        : sharedMaterial(material.code, material.shared),
    ),
    submittedBy: { role: 'window', subject: 'clerk' },
    ...change,
  };
}

const bare = { sha256: null, name: null, mediaType: null, bytes: null, shared: null, fileId: null, content: null };

function sharedMaterial(code: string, shared: string): SubmittedMaterial {
  return { ...bare, code, by: 'shared', shared };
}

export function documented(
  code: string,
  { name, mediaType, base64 }: { name: string; mediaType: string; base64: string },
): SubmittedMaterial {
  const content = Buffer.from(base64, 'base64');
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { ...bare, code, by: 'inline', name, mediaType, content, sha256, bytes: content.length };
}

export function deferred(code: string): SubmittedMaterial {
  return { ...bare, code, by: 'deferred' };
}

export interface CaseOnRecord {
  readonly state: string;
  /** State and delivery of each part, as `IN_REVIEW/SENT`. */
  readonly parts: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
}

export async function rowOf(store: Store, number: string): Promise<CaseRow> {
  const row = await caseByNumber(store, number);
  if (row) return row;
  throw new Error(`There is no case ${number}`);
}

async function onRecord(store: Store, number: string): Promise<CaseOnRecord> {
  const row = await rowOf(store, number);
  const parts = await partsAsTheyStand(store, [row.id]);
  return {
    state: row.state,
    parts: Object.fromEntries(parts.map(({ code, state, delivery }) => [code, `${state}/${delivery}`])),
    keys: Object.fromEntries(parts.map(({ code, key }) => [code, key])),
  };
}
