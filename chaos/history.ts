// What clients write down of all they sent and were told, and the journal of the departments: the only things the checker reads.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Receipt {
  readonly number: string;
  readonly checkCode: string;
  readonly receivedAt: string;
}

export interface FeedEvent {
  readonly cursor: string;
  readonly caseNumber: string;
  readonly sequence: number;
  readonly kind: string;
  readonly part: string | null;
  readonly state: string;
}

export interface SeenPart {
  readonly code: string;
  readonly key: string;
  readonly department: string;
  readonly delivery: string;
  readonly state: string;
}

export interface SeenCase {
  readonly number: string;
  readonly state: string;
  readonly receivedAt: string;
  readonly parts: readonly SeenPart[];
  /** The case's own history; empty where only its state was asked for. */
  readonly events: readonly Omit<FeedEvent, 'cursor' | 'caseNumber'>[];
}

interface Stamped {
  /** Milliseconds since 1970, by the one clock of all clients. */
  readonly at: number;
}

/** A submission that was sent, as often as it was. */
export interface Sent extends Stamped {
  readonly kind: 'sent';
  readonly request: string;
  readonly gateway: number;
  readonly applicant: string;
  readonly key: string;
  /** Digest of everything but the key. */
  readonly payload: string;
}
export interface Received extends Stamped, Receipt {
  readonly kind: 'received';
  readonly request: string;
  readonly replayed: boolean;
}
export interface Deficient extends Stamped {
  readonly kind: 'deficient';
  readonly request: string;
  readonly problems: readonly string[];
}
export interface Conflict extends Stamped {
  readonly kind: 'conflict';
  readonly request: string;
}
/** No answer, or one that says nothing of the submission. */
export interface Failed extends Stamped {
  readonly kind: 'failed';
  readonly request: string;
  readonly reason: string;
}
/** A case that was looked up; null where it was said not to exist. */
export interface Seen extends Stamped {
  readonly kind: 'seen';
  readonly number: string;
  /** When the question was sent. */
  readonly askedAt: number;
  readonly case: SeenCase | null;
}
/** A page of the feed: read while things happened, or once more from its beginning when all was over. */
export interface FeedPage extends Stamped {
  readonly kind: 'feed';
  readonly reading: 'live' | 'again';
  readonly events: readonly FeedEvent[];
}
/** The last fault has ended, and everything runs. */
export interface Calm extends Stamped {
  readonly kind: 'calm';
}

export type Answer = Received | Deficient | Conflict | Failed;
export type Entry = Sent | Answer | Seen | FeedPage | Calm;

/** A line of the simulators' journal. */
export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly department: string;
  readonly effect: string;
  readonly key: string;
}

type Unstamped<E extends Entry> = E extends Entry ? Omit<E, 'at'> : never;

export interface History {
  /** Writes an entry down with the present time, which it returns. */
  readonly note: (entry: Unstamped<Entry>) => number;
  /** Resolves when all of it is in the file. */
  readonly close: () => Promise<void>;
}

export function openHistory(file: string): History {
  const stream = createWriteStream(file);
  return {
    note: (entry) => {
      const at = Date.now();
      stream.write(`${JSON.stringify({ at, ...entry })}\n`);
      return at;
    },
    close: () =>
      new Promise((resolve, reject) => {
        stream.once('error', reject);
        stream.end(resolve);
      }),
  };
}

/** The objects of a file of NDJSON. The file was written by this run; its shape is trusted. */
export async function readLines<Line>(file: string): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line !== '') lines.push(JSON.parse(line) as Line);
  }
  return lines;
}
