// The clients' log and the journal, put in order for the rules to look at.
import type {
  Answer,
  Conflict,
  Deficient,
  Entry,
  FeedEvent,
  JournalLine,
  Received,
  Seen,
  SeenCase,
  Sent,
} from './history.ts';

/** One sending of a submission and its answer; undefined where none is on record. */
export interface Attempt {
  readonly sent: Sent;
  readonly answer: Answer | undefined;
}

/** All that was sent under one key of one applicant, in the order of the log. */
export interface Application {
  readonly applicant: string;
  readonly key: string;
  readonly attempts: readonly Attempt[];
  /** In the order in which they came. */
  readonly receipts: readonly { readonly sent: Sent; readonly received: Received }[];
}

export interface Evidence {
  readonly applications: readonly Application[];
  /** Every look at a case, by its number, in the order of the answers. */
  readonly sightings: ReadonlyMap<string, readonly Seen[]>;
  /** Cases that exist, as they were last seen. */
  readonly cases: ReadonlyMap<string, SeenCase>;
  readonly journal: readonly JournalLine[];
  readonly feed: { readonly live: readonly FeedEvent[]; readonly again: readonly FeedEvent[] };
  /** When the last fault had ended; undefined where the log does not say. */
  readonly calmAt: number | undefined;
}

export function arrange(log: readonly Entry[], journal: readonly JournalLine[]): Evidence {
  const sightings = Map.groupBy(
    log.filter((entry) => entry.kind === 'seen'),
    ({ number }) => number,
  );
  const cases = new Map<string, SeenCase>();
  for (const [number, seen] of sightings) {
    const last = seen.findLast((sighting) => sighting.case?.events.length) ?? seen.at(-1);
    if (last?.case) cases.set(number, last.case);
  }
  const pages = log.filter((entry) => entry.kind === 'feed');
  const read = (wanted: 'live' | 'again') =>
    pages.filter(({ reading }) => reading === wanted).flatMap(({ events }) => events);
  return {
    applications: applicationsOf(log),
    sightings,
    cases,
    journal,
    feed: { live: read('live'), again: read('again') },
    calmAt: log.findLast(({ kind }) => kind === 'calm')?.at,
  };
}

function applicationsOf(log: readonly Entry[]): Application[] {
  const answers = new Map<string, Answer>();
  for (const entry of log) if (isAnswer(entry)) answers.set(entry.request, entry);
  const sent = log.filter((entry) => entry.kind === 'sent');
  const byRequest = new Map(sent.map((entry) => [entry.request, entry]));
  const received = log.flatMap((entry) => {
    const sending = entry.kind === 'received' ? byRequest.get(entry.request) : undefined;
    return sending && entry.kind === 'received' ? [{ sent: sending, received: entry }] : [];
  });
  const receipts = Map.groupBy(received, (receipt) => nameOf(receipt.sent));
  return [...Map.groupBy(sent, nameOf)].map(([name, sendings]) => ({
    applicant: sendings[0]?.applicant ?? '',
    key: sendings[0]?.key ?? '',
    attempts: sendings.map((sending) => ({ sent: sending, answer: answers.get(sending.request) })),
    receipts: receipts.get(name) ?? [],
  }));
}

function nameOf({ applicant, key }: Sent): string {
  return `${applicant} ${key}`;
}

function isAnswer(entry: Entry): entry is Received | Deficient | Conflict | Extract<Answer, { kind: 'failed' }> {
  return ['received', 'deficient', 'conflict', 'failed'].includes(entry.kind);
}
