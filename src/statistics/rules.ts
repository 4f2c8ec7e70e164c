// The rules under which time is counted, from the catalogue, as the cases' clocks want them.
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { WorkingTime } from '../time/working-hours.ts';

interface CentreRules {
  readonly service: { readonly lights: ClockRules['lights']; readonly clocks: ClockRules['limits'] };
  readonly supervision: ClockRules['supervision'];
}

/** Departments are asked for progress once a minute at least. */
const ASKED_EVERY_MS = 60_000;

/** `rate`: how many times as fast as the machine's the centre's clock runs. */
export function clockRules({ service, supervision }: CentreRules, time: WorkingTime, rate: number): ClockRules {
  const { lights, clocks: limits } = service;
  return { time: withMemory(time), lights, limits, supervision, lagMs: ASKED_EVERY_MS * rate };
}

/** Days are asked for a few times for each of a million parts, and are a few thousand. */
function withMemory({ calendar, workingDay }: WorkingTime): WorkingTime {
  const works = remembered(calendar.works);
  return { workingDay, calendar: { ...calendar, works, versionOf: remembered(calendar.versionOf) } };
}

function remembered<Value>(ask: (day: number) => Value): (day: number) => Value {
  const known = new Map<number, Value>();
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    const value = ask(day);
    if (value !== undefined) known.set(day, value);
    return value;
  };
}
