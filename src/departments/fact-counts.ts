// How often departments' facts were told, for whoever watches whether what is kept is of use.
import type { Departments } from './registry.ts';

/** Facts of one department since the start, by how they were come by. */
export interface FactCounts {
  /** A question to the department, answered or not. */
  asked: number;
  /** The answer to a question that was under way. */
  joined: number;
  /** What was kept, in a rush. */
  kept: number;
  /** What another replica keeps, in a rush. */
  shared: number;
  /** A copy, while the department was closed. */
  copied: number;
}

/** By the department's code, all at nought. */
export function countsOf({ all }: Departments): ReadonlyMap<string, FactCounts> {
  return new Map(all.map(({ code }) => [code, { asked: 0, joined: 0, kept: 0, shared: 0, copied: 0 }]));
}

export function ofDepartment(counts: ReadonlyMap<string, FactCounts>, department: string): FactCounts {
  const found = counts.get(department);
  if (!found) throw new Error(`There is no department "${department}".`);
  return found;
}
