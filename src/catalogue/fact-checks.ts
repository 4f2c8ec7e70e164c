// What departments' own data must say for an application to be acceptable, as the items' `checks` state it. Pure.
import type { JsonObject, JsonValue } from '../departments/port.ts';
import type { BundlePart, FactCheck } from './catalogue.ts';
import type { Deficiency } from './deficiencies.ts';
import { isList, isObject, sameJson, valueAt } from './pointer.ts';

/** One question to a department that a part's payload or checks rest on. Several parts may ask the same one. */
export interface FactQuestion {
  readonly part: string;
  /** The item's own name of the fact. */
  readonly name: string;
  /** Name of the port's read. */
  readonly read: string;
  readonly key: JsonValue;
}

export function factQuestions(parts: readonly BundlePart[], form: JsonObject): readonly FactQuestion[] {
  return parts.flatMap(({ code, item }) =>
    Object.entries(item.facts).flatMap(([name, { read, key }]) => {
      const value = valueAt({ form }, key);
      return value === undefined ? [] : [{ part: code, name, read, key: value }];
    }),
  );
}

/**
 * Contradictions between the form and what departments hold. `facts` are by part, then by the item's names: null where
 * the department has no such record, absent where it could not be asked; a check on an absent fact finds nothing.
 */
export function reviewFacts(
  parts: readonly BundlePart[],
  form: JsonObject,
  facts: ReadonlyMap<string, JsonObject>,
): readonly Deficiency[] {
  const found = new Map<string, Deficiency>();
  for (const { code, item } of parts) {
    const root = { form, facts: facts.get(code) ?? {} };
    for (const check of item.checks) {
      const place = `${check.code} ${check.field}`;
      if (found.has(place) || !contradicted(check, root)) continue;
      found.set(place, {
        code: check.code,
        part: code,
        item: item.code,
        material: null,
        field: check.field.replace(/^\/form/, ''),
        problem: check.problem,
        remedy: check.remedy,
      });
    }
  }
  return [...found.values()];
}

function contradicted({ of, must }: FactCheck, root: JsonObject): boolean {
  const value = valueAt(root, of);
  if ('exist' in must) return value === null;
  if (value === undefined || value === null) return false;
  if ('beOneOf' in must) return !must.beOneOf.some((each) => sameJson(each, value));
  const wanted = valueAt(root, must.contain);
  if (wanted === undefined || wanted === null) return false;
  const there = members(value, must.by);
  return members(wanted, must.by).some((each) => !there.some((other) => sameJson(each, other)));
}

function members(value: JsonValue, by: string): readonly (JsonValue | undefined)[] {
  return (isList(value) ? value : [value]).map((each) => (isObject(each) ? each[by] : each));
}
