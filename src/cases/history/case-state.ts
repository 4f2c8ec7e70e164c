// A case's state as a table over the states of its parts: the first row that holds, from the top. docs/case-engine.md shows it.
import { type PartState, settledStates } from './transitions.ts';

export type CaseState =
  | 'RECEIVED'
  | 'DEFICIENT'
  | 'RESUBMITTED'
  | 'ACCEPTED'
  | 'DEEMED_ACCEPTED'
  | 'NOT_ACCEPTED'
  | 'IN_PROGRESS'
  | 'AWAITING_ISSUE'
  | 'ISSUED'
  | 'DELIVERED'
  | 'PARTLY_REFUSED'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'LAPSED'
  | 'REVOKED';

/** What the rows look at. */
export interface CaseView {
  readonly parts: readonly PartState[];
  /** Something that was granted is in force; checks grant nothing. */
  readonly granted: boolean;
  /** A department has decided, whatever became of it later. */
  readonly decided: boolean;
  /** Every part without a prerequisite was accepted. */
  readonly rootsAccepted: boolean;
  /** Licences may be released that are not. */
  readonly releasable: boolean;
  readonly handedOver: boolean;
  /** The applicant asked to withdraw the whole case. */
  readonly withdrawalAsked: boolean;
  /** The applicant did not answer a deficiency in time. */
  readonly lapsed: boolean;
}

export interface CaseStateRow {
  readonly state: CaseState;
  /** The same as `holds`, in words. */
  readonly when: string;
  readonly holds: (view: CaseView) => boolean;
}

const has =
  (state: PartState) =>
  ({ parts }: CaseView) =>
    parts.includes(state);
const settled = ({ parts }: CaseView) => parts.every((state) => settledStates.has(state));
const approved = ({ parts }: CaseView) => parts.every((state) => state === 'APPROVED');
const settledWith = (holds: (view: CaseView) => boolean) => (view: CaseView) => settled(view) && holds(view);

export const caseStateTable: readonly CaseStateRow[] = [
  {
    state: 'AWAITING_ISSUE',
    when: 'every part is approved, and licences wait to be released',
    holds: (view) => approved(view) && view.releasable,
  },
  {
    state: 'DELIVERED',
    when: 'every part is approved, and the licences were handed over',
    holds: (view) => approved(view) && view.handedOver,
  },
  { state: 'ISSUED', when: 'every part is approved', holds: approved },
  {
    state: 'LAPSED',
    when: 'every part is settled, a deficiency was not answered in time, and a part was withdrawn',
    holds: settledWith((view) => view.lapsed && has('WITHDRAWN')(view)),
  },
  {
    state: 'WITHDRAWN',
    when: 'every part is settled, the applicant asked to withdraw, and a part was withdrawn',
    holds: settledWith((view) => view.withdrawalAsked && has('WITHDRAWN')(view)),
  },
  {
    state: 'PARTLY_REFUSED',
    when: 'every part is settled, and something that was granted is in force',
    holds: settledWith(({ granted }) => granted),
  },
  { state: 'REFUSED', when: 'every part is settled, one was refused', holds: settledWith(has('REFUSED')) },
  {
    state: 'NOT_ACCEPTED',
    when: 'every part is settled, one was not accepted',
    holds: settledWith(has('NOT_ACCEPTED')),
  },
  { state: 'REVOKED', when: 'every part is settled, one was revoked', holds: settledWith(has('REVOKED')) },
  { state: 'WITHDRAWN', when: 'every part is settled', holds: settled },
  { state: 'DEFICIENT', when: 'a part is deficient', holds: has('DEFICIENT') },
  {
    state: 'RESUBMITTED',
    when: 'a deficiency was answered, and the department has not said more',
    holds: has('RESUBMITTED'),
  },
  { state: 'IN_PROGRESS', when: 'a part is decided', holds: ({ decided }) => decided },
  {
    state: 'RECEIVED',
    when: 'a part without a prerequisite is not accepted yet',
    holds: ({ rootsAccepted }) => !rootsAccepted,
  },
  { state: 'DEEMED_ACCEPTED', when: 'a part is deemed accepted', holds: has('DEEMED_ACCEPTED') },
  { state: 'ACCEPTED', when: 'otherwise', holds: () => true },
];

export function caseState(view: CaseView): CaseState {
  return caseStateTable.find(({ holds }) => holds(view))?.state ?? 'RECEIVED';
}
