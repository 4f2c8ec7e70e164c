// Pages of a made-up answer: so many rows, a hundred at a time, each when the test lets it go.

import type { AnswerPages } from '../../src/downloads/question.ts';
import { badInput } from '../../src/errors.ts';

export interface Script {
  readonly rows: number;
  /** Called before each page. */
  readonly before?: (row: number) => Promise<void>;
}

const COLUMNS = [{ name: 'n', path: ['n'], type: 'INTEGER' }] as const;

export function scriptedPages({ rows, before }: Script): AnswerPages {
  return {
    fieldOf: () => 'cases',
    pages: async function* (_asked, _origin, place, signal) {
      for (let from = place === null ? 0 : Number(place); ; from += 100) {
        signal.throwIfAborted();
        await before?.(from);
        const to = Math.min(rows, from + 100);
        if (to < from) throw badInput('There is no such page.');
        const page = Array.from({ length: to - from }, (_, index) => ({ n: from + index }));
        yield { rows: page, columns: COLUMNS, total: rows, next: to < rows ? String(to) : null };
        if (to >= rows) return;
      }
    },
  };
}
