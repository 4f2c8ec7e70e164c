// What a department tells more than once: the same again is dropped, another account of the same step is a contradiction. Pure.
import { isDeepStrictEqual } from 'node:util';
import { type CaseEvent, type EventData, OWN_SOURCE } from './events.ts';

/** A department may tell the same again under the same id, or the same step under another one. */
export function withoutRepetitions(known: readonly CaseEvent[], events: readonly CaseEvent[]): readonly CaseEvent[] {
  const told = known.filter(({ sourceId }) => sourceId !== null);
  return events.filter((event) => {
    if (event.sourceId === null) return true;
    const repeats = told.some(
      (other) => (other.source === event.source && other.sourceId === event.sourceId) || isSameStep(other, event),
    );
    if (!repeats) told.push(event);
    return !repeats;
  });
}

function isSameStep(a: CaseEvent, b: CaseEvent): boolean {
  return isOfOneStep(a, b) && a.kind === b.kind && isDeepStrictEqual(asStored(a.data), asStored(b.data));
}

/** Another account of a step that is on record. */
export function contradicts(known: readonly CaseEvent[], event: CaseEvent): boolean {
  return known.some((other) => isOfOneStep(other, event) && other.sourceId !== event.sourceId);
}

function isOfOneStep(a: CaseEvent, b: CaseEvent): boolean {
  return a.source !== OWN_SOURCE && a.source === b.source && a.part === b.part && a.sourceSequence === b.sourceSequence;
}

/** As it comes back from the database, where what is undefined is not there. */
export function asStored(data: EventData): EventData {
  return JSON.parse(JSON.stringify(data));
}
