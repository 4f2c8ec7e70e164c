// JSON pointers (RFC 6901) into values and into JSON Schemas; equality of JSON values.
import type { JsonObject, JsonValue } from '../departments/port.ts';

/** The steps of a pointer such as `/facts/unit/owners/0/registeredOn`; a trailing `?` belongs to the catalogue's notation. */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .replace(/\?$/, '')
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value a pointer leads to, or undefined where it leads nowhere. */
export function valueAt(root: JsonValue | undefined, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const step of stepsOf(pointer)) {
    if (isList(value)) value = /^(?:0|[1-9]\d*)$/.test(step) ? value[Number(step)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** The schema of what the steps lead to: of a list's member for a number. Undefined where nothing can be there. */
export function schemaAt(schema: JsonObject, steps: readonly string[]): JsonObject | undefined {
  let at: JsonValue | undefined = schema;
  for (const step of steps) {
    if (!isObject(at)) return undefined;
    const properties: JsonValue | undefined = at['properties'];
    if (/^\d+$/.test(step) && at['items'] !== undefined) at = at['items'];
    else if (isObject(properties) && Object.hasOwn(properties, step)) at = properties[step];
    else return undefined;
  }
  return isObject(at) ? at : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Equality of JSON values; members in any order. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((each, index) => sameJson(each, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}
