// Lists that statements are given, in a form of which the server makes one plan.

/**
 * A parameter that is a list, such as `given('$1::bigint[]')`, to stand in `unnest(…)` or `any(…)`; of several that are unnested
 * together, the first. Where a list stands by itself the server counts it, finds that a plan for a short one costs less than one for
 * ten, and plans the statement anew each time it is executed, which takes as long as executing it. How long this one is it cannot
 * see beforehand.
 */
export function given(parameter: string): string {
  const type = parameter.slice(parameter.indexOf('::'));
  return `(select ${parameter})${type}`;
}
