// The simulators' settings; the only reader of their environment.
import { resolve } from 'node:path';
import type { ClockSettings } from './clock.ts';
import { PEOPLE_MAX } from './population/layout.ts';

export interface MocksSettings {
  readonly host: string;
  /** Port of the control API; departments follow it. 0: every port is a free one. */
  readonly port: number;
  readonly seed: number;
  readonly people: number;
  readonly dataFolder: string;
  /** Police close at night. */
  readonly night: boolean;
  readonly clock: ClockSettings;
}

/** The highest port from which the departments' ports still follow. */
const PORT_MAX = 65_525;

/** The settings, or every fault of the environment at once. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): { settings: MocksSettings } | { faults: readonly string[] } {
  const faults: string[] = [];
  const read = <Value>(name: string, otherwise: Value, wanted: string, parse: (text: string) => Value | undefined) => {
    const text = environment[name];
    if (text === undefined || text === '') return otherwise;
    const value = parse(text);
    if (value !== undefined) return value;
    faults.push(`${name} must be ${wanted}, not "${text}"`);
    return otherwise;
  };
  const settings: MocksSettings = {
    host: '127.0.0.1',
    port: read('MOCKS_PORT', 4400, `a port from 0 to ${PORT_MAX}`, wholeNumber(0, PORT_MAX)),
    seed: read('MOCKS_SEED', 1, 'a whole number from 0 to 4294967295', wholeNumber(0, 4_294_967_295)),
    people: read('MOCKS_POPULATION', 10_000, `a whole number from 100 to ${PEOPLE_MAX}`, wholeNumber(100, PEOPLE_MAX)),
    dataFolder: resolve(environment['MOCKS_DATA'] || './data/mocks'),
    night: read('MOCKS_NIGHT', false, 'true or false', (text) => TRUTH[text]),
    clock: {
      start: read<Date | undefined>(
        'CLOCK_START',
        undefined,
        'an RFC 3339 time such as 2026-03-02T09:00:00+08:00',
        instant,
      ),
      rate: read<number | undefined>('CLOCK_RATE', undefined, 'a number above 0, at most 1000000', clockRate),
    },
  };
  return faults.length > 0 ? { faults } : { settings };
}

const TRUTH: Readonly<Record<string, boolean | undefined>> = { true: true, false: false };

function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
}

function instant(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function clockRate(text: string): number | undefined {
  const rate = /^\d{1,7}(?:\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  return rate > 0 && rate <= 1_000_000 ? rate : undefined;
}
