// When a department that closes for the night, or for planned maintenance, can be reached. Pure.
import { dayOf, instantOf } from './civil-day.ts';

export interface Closings {
  /** Minutes after midnight in Asia/Shanghai; where `to` is not later than `from`, until the next day. */
  readonly daily: readonly { readonly from: number; readonly to: number }[];
  /** Instants in ms. */
  readonly planned: readonly { readonly from: number; readonly to: number }[];
}

/** One closing may lead into the next; a department that never opens would have no business here. */
const CLOSINGS_MAX = 100;

/** The first instant from `at` on at which it is open. */
export function opensAt(closings: Closings, at: number): number {
  let open = at;
  for (let closing = 0; closing < CLOSINGS_MAX; closing += 1) {
    const ends = [...closings.planned, ...dailyAround(closings, open)]
      .filter(({ from, to }) => from <= open && open < to)
      .map(({ to }) => to);
    if (ends.length === 0) return open;
    open = Math.max(...ends);
  }
  return open;
}

/** Those that begin on the day of an instant, or the day before. */
function dailyAround({ daily }: Closings, at: number) {
  const today = dayOf(at);
  return [today - 1, today].flatMap((day) =>
    daily.map(({ from, to }) => ({ from: instantOf(day, from), to: instantOf(to > from ? day : day + 1, to) })),
  );
}
