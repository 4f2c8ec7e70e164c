// Tells every replica whose data a department changed by what it did with a case, so that nobody goes on telling what was true
// before. Said as soon as it is known, even before it is on record: saying it in vain costs one question.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sealer } from '../../crypto/sealed.ts';
import type { DataChange } from '../../departments/facts.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/pool.ts';

export interface DataChangesDependencies {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly log: Log;
  readonly forget: (change: DataChange) => void;
  /** Where notices may have been missed. */
  readonly forgetAll: () => void;
}

const CHANNEL = 'department_data';
/** What comes so soon after a notice goes with the next one. */
const REST_MS = 20;
/** PostgreSQL takes notices of fewer than 8,000 bytes; sealed and written as text they grow by a third. */
const NUMBERS_A_NOTICE = 120;

export interface DataChanges {
  readonly tell: (change: DataChange) => void;
}

export async function openDataChanges(dependencies: DataChangesDependencies): Promise<DataChanges> {
  const { store, sealer, log, forget, forgetAll } = dependencies;
  const sender = randomUUID();
  let waiting: DataChange[] = [];
  let sending = false;

  const send = async () => {
    while (waiting.length > 0) {
      const changes = waiting;
      waiting = [];
      const notices = noticesOf(changes).map((change) => {
        return sealer.seal(CHANNEL, JSON.stringify({ sender, ...change })).toString('base64');
      });
      try {
        await store.query(
          `select pg_notify('${CHANNEL}', notice) from unnest($1::text[]) as notice`,
          [notices],
          'notify-data-changes',
        );
      } catch (error) {
        // Other replicas tell what they have until it is no longer fresh.
        log.warn({ err: error }, 'a change of departments’ data could not be told to other replicas');
      }
      await sleep(REST_MS);
    }
    sending = false;
  };

  await store.listen(CHANNEL, (notice) => {
    if (notice === undefined) return forgetAll();
    const text = sealer.open(CHANNEL, Buffer.from(notice, 'base64'));
    if (text === undefined) return;
    const change = JSON.parse(text) as DataChange & { readonly sender: string };
    if (change.sender !== sender) forget(change);
  });
  return {
    tell: (change) => {
      forget(change);
      waiting.push(change);
      if (sending) return;
      sending = true;
      // What is told of several cases in one turn goes together.
      setImmediate(() => void send());
    },
  };
}

function noticesOf(changes: readonly DataChange[]): readonly DataChange[] {
  const departments = [...new Set(changes.flatMap((change) => change.departments))];
  const numbers = [...new Set(changes.flatMap((change) => change.numbers))];
  const notices: DataChange[] = [];
  for (let from = 0; from < numbers.length; from += NUMBERS_A_NOTICE) {
    notices.push({ departments, numbers: numbers.slice(from, from + NUMBERS_A_NOTICE) });
  }
  return notices;
}
