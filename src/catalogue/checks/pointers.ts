// Whether a pointer of an item can lead somewhere, judged by the schemas of questions, reads and evidence.
import type { JsonObject } from '../../departments/port.ts';
import { type CatalogueFiles, isUnknown } from '../files.ts';
import { schemaAt, stepsOf } from '../pointer.ts';
import type { RawItem } from '../shapes/item.ts';

const text = { type: 'string' } as const;
/** What the gateway itself tells of the applicant and of the case. */
const APPLICANT: JsonObject = { properties: { kind: text, number: text, name: text, phone: text } };
const CASE: JsonObject = { properties: { number: text, part: text, receivedAt: text } };

/** Why the pointer leads nowhere, or undefined. What could not be read has its own fault and is not blamed here. */
export function pointerProblem(
  pointer: string,
  item: RawItem,
  files: Pick<CatalogueFiles, 'questions' | 'reads' | 'evidence'>,
  roots: readonly string[],
): string | undefined {
  const [root = '', name = '', ...rest] = stepsOf(pointer);
  if (!roots.includes(root)) return `a pointer begins here with ${roots.map((each) => `/${each}`).join(', ')}`;
  switch (root) {
    case 'form':
      if (!item.questions.includes(name)) return `the item asks no question "${name}"`;
      return inside(files.questions.entries.get(name)?.raw.schema, rest, `the question "${name}"`);
    case 'facts': {
      const fact = item.facts[name];
      if (!fact) return `the item reads no fact "${name}"`;
      return inside(files.reads.entries.get(fact.read)?.raw.schema, rest, `the read "${fact.read}"`);
    }
    case 'evidence':
      if (isUnknown(files.evidence, name)) return `there is no evidence "${name}"`;
      return inside(files.evidence.entries.get(name)?.raw.schema, rest, `the evidence "${name}"`);
    case 'applicant':
      return inside(APPLICANT, [name, ...rest], 'the applicant');
    default:
      return inside(CASE, [name, ...rest], 'the case');
  }
}

function inside(schema: JsonObject | undefined, steps: readonly string[], what: string): string | undefined {
  return schema && schemaAt(schema, steps) === undefined ? `${what} has no /${steps.join('/')}` : undefined;
}
