// Mixed load at a pace that leaves the gateway mostly idle, for as long as one likes: does anything grow that should not?
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { LoadRequest } from '../load/job.ts';
import { type Load, openLoad } from '../load/load.ts';
import { risePerHour, settled } from '../rise.ts';
import { median } from '../rounds.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Usage } from '../self-report.ts';
import { golden, graphRequest, type Stage } from '../stage.ts';
import { application, submit } from '../submission.ts';
import { watchByEvents, watchBySocket } from '../watching.ts';

const MINUTES = 3;
const PEOPLE = 20_000;
/** In a town of ten for each application, no enterprise is founded twice. */
const PEOPLE_A_MINUTE = 400;
/** In a round of these every one is asked for again after its facts have grown old, and caches are full before half of the time. */
const COLD_PEOPLE = 4_000;
const HOT_PEOPLE = 32;
const HOT_PER_SECOND = 100;
const COLD_PER_SECOND = 8;
const SUBMIT_EVERY_MS = 1_000;
const WATCHED_MS = 15_000;
const BUNDLES = ['home-transfer', 'enterprise-opening'];
const SAMPLES = 40;
/** Of the samples, the later ones: before, code is compiled and caches fill. */
const SETTLED_SHARE = 0.6;
const PAGE = 1_000;
const people = z.array(z.object({ number: z.string() }));

interface Sample extends Usage {
  readonly atMs: number;
}

export const scenario: Scenario = {
  about: `${HOT_PER_SECOND} hot and ${COLD_PER_SECOND} cold reads and a submission a second, each watched; what grows`,
  run: async (bench) => {
    const minutes = bench.minutes ?? (bench.short ? 1 : MINUTES);
    const stage = await bench.openStage({ people: Math.max(PEOPLE, minutes * PEOPLE_A_MINUTE) });
    const second = await openLoad();
    try {
      const untilMs = performance.now() + minutes * 60_000;
      const failed: unknown[] = [];
      const loads = [
        keepReading(bench.load, stage, await dossiers(stage, HOT_PEOPLE), HOT_PER_SECOND, untilMs),
        keepReading(second, stage, await dossiers(stage, COLD_PEOPLE), COLD_PER_SECOND, untilMs),
        keepSubmitting(stage, untilMs, (error) => {
          failed.push(error);
          bench.say(`failed: ${error instanceof Error ? error.message : error}`);
        }),
      ];
      const samples = await takeSamples(bench, stage, untilMs);
      const [hot = 0, cold = 0, events = 0] = await Promise.all(loads);
      bench.say(`${hot} hot and ${cold} cold answers, ${events} events of cases, ${failed.length} failures`);
      if (events === 0) throw new Error('No case was watched.', { cause: failed[0] });
      return [...figuresOf(samples), { name: 'submissions or watchers that failed', value: failed.length, unit: '' }];
    } finally {
      await second.close();
    }
  },
};

async function dossiers(stage: Stage, count: number): Promise<readonly LoadRequest[]> {
  const document = await golden('person-dossier');
  const token = await stage.token('window', 'acceptance');
  const found: LoadRequest[] = [];
  while (found.length < count) {
    const { items } = await stage.control.population('people', found.length, Math.min(PAGE, count - found.length));
    found.push(...people.parse(items).map(({ number }) => graphRequest(token, document, { number })));
  }
  return found;
}

const ROUND_S = 20;

/** How many were answered. */
async function keepReading(
  load: Load,
  { url }: Stage,
  requests: readonly LoadRequest[],
  perSecond: number,
  untilMs: number,
): Promise<number> {
  let answered = 0;
  const ofRound = Math.min(requests.length, perSecond * ROUND_S);
  for (let round = 0; performance.now() < untilMs; round += 1) {
    const forS = Math.max(1, Math.min(ROUND_S, (untilMs - performance.now()) / 1_000));
    const these = Array.from({ length: ofRound }, (_, index) => requests[(round * ofRound + index) % requests.length]);
    const { statuses } = await load.paced({ url, requests: these as LoadRequest[], perSecond, forS });
    answered += statuses['200'] ?? 0;
  }
  return answered;
}

/** How many events were told: each case is watched, every second one by WebSocket. */
async function keepSubmitting(stage: Stage, untilMs: number, onFailure: (error: unknown) => void): Promise<number> {
  const token = await stage.token('window', 'acceptance');
  const watching: Promise<void>[] = [];
  let events = 0;
  for (let cases = 0; performance.now() < untilMs; cases += 1) {
    const dueMs = performance.now() + SUBMIT_EVERY_MS;
    const bundle = BUNDLES[cases % BUNDLES.length] ?? '';
    const watch = cases % 2 === 0 ? watchBySocket : watchByEvents;
    const told = submit(stage, token, application(stage, bundle, Math.floor(cases / BUNDLES.length)))
      .then((number) => watch({ url: stage.url, token, number, forMs: WATCHED_MS }))
      .then((count) => {
        events += count;
      });
    watching.push(told.catch(onFailure));
    await sleep(Math.max(0, dueMs - performance.now()));
  }
  await Promise.all(watching);
  return events;
}

async function takeSamples({ say }: Bench, { gateway }: Stage, untilMs: number): Promise<readonly Sample[]> {
  const everyMs = (untilMs - performance.now()) / SAMPLES;
  const samples: Sample[] = [];
  while (performance.now() < untilMs) {
    await sleep(everyMs);
    const usage = await gateway.usageCollected();
    const sample = { ...usage, atMs: performance.now() };
    samples.push(sample);
    if (samples.length % (SAMPLES / 4) === 0)
      say(`heap ${megabytes(usage.heapBytes).toFixed(1)} MB, resident ${megabytes(usage.residentBytes).toFixed(0)} MB`);
  }
  return samples;
}

function figuresOf(samples: readonly Sample[]): readonly Figure[] {
  const later = settled(samples, SETTLED_SHARE);
  const rise = (measure: (sample: Sample) => number) =>
    risePerHour(later.map((sample) => ({ atMs: sample.atMs, value: measure(sample) })));
  const [first, last] = [samples[0], samples.at(-1)];
  const cpuMs = (last?.cpuMs ?? 0) - (first?.cpuMs ?? 0);
  const tookMs = (last?.atMs ?? 0) - (first?.atMs ?? 0);
  return [
    { name: 'heap after collection, rise', value: rise(({ heapBytes }) => megabytes(heapBytes)), unit: 'MB/h' },
    { name: 'resident memory, rise', value: rise(({ residentBytes }) => megabytes(residentBytes)), unit: 'MB/h' },
    { name: 'handles, rise', value: rise(({ handles }) => handles), unit: '1/h' },
    { name: 'p99 of the event loop’s lateness, rise', value: rise(({ lateMs }) => lateMs), unit: 'ms/h' },
    { name: 'heap after collection', value: megabytes(last?.heapBytes ?? 0), unit: 'MB' },
    { name: 'resident memory', value: megabytes(last?.residentBytes ?? 0), unit: 'MB', target: { atMost: 250 } },
    { name: 'handles', value: median(later.map(({ handles }) => handles)), unit: '' },
    { name: 'p99 of the event loop’s lateness', value: median(later.map(({ lateMs }) => lateMs)), unit: 'ms' },
    { name: 'CPU of the gateway', value: (100 * cpuMs) / tookMs, unit: '%' },
  ];
}

function megabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
