// What an applicant or clerk does to a case under a key of their own: the same key and content are the same action, done once.
import { createHash } from 'node:crypto';
import type { Session, Store } from '../../store/pool.ts';
import { type LockedCase, openLocked } from '../locked-case.ts';
import { canonical } from '../reception/fingerprint.ts';
import type { Recorder } from '../record/recorder.ts';
import { type ActionKey, actionFingerprint, insertAction } from '../sql/tasks.ts';

export type Acted<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'conflict' };

export interface ActionDependencies {
  readonly store: Store;
  readonly recorder: Recorder;
  /** Told after each commit, with the departments for which something was queued. */
  readonly changed: (queued: readonly string[]) => void;
}

/**
 * Does `act` in one transaction under the case's lock, unless it was done before under this key. Where `act` answers with
 * `keep: false` nothing was written and the key is not used up.
 */
export async function actOnce<Result>(
  action: ActionKey & { readonly content: unknown },
  { store, recorder, changed }: ActionDependencies,
  act: (session: Session, locked: LockedCase) => Promise<{ result: Result; keep: boolean; queued: readonly string[] }>,
): Promise<Acted<Result>> {
  const fingerprint = createHash('sha256').update(canonical(action.content)).digest();
  const { acted, queued } = await store.retryingTransaction(async (session) => {
    const locked = await openLocked(session, action.caseId, recorder);
    const known = await actionFingerprint(session, action);
    if (known) {
      const kind = known.equals(fingerprint) ? 'replayed' : 'conflict';
      return { acted: { kind } as Acted<Result>, queued: [] };
    }
    const { result, keep, queued } = await act(session, locked);
    if (keep) await insertAction(session, action, fingerprint, recorder.now());
    return { acted: { kind: 'done', result } as Acted<Result>, queued };
  });
  changed(queued);
  return acted;
}
