// An answer of the gateway held against the population's truth.

/** How many nodes of a connection were asked for, by the name of its field. */
export type PageSizes = Readonly<Record<string, number>>;

/**
 * Where an answer departs from the truth, a line each: every field of the answer counts, except `id`, which is the
 * gateway's own, and `masked`, which is about the asker. Fields that the answer lacks were not asked for.
 */
export function differences(answer: unknown, truth: unknown, pages: PageSizes = {}, path = ''): readonly string[] {
  if (Array.isArray(answer) && Array.isArray(truth)) {
    if (answer.length !== truth.length) return [`${path}: ${answer.length} instead of ${truth.length} entries`];
    return answer.flatMap((item, index) => differences(item, truth[index], pages, `${path}[${index}]`));
  }
  if (isObject(answer) && isObject(truth)) {
    return Object.entries(answer).flatMap(([name, value]) => {
      if (name === 'id' || name === 'masked') return [];
      const max = name === 'nodes' ? pages[path.split('.').at(-1) ?? ''] : undefined;
      const expected = max !== undefined && Array.isArray(truth[name]) ? truth[name].slice(0, max) : truth[name];
      return differences(value, expected, pages, `${path}.${name}`);
    });
  }
  return Object.is(answer, truth) ? [] : [`${path}: ${JSON.stringify(answer)} instead of ${JSON.stringify(truth)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
