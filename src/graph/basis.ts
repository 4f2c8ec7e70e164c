// What an answer rests on, noted while it is made: as long as every fact in it would be told again, so may the answer.
import type { Fact } from '../departments/facts.ts';

export interface Basis {
  readonly restsOn: (fact: Fact<unknown>) => void;
  /** Something else went into it, which may be different the next time. */
  readonly restsOnMore: () => void;
  /** A fact was not known, and had to be waited for. */
  readonly waited: () => void;
  /** Undefined where it rests on more, or where it is the first to need one of them: most questions come once. */
  readonly facts: () => readonly Fact<unknown>[] | undefined;
}

export function openBasis(): Basis {
  const facts: Fact<unknown>[] = [];
  let repeatable = true;
  return {
    restsOn: (fact) => facts.push(fact),
    restsOnMore: () => {
      repeatable = false;
    },
    waited: () => {
      repeatable = false;
    },
    facts: () => (repeatable ? facts : undefined),
  };
}
