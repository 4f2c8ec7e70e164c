// Editions of bundles: a case keeps the one it was received under, whatever the catalogue says later.
import type { Bundle, BundlePart, Catalogue } from '../catalogue/catalogue.ts';
import { neededParts } from '../catalogue/plan.ts';
import type { JsonObject } from '../departments/port.ts';
import type { Store } from '../store/pool.ts';
import type { CasePlan } from './history/fold.ts';
import { editionContent, editionsOf, saveEdition } from './sql/editions.ts';

export interface Edition {
  readonly id: number;
  readonly bundle: Bundle;
  /** For a form that was read, defaults included. */
  readonly plan: (form: JsonObject) => CasePlan;
}

export interface Editions {
  /** The edition in force; undefined where the catalogue has no such bundle. */
  readonly current: (code: string) => Edition | undefined;
  readonly byId: (id: number) => Promise<Edition>;
}

/** Puts every bundle of the catalogue on record, so that cases can pin it. */
export async function openEditions(store: Store, catalogue: Catalogue): Promise<Editions> {
  const current = new Map<string, Edition>();
  const known = new Map<number, Edition>();
  const { fingerprint } = catalogue;
  // They are large, and on record already with every start but the first of a catalogue.
  const onRecord = await editionsOf(store, fingerprint);
  for (const bundle of catalogue.bundles.values()) {
    const { code, version } = bundle;
    const save = () => saveEdition(store, { code, version, fingerprint, content: JSON.stringify(bundle) });
    const id = onRecord.get(code) ?? (await save());
    current.set(code, edition(id, bundle));
    known.set(id, edition(id, bundle));
  }
  return {
    current: (code) => current.get(code),
    byId: async (id) => {
      const found = known.get(id) ?? (await readEdition(store, id));
      known.set(id, found);
      return found;
    },
  };
}

async function readEdition(store: Store, id: number): Promise<Edition> {
  const content = await editionContent(store, id);
  if (!content) throw new Error(`Bundle edition ${id} is not on record; the database is damaged.`);
  return edition(id, content as Bundle);
}

/** Of the same parts there is one plan, worked out once. */
function edition(id: number, bundle: Bundle): Edition {
  const plans = new Map<string, CasePlan>();
  const plan = (form: JsonObject) => {
    const chosen = neededParts(bundle, form);
    const codes = chosen.map(({ code }) => code).join();
    const known = plans.get(codes) ?? planOfParts(bundle, chosen);
    plans.set(codes, known);
    return known;
  };
  return { id, bundle, plan };
}

export function planOf(bundle: Bundle, form: JsonObject): CasePlan {
  return planOfParts(bundle, neededParts(bundle, form));
}

function planOfParts(bundle: Bundle, chosen: ReturnType<typeof neededParts>): CasePlan {
  const codes = new Set(chosen.map(({ code }) => code));
  const { issuance } = bundle;
  return {
    parts: chosen.map(({ code, item, needs }) => ({
      code,
      needs: [...new Set(needs.map(({ part }) => part))].filter((part) => codes.has(part)),
      kind: item.kind,
      grants: item.reversal.by !== 'NONE',
    })),
    issuance: {
      rule: issuance.rule,
      group: issuance.group.filter((code) => codes.has(code)),
      ...(issuance.rule === 'LEAD' ? { lead: issuance.lead } : {}),
    },
  };
}

/** Part of the case by its code; a code that its edition does not have is a bug. */
export function bundlePart({ edition }: { readonly edition: Edition }, code: string): BundlePart {
  const part = edition.bundle.parts.find((each) => each.code === code);
  if (part) return part;
  throw new Error(`Bundle ${edition.bundle.code} (edition ${edition.id}) has no part "${code}".`);
}
