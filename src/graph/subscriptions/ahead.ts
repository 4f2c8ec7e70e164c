// Takes from a source all that is there already, up to a bound, so that what each costs can be paid together.
import { setImmediate as afterThis } from 'node:timers/promises';

export interface Ahead<Event> {
  /** At least one, in order; waits for it. Empty once the source has ended. Rejects where the source does, after what came before. */
  readonly take: () => Promise<readonly Event[]>;
}

/** Asks the source for one at a time. */
export function openAhead<Event>(source: AsyncIterator<Event>, max: number): Ahead<Event> {
  let pending: Promise<IteratorResult<Event>> | undefined;
  const asked = () => {
    if (!pending) {
      pending = source.next();
      // Whoever takes next is told; until then nobody may be waiting.
      pending.catch(() => undefined);
    }
    return pending;
  };
  return {
    take: async () => {
      const first = await asked();
      pending = undefined;
      if (first.done) return [];
      const taken = [first.value];
      const turnIsOver = afterThis(undefined);
      while (taken.length < max) {
        const step = await Promise.race([asked().catch(() => undefined), turnIsOver]);
        if (!step || step.done) break;
        pending = undefined;
        taken.push(step.value);
      }
      return taken;
    },
  };
}
