// The checker: from the clients' log and the departments' journal alone, what held and what did not.
import { arrange } from './evidence.ts';
import type { Entry, JournalLine } from './history.ts';
import { effectVerdicts } from './rules/effects.ts';
import { endingVerdicts } from './rules/endings.ts';
import { feedVerdicts } from './rules/feed.ts';
import type { Finding, Verdict } from './rules/finding.ts';
import { receiptVerdicts } from './rules/receipts.ts';

export const SETTLED_WITHIN_MS = 60_000;

export function judge(log: readonly Entry[], journal: readonly JournalLine[]): readonly Verdict[] {
  const evidence = arrange(log, journal);
  return [
    ...receiptVerdicts(evidence),
    ...effectVerdicts(evidence),
    ...endingVerdicts(evidence, SETTLED_WITHIN_MS),
    ...feedVerdicts(evidence),
  ];
}

/** Everything the log and the journal say about what a finding is about, in the order of time. */
export function historyOf(finding: Finding, log: readonly Entry[], journal: readonly JournalLine[]): Moment[] {
  const { applications, cases } = arrange(log, journal);
  const application = applications.find(
    ({ key, receipts }) => key === finding.key || receipts.some(({ received }) => received.number === finding.number),
  );
  const requests = new Set(application?.attempts.map(({ sent }) => sent.request));
  const numbers = new Set([finding.number, ...(application?.receipts.map(({ received }) => received.number) ?? [])]);
  const keys = new Set([...numbers].flatMap((number) => cases.get(number ?? '')?.parts.map(({ key }) => key) ?? []));
  const entries = log.flatMap((entry): Moment[] => {
    if ('request' in entry) return requests.has(entry.request) ? [lineOf(entry.at, entry.kind, entry)] : [];
    if (entry.kind === 'seen') return numbers.has(entry.number) ? [lineOf(entry.at, entry.kind, entry)] : [];
    if (entry.kind !== 'feed' || entry.reading === 'again') return [];
    return entry.events
      .filter(({ caseNumber }) => numbers.has(caseNumber))
      .map((event) => lineOf(entry.at, 'feed', event));
  });
  const effects = journal.filter(({ key }) => keys.has(key)).map((line) => lineOf(Date.parse(line.at), 'effect', line));
  return [...entries, ...effects].sort((one, other) => one.at - other.at);
}

/** Something that happened, as a line of a history. */
export interface Moment {
  readonly at: number;
  readonly what: string;
  readonly text: string;
}

function lineOf(at: number, what: string, entry: object): Moment {
  return { at, what, text: JSON.stringify({ ...entry, at: undefined }) };
}
