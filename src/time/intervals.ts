// Half-open spans of time [from, to) in ms since the epoch, and their unions: overlap never counts twice.

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Ascending, disjoint, none empty; neighbours that touch are one. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.length === 0) return intervals;
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of intervals.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** What of `whole` lies outside every interval of `holes`. */
export function subtract(whole: readonly Interval[], holes: readonly Interval[]): readonly Interval[] {
  const rest: Interval[] = [];
  const cuts = union(holes);
  for (const { from, to } of union(whole)) {
    let start = from;
    for (const hole of cuts) {
      if (hole.to <= start || hole.from >= to) continue;
      if (hole.from > start) rest.push({ from: start, to: hole.from });
      start = Math.max(start, hole.to);
    }
    if (start < to) rest.push({ from: start, to });
  }
  return rest;
}

/** Length of the union. */
export function lengthMs(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, { from, to }) => sum + (to - from), 0);
}
