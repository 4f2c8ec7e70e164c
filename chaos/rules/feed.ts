// The feed of all cases, as a client read it while gateways and database died under it: nothing missed, nothing repeated.
import type { Evidence } from '../evidence.ts';
import type { FeedEvent } from '../history.ts';
import { type Finding, repeated, type Verdict } from './finding.ts';

/** A case tells at most so many of its last events. */
const OWN_EVENTS_MAX = 100;

export function feedVerdicts(evidence: Evidence): Verdict[] {
  return [unbroken(evidence), sameAgain(evidence), complete(evidence)];
}

/** No cursor comes twice, and each case's events come as 1, 2, 3 … */
function unbroken({ feed: { live } }: Evidence): Verdict {
  const findings: Finding[] = [...repeated(live.map(({ cursor }) => cursor))].map((cursor) => ({
    text: `The cursor ${cursor} was read twice`,
  }));
  const reached = new Map<string, number>();
  for (const { caseNumber: number, sequence } of live) {
    const expected = (reached.get(number) ?? 0) + 1;
    if (sequence !== expected)
      findings.push({ number, text: `${number}: event ${sequence} was read where ${expected} was due` });
    reached.set(number, sequence);
  }
  return { rule: 'The feed misses and repeats nothing', examined: live.length, of: 'events', findings };
}

/** What was read once stays where it was; what came later stands behind it. */
function sameAgain({ feed: { live, again } }: Evidence): Verdict {
  const rule = 'The feed reads the same again';
  const examined = again.length;
  const differs = live.findIndex((event, index) => !isSame(event, again[index]));
  if (differs === -1) return { rule, examined, of: 'events', findings: [] };
  const [first, second] = [live[differs], again[differs]].map((event) => JSON.stringify(event ?? null));
  const number = live[differs]?.caseNumber ?? '';
  return {
    rule,
    examined,
    of: 'events',
    findings: [{ number, text: `Place ${differs + 1} was ${first}, and is ${second}` }],
  };
}

function isSame(one: FeedEvent, other: FeedEvent | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the cases say of themselves is in the feed, and no case is there that no client knows. */
function complete({ feed: { again }, cases }: Evidence): Verdict {
  const inFeed = Map.groupBy(again, ({ caseNumber }) => caseNumber);
  const told = (events: readonly Pick<FeedEvent, 'sequence' | 'kind'>[]) =>
    events
      .slice(-OWN_EVENTS_MAX)
      .map(({ sequence, kind }) => `${sequence} ${kind}`)
      .join(', ');
  const findings: Finding[] = [...cases.values()].flatMap(({ number, events }) => {
    const [own, fed] = [told(events), told(inFeed.get(number) ?? [])];
    return own === fed ? [] : [{ number, text: `${number}: its own events are ${own}; those in the feed ${fed}` }];
  });
  for (const number of inFeed.keys()) {
    if (!cases.has(number))
      findings.push({ number, text: `${number}: is in the feed, and no client has a receipt for it` });
  }
  return { rule: 'The feed holds every event of every case', examined: cases.size, of: 'cases', findings };
}
