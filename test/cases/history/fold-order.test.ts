import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../../src/cases/history/events.ts';
import { type CaseFold, foldCase } from '../../../src/cases/history/fold.ts';
import { type History, history } from '../histories.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`orders of events: SEED=${seed}`);

const RUNS = 2_000;
const settings = { seed, numRuns: RUNS, endOnFailure: true } as const;

/** Everything there is to compare of a fold. */
function told(fold: CaseFold) {
  return { ...fold, parts: Object.fromEntries(fold.parts), released: [...fold.released] };
}

/** Any order of arrival; some arrive twice. */
function shuffled(draw: fc.GeneratorValue, events: readonly CaseEvent[]): readonly CaseEvent[] {
  const order = events.map((event) => ({ event, place: draw(fc.nat) }));
  return order.sort((a, b) => a.place - b.place).map(({ event }) => event);
}

/** As they are written down: batch by batch, what is known already is dropped by its source and id. */
function arrive(draw: fc.GeneratorValue, { plan, events }: History): CaseFold {
  const coming = shuffled(draw, [...events, ...events.filter((event) => event.sourceId && draw(fc.boolean))]);
  const known: CaseEvent[] = [];
  const ids = new Set<string>();
  let fold = foldCase(plan, []);
  // As a draft folds them: one by one, each on top of those before it.
  let draft = fold;
  for (let next = 0; next < coming.length; ) {
    const batch = coming.slice(next, next + 1 + draw(fc.nat, { max: 5 }));
    next += batch.length;
    for (const event of batch) {
      if (event.sourceId !== null && ids.has(event.sourceId)) continue;
      if (event.sourceId !== null) ids.add(event.sourceId);
      known.push(event);
      draft = foldCase(plan, known, draft);
    }
    fold = foldCase(plan, known);
    expect(draft).toEqual(fold);
  }
  return fold;
}

describe(`in ${RUNS} random orders`, () => {
  test('the events of a case give one state', () => {
    let events = 0;
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const happened = history(draw, { illegal: true });
        events += happened.events.length;
        expect(told(arrive(draw, happened))).toEqual(told(foldCase(happened.plan, happened.events)));
      }),
      settings,
    );
    // A walk that never gets under way would prove nothing.
    expect(events / RUNS).toBeGreaterThan(5);
  });

  test('every part is what its department said of it, and nothing legal is set aside', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const happened = history(draw, { illegal: false });
        const { parts } = arrive(draw, happened);
        for (const [code, state] of happened.states) {
          expect(parts.get(code)).toMatchObject({ state, early: 0, setAside: [] });
        }
        for (const state of happened.passed) reached.add(state);
      }),
      settings,
    );
    expect(reached.size).toBe(13);
  });

  test('what is not legal where it stands is set aside, and changes nothing', () => {
    let illegal = 0;
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const happened = history(draw, { illegal: true });
        const { parts } = arrive(draw, happened);
        illegal += happened.illegal.size;
        expect([...parts.values()].flatMap(({ setAside }) => setAside).sort(bySequence)).toEqual(
          [...happened.illegal].sort(bySequence),
        );
        expect(new Map([...parts].map(([code, { state }]) => [code, state]))).toEqual(happened.states);
      }),
      settings,
    );
    expect(illegal).toBeGreaterThan(RUNS / 4);
  });

  test('what comes after a step that is missing waits for it', () => {
    let waited = 0;
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const happened = history(draw, { illegal: false });
        const steps = happened.events.filter(({ source }) => source === 'department');
        const missing = steps[draw(fc.nat, { max: Math.max(0, steps.length - 1) })];
        if (!missing) return;
        const isLater = (event: CaseEvent) =>
          event.part === missing.part && event.sourceSequence >= missing.sourceSequence && event !== missing;
        const without = happened.events.filter((event) => event !== missing);
        const fold = foldCase(happened.plan, shuffled(draw, without));
        const before = foldCase(
          happened.plan,
          happened.events.filter((event) => event.part !== missing.part || (event !== missing && !isLater(event))),
        );
        const part = fold.parts.get(missing.part ?? '');
        const { early, ...rest } = part ?? { early: 0 };
        expect(early).toBe(without.filter(isLater).length);
        expect({ ...rest, early: 0 }).toEqual(before.parts.get(missing.part ?? ''));
        waited += early;
      }),
      settings,
    );
    expect(waited).toBeGreaterThan(RUNS);
  });
});

function bySequence(a: CaseEvent, b: CaseEvent): number {
  return (a.sequence ?? 0) - (b.sequence ?? 0);
}
