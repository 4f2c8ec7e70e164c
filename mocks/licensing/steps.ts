// Steps of an application as polls and callbacks tell them.
import type { Application, Step } from '../simulator.ts';
import { detailOf } from './detail.ts';
import { beijing } from './wire.ts';

const APPLYTYPE: Readonly<Record<string, string>> = { establishment: '01', change: '02', deregistration: '03' };
const NODE = {
  ACCEPTED: '10',
  NOT_ACCEPTED: '11',
  DEFICIENT: '20',
  SUSPENDED: '30',
  RESUMED: '31',
  APPROVED: '40',
  REFUSED: '41',
  WITHDRAWN: '50',
  WITHDRAWAL_REFUSED: '51',
} as const;

export function wireStep(application: Application, step: Step): Readonly<Record<string, unknown>> {
  const { uniscid, certificate } = detailOf(application);
  const approved = step.kind === 'APPROVED';
  return {
    eventid: `${application.reference}-${step.sequence}`,
    idempotencykey: application.key,
    applytype: APPLYTYPE[application.effect],
    sequence: step.sequence,
    node: NODE[step.kind],
    occurtime: beijing(step.at),
    advice: step.reason,
    uniscid: approved ? uniscid : null,
    certificates: approved ? [certificate] : [],
  };
}
