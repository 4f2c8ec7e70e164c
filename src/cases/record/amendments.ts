// What is said to a department about an application it has: supplements and withdrawals, each queued once under a key of its own.
import type { Amendment, JsonObject } from '../../departments/port.ts';
import type { Session } from '../../store/pool.ts';
import { centreDay } from '../clocks/centre-time.ts';
import { bundlePart } from '../editions.ts';
import type { CaseFold } from '../history/fold.ts';
import type { DeliveryState } from '../history/transitions.ts';
import type { LockedCase } from '../locked-case.ts';
import { documentsOf } from '../reception/message.ts';
import { partNumberWithin } from '../reception/numbers.ts';
import { amendmentsOfCase, documentsSent, queueAmendments } from '../sql/deliveries.ts';
import type { PartRow } from '../sql/parts.ts';

export interface AmendmentDraft {
  readonly part: string;
  readonly kind: Amendment['kind'];
  readonly reason: string;
  readonly payload: JsonObject;
  readonly materials: Amendment['materials'];
}

/**
 * Queues supplements as given, and a withdrawal for each request that has none yet; a department is told only of what it has
 * acknowledged, so a withdrawal waits for that, and so does a document that came in while the message was out. Returns the
 * departments concerned.
 */
export async function amend(
  session: Session,
  locked: LockedCase,
  fold: CaseFold,
  deliveries: ReadonlyMap<string, DeliveryState>,
  supplements: readonly AmendmentDraft[],
  now: Date,
): Promise<readonly string[]> {
  const withdrawals = await withdrawalsToQueue(session, locked, fold, deliveries);
  const latecomers = await documentsToFollow(session, locked, deliveries);
  const drafts = [...supplements, ...latecomers, ...withdrawals];
  const queued: string[] = [];
  for (const draft of drafts) {
    const part = locked.parts.find(({ code }) => code === draft.part);
    if (!part) throw new Error(`Case ${locked.row.number} has no part "${draft.part}".`);
    await queueAmendments(session, locked.row.id, [await amendmentOf(session, locked, part, draft, now)]);
    queued.push(part.department);
  }
  return queued;
}

/** What a department has just acknowledged may lack documents that came in after the message was made up. */
async function documentsToFollow(
  session: Session,
  locked: LockedCase,
  deliveries: ReadonlyMap<string, DeliveryState>,
): Promise<AmendmentDraft[]> {
  if (!locked.events.some(({ kind }) => kind === 'MATERIAL_RECEIVED')) return [];
  const drafts: AmendmentDraft[] = [];
  for (const { code, id, delivery } of locked.parts) {
    if (deliveries.get(code) !== 'ACKNOWLEDGED' || delivery === 'ACKNOWLEDGED') continue;
    const sent = new Set(await documentsSent(session, id));
    const documents = documentsOf(locked.row, bundlePart(locked, code).item);
    const materials = documents.filter(({ sha256 }) => !sent.has(sha256));
    if (materials.length > 0)
      drafts.push({ part: code, kind: 'supplement', reason: '补正材料', payload: {}, materials });
  }
  return drafts;
}

async function withdrawalsToQueue(
  session: Session,
  { row, parts }: LockedCase,
  fold: CaseFold,
  deliveries: ReadonlyMap<string, DeliveryState>,
): Promise<AmendmentDraft[]> {
  const pending = parts.filter(
    ({ code, delivery }) =>
      fold.parts.get(code)?.state === 'WITHDRAWAL_PENDING' && (deliveries.get(code) ?? delivery) === 'ACKNOWLEDGED',
  );
  if (pending.length === 0) return [];
  const queued = await amendmentsOfCase(session, row.id);
  const isQueued = (part: PartRow) => {
    const asked = fold.parts.get(part.code)?.asked;
    const told = queued.find(({ partId, kind }) => partId === part.id && kind === 'withdrawal')?.queued ?? 0;
    return told >= (asked ? asked.withdraw + asked.revoke : 0);
  };
  return pending
    .filter((part) => !isQueued(part))
    .map(({ code }) => ({
      part: code,
      kind: 'withdrawal',
      reason: '申请人撤回、逾期未补正，或者一件事其他环节未获准予',
      payload: {},
      materials: [],
    }));
}

async function amendmentOf(session: Session, locked: LockedCase, part: PartRow, draft: AmendmentDraft, now: Date) {
  const { implementationCode } = bundlePart(locked, part.code).item;
  const key = await partNumberWithin(session, implementationCode, centreDay(now));
  const { kind, reason, payload, materials } = draft;
  const message: Amendment = { key, of: part.key, kind, reason, payload, materials };
  return { partId: part.id, department: part.department, key, kind, message: JSON.stringify(message) };
}
