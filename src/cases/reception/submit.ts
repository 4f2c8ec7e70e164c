// A submission: checked whole, then received in one transaction, once for each applicant and key. The reply follows the commit.
import type { Material } from '../../catalogue/catalogue.ts';
import type { Deficiency } from '../../catalogue/deficiencies.ts';
import type { Clock } from '../../clock.ts';
import type { Departments } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import { badInput } from '../../errors.ts';
import { heldDocuments, type Materials } from '../../materials/materials.ts';
import type { Store } from '../../store/pool.ts';
import { centreDay } from '../clocks/centre-time.ts';
import type { Edition, Editions } from '../editions.ts';
import type { EventData } from '../history/events.ts';
import { foldCase } from '../history/fold.ts';
import type { CaseRow, NewCase, NewPart } from '../sql/cases.ts';
import type { OneTimeNoticeRow } from '../sql/one-time-notices.ts';
import { agentRecord } from './agents.ts';
import type { Application } from './application.ts';
import { keepDocuments } from './documents.ts';
import { fingerprintOf } from './fingerprint.ts';
import { madeUp } from './message.ts';
import { checkCode, type Numbers } from './numbers.ts';
import { giveNotice } from './one-time-notice.ts';
import type { Reception } from './reception.ts';
import { type Review, reviewApplication } from './review.ts';

export type Submitted =
  | {
      readonly kind: 'received';
      readonly row: CaseRow;
      readonly replayed: boolean;
      /** Departments for which something was queued. */
      readonly queued: readonly string[];
    }
  | {
      readonly kind: 'deficient';
      readonly edition: Edition;
      readonly deficiencies: readonly Deficiency[];
      readonly notice: OneTimeNoticeRow;
    }
  | { readonly kind: 'conflict'; readonly key: string };

export interface SubmitDependencies {
  /** What an agent's letter must be. */
  readonly agentLetter: Material;
  readonly store: Store;
  readonly reception: Reception;
  readonly clock: Clock;
  readonly editions: Editions;
  readonly numbers: Numbers;
  readonly departments: Departments;
  readonly exchange: Exchange;
  readonly materials: Materials;
  readonly callbackUrl: (department: string) => string;
}

/** Receives an application, repeats the receipt of one it has, or says everything that is wrong with it. */
export async function submit(application: Application, dependencies: SubmitDependencies): Promise<Submitted> {
  const { reception, editions } = dependencies;
  const fingerprint = fingerprintOf(application);
  const key = { applicantNumber: application.applicant.number, idempotencyKey: application.idempotencyKey };
  const known = await reception.find(key);
  if (known) return replay(known, fingerprint, application.idempotencyKey);
  const edition = currentEdition(editions, application.bundle);
  const review = await reviewApplication(edition, application, { ...dependencies, now: dependencies.clock.now });
  const { deficiencies } = review;
  if (deficiencies.length > 0) {
    // Received while this one was looked into, the case may itself be what is held against it now.
    const received = await reception.find(key);
    if (received) return replay(received, fingerprint, application.idempotencyKey);
    const notice = await giveNotice(application, fingerprint, edition, deficiencies, dependencies);
    return { kind: 'deficient', edition, deficiencies, notice };
  }
  return receive(application, fingerprint, edition, review, dependencies);
}

export function currentEdition(editions: Editions, bundle: string): Edition {
  const edition = editions.current(bundle);
  if (edition) return edition;
  throw badInput(`There is no bundle "${bundle}"; query { bundles { code } } lists them.`);
}

function replay(row: CaseRow, fingerprint: Buffer, key: string): Submitted {
  const same = row.fingerprint.equals(fingerprint);
  return same ? { kind: 'received', row, replayed: true, queued: [] } : { kind: 'conflict', key };
}

async function receive(
  application: Application,
  fingerprint: Buffer,
  edition: Edition,
  review: Review,
  dependencies: SubmitDependencies,
): Promise<Submitted> {
  const letter = application.agent?.mandate?.letter;
  const handedIn = [...application.materials, ...(letter ? [letter] : [])];
  const documents = await keepDocuments(dependencies.materials, handedIn, application.submittedBy);
  const draft = await draftCase({ ...application, form: review.form }, fingerprint, edition, dependencies);
  const day = centreDay(draft.receivedAt);
  const keys = await Promise.all(
    review.parts.map(({ item }) => dependencies.numbers.partNumber(item.implementationCode, day)),
  );
  const parts = startingParts(edition, draft, review, keys, dependencies);
  const { store, reception } = dependencies;
  const received: EventData = draft.agent ? { by: 'AGENT' } : {};
  return store.retrying(async () => {
    const id = await heldDocuments(reception.receive({ row: draft, parts, fileIds: documents, received }));
    const queued = parts.filter(({ state }) => state === 'IN_REVIEW').map(({ department }) => department);
    if (id !== undefined) return newlyReceived({ ...draft, id, kind: null, releasedAt: null }, queued);
    const row = await reception.find(draft);
    if (!row) throw new Error(`Case ${draft.number} vanished while it was received.`);
    // A try that lost its connection after the commit finds its own case here.
    const own = row.number === draft.number;
    return own ? newlyReceived(row, queued) : replay(row, fingerprint, draft.idempotencyKey);
  });
}

function newlyReceived(row: CaseRow, queued: readonly string[]): Submitted {
  return { kind: 'received', row, replayed: false, queued };
}

function startingParts(
  edition: Edition,
  draft: NewCase,
  { parts, facts }: Review,
  keys: readonly string[],
  { callbackUrl }: SubmitDependencies,
): readonly NewPart[] {
  const fold = foldCase(edition.plan(draft.form), []);
  const view = { row: draft, edition, fold };
  return parts.map(({ code, item }, index) => {
    const part = { code, key: keys[index] ?? '', department: item.department.code };
    const state = fold.parts.get(code)?.state ?? 'WAITING';
    const isReady = state === 'IN_REVIEW';
    const made = isReady ? madeUp(view, part, callbackUrl(part.department), facts.get(code)) : null;
    return { ...part, state, madeUp: made };
  });
}

async function draftCase(
  application: Application,
  fingerprint: Buffer,
  edition: Edition,
  { clock, numbers }: SubmitDependencies,
): Promise<NewCase> {
  const receivedAt = clock.now();
  const { applicant } = application;
  return {
    number: await numbers.caseNumber(centreDay(receivedAt)),
    checkCode: checkCode(),
    editionId: edition.id,
    channel: application.channel,
    applicantKind: applicant.kind,
    applicantNumber: applicant.number,
    applicant,
    agent: application.agent && agentRecord(application.agent),
    idempotencyKey: application.idempotencyKey,
    fingerprint,
    form: application.form,
    materials: application.materials.map(({ code, by, sha256, name, shared }) => ({ code, by, sha256, name, shared })),
    state: 'RECEIVED',
    receivedAt,
    lastSequence: 1,
  };
}
