// Maps a case onto what a department is handed, as the item's `payload` says. Pure.
import type { JsonObject, JsonValue } from '../departments/port.ts';
import type { Item, PayloadSource } from './catalogue.ts';
import { isList, isObject, valueAt } from './pointer.ts';

/** What payload pointers lead into. */
export interface PayloadContext {
  /** Checked, normalised, with defaults: the `form` of `readForm`. */
  readonly form: JsonObject;
  readonly applicant: JsonObject;
  /** By the item's own names; null where the department has no such record, absent where it was not asked. */
  readonly facts: JsonObject;
  /** By the evidence's Chinese name. */
  readonly evidence: JsonObject;
  readonly case: JsonObject;
}

export type MappedPayload =
  | { readonly kind: 'mapped'; readonly payload: JsonObject }
  /** Pointers that had to lead somewhere and did not; no part of a value is in them. */
  | { readonly kind: 'incomplete'; readonly missing: readonly { readonly field: string; readonly pointer: string }[] };

export function mapPayload(item: Pick<Item, 'payload'>, context: PayloadContext): MappedPayload {
  const missing: { field: string; pointer: string }[] = [];
  const payload: Record<string, JsonValue> = {};
  for (const [field, source] of Object.entries(item.payload)) {
    const value = mappedValue(source, { ...context }, (pointer) => missing.push({ field, pointer }));
    if (value !== undefined) payload[field] = value;
  }
  return missing.length > 0 ? { kind: 'incomplete', missing } : { kind: 'mapped', payload };
}

/** The item's own names of the facts that its messages tell. */
export function payloadFacts({ payload }: Pick<Item, 'payload'>): ReadonlySet<string> {
  const pointers = Object.values(payload).flatMap(pointersOf);
  return new Set(pointers.flatMap((pointer) => /^\/facts\/([^/?]+)/.exec(pointer)?.[1] ?? []));
}

/** The pointers of a source, with their `?`. */
export function pointersOf(source: PayloadSource): readonly string[] {
  if (typeof source === 'string') return [source];
  if (isPointers(source)) return source;
  if (isConstant(source)) return [];
  return typeof source.from === 'string' ? [source.from] : source.from;
}

function mappedValue(source: PayloadSource, root: JsonObject, lost: (pointer: string) => void): JsonValue | undefined {
  if (isConstant(source)) return source.const;
  const found = pointersOf(source).flatMap((pointer) => {
    const value = valueAt(root, pointer);
    if (value === undefined || value === null) {
      if (!pointer.endsWith('?')) lost(pointer);
      return [];
    }
    return [value];
  });
  if (typeof source === 'string') return found[0];
  if (isPointers(source)) return found.flatMap((value) => (isList(value) ? value : [value]));
  const { pick } = source;
  const picked = found.map((value) =>
    isList(value) ? value.map((each) => pickOf(each, pick, lost)) : pickOf(value, pick, lost),
  );
  return typeof source.from === 'string' ? picked[0] : picked.flat();
}

/** In a list of pointers a lone object counts as one member: `[/form/legalRepresentative]` is a list of one. */
function pickOf(value: JsonValue, pick: readonly string[], lost: (pointer: string) => void): JsonValue {
  if (!isObject(value)) {
    lost(pick.join(','));
    return null;
  }
  const members: Record<string, JsonValue> = {};
  for (const name of pick) {
    const member = value[name.replace(/\?$/, '')];
    if (member !== undefined && member !== null) members[name.replace(/\?$/, '')] = member;
    else if (!name.endsWith('?')) lost(name);
  }
  return members;
}

function isConstant(source: PayloadSource): source is { readonly const: JsonValue } {
  return typeof source === 'object' && 'const' in source;
}

function isPointers(source: PayloadSource): source is readonly string[] {
  return Array.isArray(source);
}
