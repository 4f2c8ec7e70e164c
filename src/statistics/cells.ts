// Settled facts added up by day and by month, as differences: what a changed fact takes from one cell and adds to another.
import { hash } from 'node:crypto';
import type { Fact } from './facts.ts';

export type Series = 'case-day' | 'case-month' | 'part-day' | 'part-month';

export interface Sums {
  counted: number;
  promised: number;
  kept: number;
  supplemented: number;
  rated: number;
  satisfied: number;
}

/** See the table `statistics_cells`; `times` as in `statistics_times`. */
export interface CellChange extends Sums {
  readonly series: Series;
  readonly id: string;
  readonly startsOn: string;
  readonly region: string | null;
  readonly bundle: string;
  readonly departments: readonly string[];
  readonly items: readonly string[];
  readonly channel: string;
  readonly kind: string | null;
  readonly state: string;
  readonly light: string | null;
  readonly times: number[];
}

/** From this of the five levels on 基本满意 a rating counts as satisfied. */
export const SATISFIED_FROM = 3;

/** What is left of it is the sum of all changes since the first fact. */
export class CellChanges {
  readonly #changes = new Map<string, CellChange>();

  get all(): readonly CellChange[] {
    return [...this.#changes.values()].filter(isChange);
  }

  /** `before`: the fact that `after` takes the place of. */
  replace(before: Fact | undefined, after: Fact | undefined): void {
    for (const span of ['day', 'month'] as const) {
      const taken = before?.settled ? this.#cell(before, span) : undefined;
      const given = after?.settled ? this.#cell(after, span) : undefined;
      if (taken && before) add(taken, before, -1);
      if (given && after) add(given, after, 1);
      if (taken === given && before?.seconds === after?.seconds) continue;
      if (before?.seconds != null) taken?.times.push(~before.seconds);
      if (after?.seconds != null) given?.times.push(after.seconds);
    }
  }

  #cell(fact: Fact, span: 'day' | 'month'): CellChange {
    const { region, bundle, departments, items, channel, kind, state, light } = fact;
    const series: Series = `${fact.position === 0 ? 'case' : 'part'}-${span}`;
    const startsOn = span === 'day' ? fact.receivedOn : `${fact.receivedOn.slice(0, 7)}-01`;
    const key = { startsOn, region, bundle, departments, items, channel, kind, state, light };
    const name = series + JSON.stringify(Object.values(key));
    const known = this.#changes.get(name);
    if (known) return known;
    const id = hash('sha256', name, 'hex').slice(0, 32);
    const none = { counted: 0, promised: 0, kept: 0, supplemented: 0, rated: 0, satisfied: 0 };
    const cell: CellChange = { series, id, ...key, ...none, times: [] };
    this.#changes.set(name, cell);
    return cell;
  }
}

function add(cell: Sums, { promised, kept, supplemented, rating }: Fact, sign: 1 | -1): void {
  cell.counted += sign;
  if (promised) cell.promised += sign;
  if (kept) cell.kept += sign;
  if (supplemented) cell.supplemented += sign;
  if (rating === null) return;
  cell.rated += sign;
  if (rating >= SATISFIED_FROM) cell.satisfied += sign;
}

function isChange({ counted, promised, kept, supplemented, rated, satisfied, times }: CellChange): boolean {
  return times.length > 0 || [counted, promised, kept, supplemented, rated, satisfied].some((sum) => sum !== 0);
}
