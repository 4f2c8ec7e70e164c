// What an answer rests on, noted while it is made: as long as every fact in it would be told again, so may the answer.
import type { Fact } from '../departments/facts.ts';

export interface Basis {
  readonly restsOn: (fact: Fact<unknown>) => void;
  /** Something else went into it, which may be different the next time. */
  readonly restsOnMore: () => void;
  /** Undefined where it rests on more than facts. */
  readonly facts: () => readonly Fact<unknown>[] | undefined;
}

export function openBasis(): Basis {
  const facts: Fact<unknown>[] = [];
  let more = false;
  return {
    restsOn: (fact) => facts.push(fact),
    restsOnMore: () => {
      more = true;
    },
    facts: () => (more ? undefined : facts),
  };
}
