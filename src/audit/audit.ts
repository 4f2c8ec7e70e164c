// The audit trail of an installation: its connections, its heads, its retention, and the search in it.

import { machineClock } from '../clock.ts';
import { keyedHash } from '../crypto/keyed-hash.ts';
import type { OpaqueIds } from '../crypto/opaque-id.ts';
import type { Log } from '../log.ts';
import { openStore, type Store } from '../store/pool.ts';
import { openHeads } from './heads.ts';
import { openRetention } from './retention.ts';
import { type AuditSearch, openSearch } from './search.ts';
import { type AuditTrail, openAuditTrail } from './trail.ts';
import { openUpkeep } from './upkeep.ts';

export interface Audit {
  readonly trail: AuditTrail;
  readonly search: AuditSearch;
  readonly close: () => Promise<void>;
}

export interface AuditSettings {
  /** For what may wait: the search, and removing what is older than its time. */
  readonly store: Store;
  readonly databaseUrl: string;
  /** Signed heads go below it. */
  readonly dataFolder: string;
  /** Secret of the installation, from which the key of subjects' hashes is made. */
  readonly key: Uint8Array;
  readonly ids: OpaqueIds;
  readonly log: Log;
}

/** Sealed under this type of id. */
const ACTOR = 'Actor';
const SUBJECT_HASH = 'audit subject';
/** Entries are written one group after another, on a connection that nobody else may occupy. */
const CONNECTIONS = 1;
/** Whoever waits for the trail waits no longer than a client does. */
const STATEMENT_TIMEOUT_MS = 5_000;

export async function openAudit({ store, databaseUrl, dataFolder, key, ids, log }: AuditSettings): Promise<Audit> {
  const writer = openStore({ url: databaseUrl, connectionsMax: CONNECTIONS, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  const { now } = machineClock;
  const hashSubject = keyedHash(key, SUBJECT_HASH);
  const heads = await openHeads(dataFolder, now);
  const sealActor = (subject: string) => ids.seal(ACTOR, subject);
  const trail = await openAuditTrail({ store: writer, heads, log, now, hashSubject, sealActor });
  const retention = openRetention({ store, heads, log, now });
  const upkeep = openUpkeep({ store, log, length: trail.length });
  const search = openSearch({ store, hashSubject, sealActor, openActor: (actor) => ids.open(ACTOR, actor) });
  return {
    trail,
    search,
    close: async () => {
      await trail.close();
      await Promise.all([retention.close(), upkeep.close()]);
      await writer.close();
    },
  };
}
