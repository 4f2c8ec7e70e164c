// Editions under which historical cases were received: the catalogue's bundles, or its items one by one in an earlier version.
import { createHash } from 'node:crypto';
import { type Editions, openEditions } from '../../src/cases/editions.ts';
import type { CasePlan } from '../../src/cases/history/fold.ts';
import { saveEdition } from '../../src/cases/sql/editions.ts';
import type { Bundle, Catalogue, Item } from '../../src/catalogue/catalogue.ts';
import type { Store } from '../../src/store/pool.ts';
import type { Profile } from './profile.ts';

export interface HistoricalEdition {
  readonly id: number;
  readonly bundle: Bundle;
  readonly plan: CasePlan;
}

const VERSION = '0';

/** For a kind of case; puts on record what is not there yet. */
export async function historicalEditions(
  store: Store,
  catalogue: Catalogue,
  { received }: Pick<Profile, 'received'>,
  kind: Item['kind'],
): Promise<readonly HistoricalEdition[]> {
  const editions = await openEditions(store, catalogue);
  const ids =
    received === 'bundles'
      ? [...catalogue.bundles.keys()].flatMap((code) => editions.current(code)?.id ?? [])
      : await Promise.all(singleItems(catalogue, kind).map((bundle) => save(store, bundle)));
  return Promise.all(ids.map((id) => opened(editions, id)));
}

async function opened(editions: Editions, id: number): Promise<HistoricalEdition> {
  const edition = await editions.byId(id);
  return { id, bundle: edition.bundle, plan: edition.plan({}) };
}

function save(store: Store, bundle: Bundle): Promise<number> {
  const content = JSON.stringify(bundle);
  const fingerprint = createHash('sm3').update(content).digest('hex');
  return saveEdition(store, { code: bundle.code, version: bundle.version, fingerprint, content });
}

/** Every item that grants something, each as a bundle of its own; on the spot within an hour. */
function singleItems(catalogue: Catalogue, kind: Item['kind']): readonly Bundle[] {
  const found = new Map<string, Bundle>();
  for (const bundle of catalogue.bundles.values()) {
    for (const { code, item } of bundle.parts) {
      if (item.licences.length === 0 || found.has(item.code)) continue;
      const timeLimit = kind === 'ON_THE_SPOT' ? ({ amount: 1, unit: 'WORKING_HOUR' } as const) : item.timeLimit;
      found.set(item.code, {
        ...bundle,
        code: item.code,
        version: VERSION,
        name: item.name,
        description: item.name,
        parts: [{ code, item: { ...item, version: VERSION, kind, timeLimit }, needs: [], when: null }],
        materials: [],
        questions: [],
        issuance: { rule: 'AVAILABLE', group: [] },
        compensation: { refused: {}, withdrawal: [] },
      });
    }
  }
  return [...found.values()];
}
