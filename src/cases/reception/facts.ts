// Facts that departments hold already: fetched, not asked for. Equal questions of several parts are asked once.

import type { BundlePart } from '../../catalogue/catalogue.ts';
import { type FactQuestion, factQuestions } from '../../catalogue/fact-checks.ts';
import { DepartmentFault } from '../../departments/fault.ts';
import type { JsonObject, JsonValue, KeyOf, ReadName } from '../../departments/port.ts';
import type { Departments } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';

export interface FetchedFacts {
  /** By part, then by the item's own names; null where there is no such record, absent where it could not be asked. */
  readonly byPart: ReadonlyMap<string, JsonObject>;
  /** The first reason why a fact is absent. */
  readonly fault: DepartmentFault | undefined;
  /** Codes of the departments that did not answer. */
  readonly unanswered: readonly string[];
}

export async function fetchFacts(
  parts: readonly BundlePart[],
  form: JsonObject,
  departments: Departments,
  exchange: Exchange,
): Promise<FetchedFacts> {
  const questions = factQuestions(parts, form);
  const byRead = Map.groupBy(questions, ({ read }) => read);
  const answers = new Map<string, JsonValue | DepartmentFault>();
  await Promise.all(
    [...byRead].map(async ([read, asked]) => {
      const keys = [...new Map(asked.map(({ key }) => [JSON.stringify(key), key])).values()];
      const facts = await askEach(read as ReadName, keys, departments, exchange);
      for (const [index, key] of keys.entries()) answers.set(nameOf({ read, key }), facts[index] ?? null);
    }),
  );
  const byPart = new Map<string, Record<string, JsonValue>>();
  const unanswered = new Set<string>();
  let fault: DepartmentFault | undefined;
  for (const question of questions) {
    const answer = answers.get(nameOf(question)) ?? null;
    const facts = byPart.get(question.part) ?? {};
    byPart.set(question.part, facts);
    if (answer instanceof DepartmentFault) {
      fault ??= answer;
      unanswered.add(departments.reader(question.read as ReadName).department);
    } else facts[question.name] = answer;
  }
  return { byPart, fault, unanswered: [...unanswered] };
}

/** The catalogue was held against the adapters' reads when it was loaded, so the names and keys are theirs. */
async function askEach(
  name: ReadName,
  keys: readonly JsonValue[],
  departments: Departments,
  exchange: Exchange,
): Promise<readonly (JsonValue | DepartmentFault)[]> {
  const { read, capability } = departments.reader(name);
  const batches = Array.from({ length: Math.ceil(keys.length / capability.batchMax) }, (_, index) =>
    keys.slice(index * capability.batchMax, (index + 1) * capability.batchMax),
  );
  const answers = await Promise.all(
    batches.map(async (batch) => {
      try {
        return (await read(batch as unknown as KeyOf<ReadName>[], exchange)) as readonly unknown[];
      } catch (error) {
        if (error instanceof DepartmentFault) return batch.map(() => error);
        throw error;
      }
    }),
  );
  return answers.flat() as (JsonValue | DepartmentFault)[];
}

function nameOf({ read, key }: Pick<FactQuestion, 'read' | 'key'>): string {
  return `${read} ${JSON.stringify(key)}`;
}
