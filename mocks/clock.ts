// The centre's clock: machine time mapped to CLOCK_START and CLOCK_RATE, the same after a restart.
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface ClockSettings {
  readonly start: Date | undefined;
  /** Centre seconds a machine second. */
  readonly rate: number | undefined;
}

export interface CentreClock {
  /** The machine's time in ms since 1970, never going back. */
  readonly machineMs: () => number;
  /** The centre's time at a machine time. */
  readonly at: (machineMs: number) => Date;
  readonly now: () => Date;
}

const stretches = z
  .array(z.strictObject({ machineFromMs: z.number(), centreFromMs: z.number(), rate: z.number().positive() }))
  .min(1);
type Stretch = z.infer<typeof stretches>[number];

/**
 * Without settings and without a stored origin the centre's time is the machine's. A stored origin goes on; a
 * changed rate starts a new stretch at the present moment, so that times already given stay what they were.
 */
export async function openClock(folder: string, settings: ClockSettings): Promise<CentreClock> {
  const path = join(folder, 'clock.json');
  const stored = await readStretches(path);
  const wanted = nextStretches(stored, settings, Date.now());
  if (wanted !== stored) await store(folder, path, wanted);
  return clockOf(wanted);
}

export function clockOf(known: readonly Stretch[]): CentreClock {
  let latest = 0;
  const machineMs = () => {
    latest = Math.max(latest, Date.now());
    return latest;
  };
  const at = (ms: number) => {
    const stretch = known.findLast((each) => each.machineFromMs <= ms) ?? known[0];
    if (stretch === undefined) return new Date(ms);
    return new Date(stretch.centreFromMs + (ms - stretch.machineFromMs) * stretch.rate);
  };
  return { machineMs, at, now: () => at(machineMs()) };
}

function nextStretches(stored: readonly Stretch[], settings: ClockSettings, nowMs: number): readonly Stretch[] {
  const last = stored.at(-1);
  if (last === undefined) {
    if (settings.start === undefined && settings.rate === undefined) return stored;
    const centreFromMs = settings.start?.getTime() ?? nowMs;
    return [{ machineFromMs: nowMs, centreFromMs, rate: settings.rate ?? 1 }];
  }
  if (settings.rate === undefined || settings.rate === last.rate) return stored;
  return [...stored, { machineFromMs: nowMs, centreFromMs: clockOf(stored).at(nowMs).getTime(), rate: settings.rate }];
}

async function readStretches(path: string): Promise<readonly Stretch[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (text === undefined) return [];
  const parsed = stretches.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${path} is damaged; restore it or choose an empty MOCKS_DATA`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function store(folder: string, path: string, wanted: readonly Stretch[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify(wanted));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
