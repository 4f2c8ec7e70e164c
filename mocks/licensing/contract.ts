// The department's OpenAPI as the simulator reads it: code tables, limits, and the shapes that requests must have.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { z } from 'zod';

const document = load(
  readFileSync(new URL('../../adapters/licensing/contract/openapi.yaml', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const table = z.record(z.string(), z.string());
const { 'x-code-tables': tables, 'x-limits': limits } = z
  .object({
    'x-code-tables': z.object({ code: table, enttype: table, node: table, certtype: table }),
    'x-limits': z.object({
      concurrency: z.int().positive(),
      perSecond: z.int().positive(),
      requestBytes: z.int().positive(),
      signatureAgeMs: z.int().positive(),
    }),
  })
  .parse(document);

export { limits };

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');
const bodies = new Map<string, ValidateFunction>();

/** Whether a body has the shape that the contract gives for this path. */
export function isBody(path: string, body: unknown): boolean {
  let validate = bodies.get(path);
  if (validate === undefined) {
    const pointer = `paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/post/requestBody/content/application~1json/schema`;
    validate = ajv.compile({ $ref: `openapi#/${pointer}` });
    bodies.set(path, validate);
  }
  return validate(body) === true;
}

/** The department's own words for an answer code. */
export function messageOf(code: string): string {
  return tables.code[code] ?? '';
}

/** The code of an enterprise kind. */
export function enttypeOf(kind: string): string {
  const wanted = kind.replaceAll('（', '(').replaceAll('）', ')');
  const code = Object.entries(tables.enttype).find(([, name]) => name === wanted)?.[0];
  if (code === undefined) throw new Error(`the licensing contract has no enttype for ${kind}; add it to openapi.yaml`);
  return code;
}

export function isEnttype(code: string): boolean {
  return Object.hasOwn(tables.enttype, code);
}
