// Changes of cases that workers bring, written down in groups: what comes while a transaction is under way goes into the next one,
// so that many cases cost as many statements as one. A case is in one group at a time.
import { restAfter } from '../../store/groups.ts';
import type { Store } from '../../store/pool.ts';
import { isConnectionLoss } from '../../store/sqlstate.ts';
import type { KnownCases } from '../known-cases.ts';
import { type LockedCase, openContents } from '../locked-case.ts';
import { type AttemptEnd, endAttempts } from '../sql/attempts.ts';
import { type DeliveryChange, type DeliveryRow, lockDeliveries, updateDeliveries } from '../sql/deliveries.ts';
import { type CaseChange, recordAll } from './record.ts';
import type { Recorder } from './recorder.ts';

export interface CaseWork {
  readonly caseId: number;
  /** The delivery that it is about, if any; locked after its case. */
  readonly deliveryId?: number;
  /** What becomes of the case as it is now; nothing where there is nothing to do. May be asked again: it must change nothing. */
  readonly decide: (locked: LockedCase, delivery: DeliveryRow | undefined) => Decision | undefined;
}

export interface Decision extends CaseChange {
  readonly delivery?: DeliveryChange;
  readonly attempt?: AttemptEnd;
}

export interface Changes {
  /** Resolves when it is committed. */
  readonly change: (work: CaseWork) => Promise<void>;
}

export interface ChangesDependencies {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly known: KnownCases;
  /** Told after each commit, with the departments for which something was queued. */
  readonly changed: (queued: readonly string[]) => void;
}

interface Waiting {
  readonly work: CaseWork;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const GROUP_MAX = 100;
/** Another group goes beside one that takes longer than this: it may wait for a case that somebody else holds. */
const SLOW_MS = 100;
const GROUPS_AT_ONCE = 2;

export function openChanges(dependencies: ChangesDependencies): Changes {
  let waiting: Waiting[] = [];
  const busy = new Set<number>();
  let groups = 0;
  /** Groups that have not taken long yet. */
  let brisk = 0;
  let starting = false;

  const nextGroup = (): readonly Waiting[] => {
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    for (const each of waiting) {
      const { caseId } = each.work;
      if (group.length === GROUP_MAX || busy.has(caseId)) later.push(each);
      else {
        busy.add(caseId);
        group.push(each);
      }
    }
    waiting = later;
    return group;
  };

  const start = () => {
    starting = false;
    if (brisk > 0 || groups >= GROUPS_AT_ONCE) return;
    const group = nextGroup();
    if (group.length === 0) return;
    groups += 1;
    const slowDown = beginBrisk();
    const beganMs = performance.now();
    void perform(group, dependencies).finally(() => {
      for (const { work } of group) busy.delete(work.caseId);
      restAfter(group.length, performance.now() - beganMs, () => {
        groups -= 1;
        slowDown();
        start();
      });
    });
  };

  /** Ends by being called, or by itself once it has become slow. */
  const beginBrisk = () => {
    brisk += 1;
    const end = () => {
      clearTimeout(timer);
      if (ended) return;
      ended = true;
      brisk -= 1;
    };
    let ended = false;
    const timer = setTimeout(() => {
      end();
      start();
    }, SLOW_MS);
    return end;
  };

  return {
    change: (work) =>
      new Promise((done, failed) => {
        waiting.push({ work, done, failed });
        if (starting) return;
        starting = true;
        // Those who come in the same turn go together.
        setImmediate(start);
      }),
  };
}

/** A change that cannot be made takes none of its group with it. */
async function perform(group: readonly Waiting[], dependencies: ChangesDependencies): Promise<void> {
  try {
    const works = group.map(({ work }) => work);
    const { transaction, recorded } = await changeCases(works, dependencies);
    dependencies.known.wrote(
      transaction,
      recorded.flatMap(({ after }) => after ?? []),
    );
    dependencies.changed(recorded.flatMap(({ queued }) => queued));
    for (const { done } of group) done();
  } catch (error) {
    if (group.length > 1 && !isConnectionLoss(error)) {
      for (const each of group) await perform([each], dependencies);
    } else for (const { failed } of group) failed(error);
  }
}

function changeCases(works: readonly CaseWork[], { store, recorder, known }: ChangesDependencies) {
  return store.retryingTransaction(async (session) => {
    const [{ cases, transaction }, deliveries] = await Promise.all([
      known.locked(
        session,
        works.map(({ caseId }) => caseId),
      ),
      lockDeliveries(
        session,
        works.flatMap(({ deliveryId }) => deliveryId ?? []),
      ),
    ]);
    const locked = await openContents(cases, recorder);
    const decided = works.flatMap(({ caseId, deliveryId, decide }) => {
      const found = locked.find(({ row }) => row.id === caseId);
      if (!found) throw new Error(`Case ${caseId} is not on record.`);
      const change = decide(
        found,
        deliveries.find(({ id }) => id === deliveryId),
      );
      return change ? [{ locked: found, change }] : [];
    });
    // What follows from a change may take a delivery out of the queue, as it is after the change.
    const [, , recorded] = await Promise.all([
      updateDeliveries(
        session,
        decided.flatMap(({ change }) => change.delivery ?? []),
      ),
      endAttempts(
        session,
        decided.flatMap(({ change }) => change.attempt ?? []),
      ),
      recordAll(session, decided, recorder),
    ]);
    return { transaction, recorded };
  });
}
