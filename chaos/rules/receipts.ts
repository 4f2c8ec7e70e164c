// Receipts: each submission gets one, it stays the same, and its case stays in existence.
import type { Application, Evidence } from '../evidence.ts';
import { type Finding, repeated, type Verdict } from './finding.ts';

export const NO_RECEIPT_LOST = 'No receipt is lost';

export function receiptVerdicts(evidence: Evidence): Verdict[] {
  return [
    everySubmissionAnswered(evidence),
    oneReceiptForEachKey(evidence),
    conflicts(evidence),
    nothingLost(evidence),
  ];
}

function everySubmissionAnswered({ applications }: Evidence): Verdict {
  const findings = applications.flatMap(({ key, attempts, receipts }): Finding[] => {
    const deficient = attempts.find(({ answer }) => answer?.kind === 'deficient')?.answer;
    if (deficient?.kind === 'deficient') {
      return [{ key, text: `${key}: a valid application was called deficient: ${deficient.problems.join('; ')}` }];
    }
    return receipts.length > 0 ? [] : [{ key, text: `${key}: no receipt after ${attempts.length} attempts` }];
  });
  return { rule: 'Every submission has its receipt', examined: applications.length, of: 'submissions', findings };
}

function oneReceiptForEachKey({ applications }: Evidence): Verdict {
  const findings: Finding[] = [];
  const numbers: string[] = [];
  for (const { key, receipts } of applications) {
    const different = new Set(
      receipts.map(({ received: { number, checkCode, receivedAt } }) => `${number} ${checkCode} ${receivedAt}`),
    );
    if (different.size > 1)
      findings.push({ key, text: `${key}: ${different.size} receipts: ${[...different].join(', ')}` });
    numbers.push(...new Set(receipts.map(({ received }) => received.number)));
  }
  for (const number of repeated(numbers))
    findings.push({ number, text: `${number}: the number stands on receipts of several keys` });
  const examined = applications.reduce((sum, { receipts }) => sum + receipts.length, 0);
  return { rule: 'One receipt for each key, however often it is sent', examined, of: 'receipts', findings };
}

/** The payload that got the first receipt holds the key; every other one must be told so. */
function conflicts({ applications }: Evidence): Verdict {
  const contested = applications.filter(({ attempts }) => new Set(attempts.map(({ sent }) => sent.payload)).size > 1);
  const unfounded = applications.filter(({ attempts }) => new Set(attempts.map(({ sent }) => sent.payload)).size === 1);
  const findings = [
    ...contested.flatMap(contradictions),
    ...unfounded.flatMap(({ key, attempts }): Finding[] =>
      attempts.some(({ answer }) => answer?.kind === 'conflict')
        ? [{ key, text: `${key}: called a conflict, though only one payload was ever sent` }]
        : [],
    ),
  ];
  return {
    rule: 'Another payload under a used key is a conflict',
    examined: contested.length,
    of: 'contested keys',
    findings,
  };
}

function contradictions({ key, attempts, receipts }: Application): Finding[] {
  const holder = receipts[0]?.sent.payload;
  return attempts.flatMap(({ sent, answer }): Finding[] => {
    if (holder === undefined) return [];
    if (answer?.kind === 'received' && sent.payload !== holder) {
      return [{ key, text: `${key}: payload ${sent.payload} got a receipt, though ${holder} had the key` }];
    }
    if (answer?.kind === 'conflict' && sent.payload === holder) {
      return [{ key, text: `${key}: payload ${holder} was called a conflict with itself` }];
    }
    return [];
  });
}

function nothingLost({ applications, sightings, cases }: Evidence): Verdict {
  const receipts = applications.flatMap((application) =>
    application.receipts.map(({ received }) => ({ ...received, key: application.key })),
  );
  const first = new Map(receipts.toReversed().map((receipt) => [receipt.number, receipt]));
  const findings = [...first.values()].flatMap(({ number, receivedAt, at, key }): Finding[] => {
    const vanished = (sightings.get(number) ?? []).find((sighting) => sighting.askedAt >= at && sighting.case === null);
    if (vanished) return [{ key, number, text: `${number}: has a receipt, and was said not to exist` }];
    const last = cases.get(number);
    if (!last) return [{ key, number, text: `${number}: has a receipt, and nobody has seen the case` }];
    if (Date.parse(last.receivedAt) === Date.parse(receivedAt)) return [];
    return [{ key, number, text: `${number}: received at ${last.receivedAt}, while its receipt says ${receivedAt}` }];
  });
  return { rule: NO_RECEIPT_LOST, examined: first.size, of: 'cases', findings };
}
