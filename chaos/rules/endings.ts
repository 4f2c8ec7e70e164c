// Endings: every case comes to one, soon after the last fault, and with nothing of it under way.
import type { Evidence } from '../evidence.ts';
import type { SeenCase, SeenPart } from '../history.ts';
import type { Finding, Verdict } from './finding.ts';

const ENDS: ReadonlySet<string> = new Set([
  'ISSUED',
  'DELIVERED',
  'NOT_ACCEPTED',
  'REFUSED',
  'PARTLY_REFUSED',
  'WITHDRAWN',
  'LAPSED',
  'REVOKED',
]);
const SETTLED: ReadonlySet<string> = new Set(['ACKNOWLEDGED', 'REFUSED']);

/** Whether nothing more is to come of a case. */
export function isSettled({ state, parts }: SeenCase): boolean {
  return ENDS.has(state) && parts.every(isDelivered);
}

/** A part whose turn never came was never sent. */
function isDelivered({ delivery, state }: SeenPart): boolean {
  return SETTLED.has(delivery) || (state === 'WITHDRAWN' && delivery === 'QUEUED');
}

/** Everything that clients of the run submit is valid, and every department approves what it takes in. */
export function endingVerdicts(evidence: Evidence, settledWithinMs: number): Verdict[] {
  return [ended(evidence), issued(evidence), settledInTime(evidence, settledWithinMs)];
}

function ended({ cases }: Evidence): Verdict {
  const findings = [...cases.values()]
    .filter((each) => !isSettled(each))
    .map(({ number, state, parts }): Finding => {
      const open = parts.filter((part) => !isDelivered(part) || part.state !== 'APPROVED');
      const where = open.map(({ code, delivery, state: at, key }) => `${code} ${delivery} ${at} ${key}`);
      return { number, text: `${number}: ${state}; ${where.join(', ')}` };
    });
  return { rule: 'Every case ends, and every delivery is settled', examined: cases.size, of: 'cases', findings };
}

function issued({ cases }: Evidence): Verdict {
  const refused = [...cases.values()].filter(
    (each) => isSettled(each) && each.state !== 'ISSUED' && each.state !== 'DELIVERED',
  );
  const findings = refused.map(({ number, state, parts }) => ({
    number,
    text: `${number}: ${state}, though nobody refused it; ${parts.map((part) => `${part.code} ${part.state}`).join(', ')}`,
  }));
  return { rule: 'What everybody approved is issued', examined: cases.size, of: 'cases', findings };
}

/** What was received only after the last fault has its time from then. */
function settledInTime({ applications, sightings, calmAt }: Evidence, withinMs: number): Verdict {
  const rule = `Settled within ${withinMs / 1000} s of the last fault`;
  if (calmAt === undefined)
    return { rule, examined: 0, of: 'cases', findings: [{ text: 'The log does not say when the last fault ended' }] };
  const receivedAt = new Map(
    applications.flatMap(({ receipts }) =>
      receipts.toReversed().map(({ received }) => [received.number, received.at] as const),
    ),
  );
  const waits = [...sightings].map(([number, seen]) => {
    const first = seen.find((sighting) => sighting.case && isSettled(sighting.case));
    const from = Math.max(calmAt, receivedAt.get(number) ?? 0);
    return { number, waitedMs: first && Math.max(0, first.at - from) };
  });
  const findings = waits.flatMap(({ number, waitedMs }): Finding[] => {
    if (waitedMs === undefined) return [{ number, text: `${number}: never seen settled` }];
    return waitedMs <= withinMs ? [] : [{ number, text: `${number}: settled after ${waitedMs} ms` }];
  });
  const longestMs = Math.max(0, ...waits.map(({ waitedMs }) => waitedMs ?? 0));
  return {
    rule,
    examined: waits.length,
    of: 'cases',
    findings,
    note: `the last after ${(longestMs / 1000).toFixed(1)} s`,
  };
}
