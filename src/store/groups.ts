// Requests that many make at the same time, made in groups: whoever comes while a group is under way goes into the next one, so
// that load makes statements larger and not more numerous. Who comes alone waits for nobody.
import DataLoader from 'dataloader';

export interface GroupSettings {
  readonly max: number;
  /** How many groups may be under way. */
  readonly atOnce: number;
  /** After a group of several the next one waits as long as that one took, so that it is larger: for workers, whom nobody awaits. */
  readonly rests?: boolean;
}

const REST_MAX_MS = 20;

/** Calls `done` as long after a group of so many as its work took: at once where it was one alone, and never much later. */
export function restAfter(group: number, tookMs: number, done: () => void): void {
  if (group > 1) setTimeout(done, Math.min(REST_MAX_MS, tookMs));
  else done();
}

/**
 * `perform` answers a group in its order. An `Error` among its answers is thrown at the one who asked; what it throws, at the
 * whole group.
 */
export function openGroups<Request, Answer>(
  perform: (requests: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
  { max, atOnce, rests = false }: GroupSettings,
): (request: Request) => Promise<Answer> {
  let underWay = 0;
  const held: (() => void)[] = [];
  const begin = () => {
    while (underWay < atOnce && held.length > 0) {
      underWay += 1;
      held.shift()?.();
    }
  };
  const groups = new DataLoader<Request, Answer>(
    async (requests) => {
      const beganMs = performance.now();
      try {
        return await perform(requests);
      } finally {
        restAfter(rests ? requests.length : 1, performance.now() - beganMs, () => {
          underWay -= 1;
          begin();
        });
      }
    },
    {
      cache: false,
      maxBatchSize: max,
      // Those who come in one turn of the event loop go together from the start.
      batchScheduleFn: (go) => {
        held.push(go);
        setImmediate(begin);
      },
    },
  );
  return (request) => groups.load(request);
}
