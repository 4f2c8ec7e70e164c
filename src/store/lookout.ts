// Looks out for what is due, for all workers of a process at once: one small statement asks whether there is anything for anybody,
// where each of them would ask in turn and find nothing. Knows no table: what is due says each worker in SQL.

/** Work that may have to be done. */
export interface DueWork {
  /** A query that has a row while there is work, by an index; each of `values` stands where its argument (`$3`) is put. */
  readonly query: (...values: string[]) => string;
  readonly values?: () => readonly unknown[];
  /** Called while there is work, at most so often. */
  readonly everyMs: number;
  readonly found: () => void;
}

export interface Lookout {
  /** Call the result to stop. */
  readonly watch: (work: DueWork) => () => void;
  /** Waits for the question that is under way. */
  readonly close: () => Promise<void>;
}

type Ask = (text: string, values: readonly unknown[], name: string) => Promise<readonly { readonly place: number }[]>;

/** What is due is found as late at most, if nobody says it before. */
const LOOK_EVERY_MS = 200;

export function openLookout(ask: Ask): Lookout {
  const watched = new Map<DueWork, { foundMs: number }>();
  /** Of who is watched: names the statement, since the text of a prepared one stays what it is. */
  let edition = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let closed = false;

  const look = async () => {
    const asked = [...watched];
    const { text, values } = questionOf(asked.map(([work]) => work));
    const due = await ask(text, values, `due-work-${edition}`);
    const nowMs = performance.now();
    for (const { place } of due) {
      const [work, state] = asked[place] ?? [];
      // A look that comes a little early is the one that was meant.
      if (!work || !state || !watched.has(work) || nowMs - state.foundMs < work.everyMs - LOOK_EVERY_MS / 2) continue;
      state.foundMs = nowMs;
      work.found();
    }
  };

  const next = () => {
    if (closed || watched.size === 0 || timer) return;
    timer = setTimeout(() => {
      // A database that does not answer is asked again; whoever needs it says what is wrong.
      looking = look()
        .catch(() => undefined)
        .finally(() => {
          timer = undefined;
          next();
        });
    }, LOOK_EVERY_MS);
  };

  return {
    watch: (work) => {
      watched.set(work, { foundMs: Number.NEGATIVE_INFINITY });
      edition += 1;
      next();
      return () => {
        watched.delete(work);
        edition += 1;
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

/** One row for each work that is due. */
function questionOf(asked: readonly DueWork[]) {
  const values: unknown[] = [];
  const parts = asked.map((work, place) => {
    const own = (work.values?.() ?? []).map((value) => `$${values.push(value)}`);
    return `select ${place} as place where exists (${work.query(...own)})`;
  });
  return { text: parts.join(' union all '), values };
}
