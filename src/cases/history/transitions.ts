// The two axes of a part as tables of legal moves. Whatever is not in a table does not happen.
import type { EventKind } from './events.ts';

export const deliveryStates = ['QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNKNOWN', 'HELD', 'REFUSED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What happens to a message on its way to a department. */
export type DeliveryMove = 'send' | 'acknowledge' | 'refuse' | 'hold' | 'lose' | 'return' | 'found' | 'absent';

/**
 * Does the department have it? `lose`: nobody knows whether it arrived; only asking the department leads on, to `found`
 * or, after the quarantine, `absent`. `return`: it certainly never left. There is no move from UNKNOWN to SENT.
 */
export const deliveryMoves: Readonly<Record<DeliveryMove, Partial<Record<DeliveryState, DeliveryState>>>> = {
  send: { QUEUED: 'SENT', HELD: 'SENT' },
  acknowledge: { SENT: 'ACKNOWLEDGED' },
  refuse: { QUEUED: 'REFUSED', HELD: 'REFUSED', SENT: 'REFUSED' },
  hold: { QUEUED: 'HELD', HELD: 'HELD', SENT: 'HELD' },
  return: { QUEUED: 'QUEUED', HELD: 'QUEUED', SENT: 'QUEUED' },
  lose: { SENT: 'UNKNOWN' },
  found: { UNKNOWN: 'ACKNOWLEDGED' },
  absent: { UNKNOWN: 'QUEUED' },
};

/** The state after a move; undefined where it is not legal. */
export function moveDelivery(state: DeliveryState, move: DeliveryMove): DeliveryState | undefined {
  return deliveryMoves[move][state];
}

export const partStates = [
  'WAITING',
  'IN_REVIEW',
  'DEFICIENT',
  'RESUBMITTED',
  'ACCEPTED',
  'DEEMED_ACCEPTED',
  'SUSPENDED',
  'APPROVED',
  'REFUSED',
  'NOT_ACCEPTED',
  'WITHDRAWAL_PENDING',
  'WITHDRAWN',
  'REVOKED',
] as const;
export type PartState = (typeof partStates)[number];

type Moves = Partial<Record<PartState, PartState>>;

/**
 * What has the department done? WAITING ends by itself when the prerequisites are approved (IN_REVIEW) or can no longer be
 * (WITHDRAWN). While a withdrawal is pending the department's steps move the state beneath it; see `fold.ts`.
 */
export const partMoves: Partial<Record<EventKind, Moves>> = {
  DEFICIENT: { IN_REVIEW: 'DEFICIENT', RESUBMITTED: 'DEFICIENT' },
  RESUBMITTED: { DEFICIENT: 'RESUBMITTED' },
  ACCEPTED: { IN_REVIEW: 'ACCEPTED', RESUBMITTED: 'ACCEPTED', DEEMED_ACCEPTED: 'ACCEPTED' },
  DEEMED_ACCEPTED: { IN_REVIEW: 'DEEMED_ACCEPTED', RESUBMITTED: 'DEEMED_ACCEPTED' },
  NOT_ACCEPTED: { IN_REVIEW: 'NOT_ACCEPTED', DEFICIENT: 'NOT_ACCEPTED', RESUBMITTED: 'NOT_ACCEPTED' },
  DELIVERY_REFUSED: { IN_REVIEW: 'NOT_ACCEPTED', WITHDRAWAL_PENDING: 'NOT_ACCEPTED' },
  SUSPENDED: { ACCEPTED: 'SUSPENDED', DEEMED_ACCEPTED: 'SUSPENDED' },
  RESUMED: { SUSPENDED: 'ACCEPTED' },
  APPROVED: { IN_REVIEW: 'APPROVED', RESUBMITTED: 'APPROVED', ACCEPTED: 'APPROVED', DEEMED_ACCEPTED: 'APPROVED' },
  REFUSED: { IN_REVIEW: 'REFUSED', RESUBMITTED: 'REFUSED', ACCEPTED: 'REFUSED', DEEMED_ACCEPTED: 'REFUSED' },
  WITHDRAWAL_REQUESTED: {
    IN_REVIEW: 'WITHDRAWAL_PENDING',
    DEFICIENT: 'WITHDRAWAL_PENDING',
    RESUBMITTED: 'WITHDRAWAL_PENDING',
    ACCEPTED: 'WITHDRAWAL_PENDING',
    DEEMED_ACCEPTED: 'WITHDRAWAL_PENDING',
    SUSPENDED: 'WITHDRAWAL_PENDING',
    APPROVED: 'WITHDRAWAL_PENDING',
  },
  WITHDRAWN: {
    WAITING: 'WITHDRAWN',
    IN_REVIEW: 'WITHDRAWN',
    DEFICIENT: 'WITHDRAWN',
    RESUBMITTED: 'WITHDRAWN',
    ACCEPTED: 'WITHDRAWN',
    DEEMED_ACCEPTED: 'WITHDRAWN',
    SUSPENDED: 'WITHDRAWN',
    WITHDRAWAL_PENDING: 'WITHDRAWN',
    WITHDRAWN: 'WITHDRAWN',
  },
  REVOKED: { APPROVED: 'REVOKED', WITHDRAWAL_PENDING: 'REVOKED' },
};

export function movePart(state: PartState, kind: EventKind): PartState | undefined {
  return partMoves[kind]?.[state];
}

/** States from which nothing but a revocation follows. */
export const settledStates: ReadonlySet<PartState> = new Set([
  'APPROVED',
  'REFUSED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
  'REVOKED',
]);
