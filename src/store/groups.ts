// Requests that many make at the same time, made in groups: whoever comes while a group is under way goes into the next one, so
// that load makes statements larger and not more numerous. Who comes alone waits for nobody.
import DataLoader from 'dataloader';

export interface GroupSettings {
  readonly max: number;
  /** How many groups may be under way. */
  readonly atOnce: number;
}

/**
 * `perform` answers a group in its order. An `Error` among its answers is thrown at the one who asked; what it throws, at the
 * whole group.
 */
export function openGroups<Request, Answer>(
  perform: (requests: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
  { max, atOnce }: GroupSettings,
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
      try {
        return await perform(requests);
      } finally {
        underWay -= 1;
        begin();
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
