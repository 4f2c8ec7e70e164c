// A case of the shipped catalogue, told step by step, for tests of its clocks: no database, no department.
import { fileURLToPath } from 'node:url';
import { type CaseClocks, caseClocks } from '../../../src/cases/clocks/case-clocks.ts';
import { readClock } from '../../../src/cases/clocks/clock-reading.ts';
import type { ClockRules } from '../../../src/cases/clocks/clock-rules.ts';
import type { CaseClock } from '../../../src/cases/clocks/clocks.ts';
import { planOf } from '../../../src/cases/editions.ts';
import { type EventData, type EventKind, OWN_SOURCE } from '../../../src/cases/history/events.ts';
import { foldCase } from '../../../src/cases/history/fold.ts';
import type { MaterialRecord } from '../../../src/cases/sql/cases.ts';
import type { EventRow } from '../../../src/cases/sql/events.ts';
import { load } from '../../../src/catalogue/load.ts';
import { calendarFrom } from '../../../src/time/calendar.ts';

const loaded = load(fileURLToPath(new URL('../../../catalogue', import.meta.url)));
if (loaded.kind === 'faulty') throw new Error(JSON.stringify(loaded.faults));
export const { catalogue } = loaded;

export const rules: ClockRules = {
  time: { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay },
  lights: catalogue.service.lights,
  limits: catalogue.service.clocks,
  supervision: catalogue.supervision,
  lagMs: 0,
};

/** A Shanghai clock time, `2026-11-23 09:00`. */
export function at(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00+08:00`);
}

export interface Told {
  readonly part: string | null;
  readonly kind: EventKind;
  readonly at: string;
  /** When the centre learned of it, where that was later. */
  readonly seen?: string;
  readonly data?: EventData;
}

const DEPARTMENT_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  'ACCEPTED',
  'NOT_ACCEPTED',
  'DEFICIENT',
  'SUSPENDED',
  'RESUMED',
  'APPROVED',
  'REFUSED',
]);

export interface Story {
  readonly bundle: string;
  readonly receivedAt: string;
  readonly form?: Readonly<Record<string, boolean>>;
  readonly materials?: readonly MaterialRecord[];
  readonly told: readonly Told[];
  readonly rules?: ClockRules;
}

export function clocksOf(story: Story, now: string): CaseClocks {
  const { bundle: code, receivedAt, form = {}, materials = [], told, rules: own = rules } = story;
  const bundle = catalogue.bundles.get(code);
  if (!bundle) throw new Error(`no bundle ${code}`);
  const events = rowsOf(told);
  const plan = (answers: Parameters<typeof planOf>[1]) => planOf(bundle, answers);
  const row = { form, materials, receivedAt: at(receivedAt) };
  const fold = foldCase(plan(form), events);
  return caseClocks({ row, edition: { bundle, plan }, fold, events, complaints: [] }, own, at(now));
}

/** As the record has them: a department's steps are numbered, our own events follow the steps before them. */
export function rowsOf(told: readonly Told[]): EventRow[] {
  const steps = new Map<string, number>();
  return told.map(({ part, kind, at: when, seen, data = {} }, index): EventRow => {
    const isStep = part !== null && DEPARTMENT_KINDS.has(kind);
    const before = steps.get(part ?? '') ?? 0;
    if (isStep) steps.set(part, before + 1);
    serial += 1;
    return {
      kind,
      part,
      at: at(when),
      observedAt: at(seen ?? when),
      source: isStep ? 'department' : OWN_SOURCE,
      sourceId: isStep ? `${serial}` : null,
      sourceSequence: isStep ? before + 1 : before,
      data,
      sequence: index + 2,
      state: '',
      position: null,
    };
  });
}

let serial = 0;

/** What one clock of a part shows; undefined where it has none such. */
export function reading({ parts }: CaseClocks, part: string, id: string, now: string, own = rules) {
  const clock = clockOf(parts, part, id);
  return clock && readClock(clock, own, at(now));
}

export function clockOf(parts: CaseClocks['parts'], part: string, id: string): CaseClock | undefined {
  return parts.get(part)?.clocks.find((each) => each.id === id);
}

/** Received by the department, accepted, and approved with a licence where `decided` is given. */
export function course(part: string, received: string, accepted?: string, decided?: string): Told[] {
  return [
    { part, kind: 'DELIVERY_ACKNOWLEDGED', at: received },
    ...(accepted ? [{ part, kind: 'ACCEPTED', at: accepted } as const] : []),
    ...(decided
      ? [{ part, kind: 'APPROVED', at: decided, data: { licences: [{ kind: '证照', number: '1' }] } } as const]
      : []),
  ];
}
