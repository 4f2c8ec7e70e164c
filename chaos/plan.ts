// Everything that happens in a run, drawn from its seed before it begins: who submits what and when, and what breaks when.
// Times are places in the plan; a slow machine comes late to them, but changes nothing in what is planned.
import { createHash } from 'node:crypto';
import { type Draws, drawsFor } from './draws.ts';
import { drawWeather, type Spell } from './weather.ts';

export const BUNDLES = ['home-transfer', 'enterprise-opening', 'enterprise-relocation', 'enterprise-closing'] as const;
export const REPLICAS = 2;

export interface Submission {
  readonly index: number;
  readonly bundle: string;
  /** Number of the sample within its bundle. */
  readonly sample: number;
  readonly atMs: number;
  readonly client: number;
  /** The replica that is tried first. */
  readonly through: number;
  /** A second client submits the same at the same time, through the other replica. */
  readonly twin: boolean;
  /** Somebody sends another payload under the same key: at the same time, or once the first receipt is there. */
  readonly impostor: 'none' | 'racing' | 'late';
  /** The case is looked up through the other replica as soon as its receipt is there. */
  readonly readsBack: boolean;
}

export interface GatewayIncident {
  readonly atMs: number;
  readonly replica: number;
  /** kill -9; SIGSTOP, and SIGCONT after `forMs`; or SIGTERM, which must end in good order. */
  readonly kind: 'kill' | 'stop' | 'drain';
  /** How long it stays away, or stopped. */
  readonly forMs: number;
}

export interface DatabaseIncident {
  readonly atMs: number;
  /** kill -9 of the main process alone, whose children then end by themselves, or of all at once. */
  readonly kind: 'postmaster' | 'all';
}

export interface Plan {
  readonly seed: number;
  readonly stormMs: number;
  readonly submissions: readonly Submission[];
  readonly gateways: readonly GatewayIncident[];
  readonly database: readonly DatabaseIncident[];
  readonly weather: readonly Spell[];
  /** The same for the same plan, so that two runs can be compared at a glance. */
  readonly fingerprint: string;
}

export interface PlanSettings {
  readonly seed: number;
  readonly cases: number;
  readonly stormMs: number;
}

/** One incident of a kind in so many milliseconds of storm. */
const KILL_EVERY_MS = 3_000;
const STOP_EVERY_MS = 20_000;
const DRAIN_EVERY_MS = 20_000;
const DATABASE_EVERY_MS = 12_000;
/** Longer than a gateway may go on with what it began before it was stopped. */
const STOPPED_MS = { least: 1_000, most: 9_000 };
const AWAY_MS = { least: 0, most: 1_000 };
/** Nothing is submitted in the last part of the storm, where what is under way is still being hit. */
const SUBMITTING_SHARE = 0.9;
const CASES_PER_CLIENT = 25;

export function drawPlan({ seed, cases, stormMs }: PlanSettings): Plan {
  const plan = {
    seed,
    stormMs,
    submissions: drawSubmissions(seed, cases, stormMs),
    gateways: drawGatewayIncidents(seed, stormMs),
    database: drawDatabaseIncidents(seed, stormMs),
    weather: drawWeather(seed, stormMs),
  };
  const fingerprint = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 12);
  return { ...plan, fingerprint };
}

function drawSubmissions(seed: number, cases: number, stormMs: number): Submission[] {
  const draws = drawsFor(seed, 'submissions');
  const clients = Math.max(4, Math.ceil(cases / CASES_PER_CLIENT));
  const chosen = draws.shuffled(
    Array.from({ length: cases }, (_, index) => ({
      bundle: BUNDLES[index % BUNDLES.length] ?? BUNDLES[0],
      sample: Math.floor(index / BUNDLES.length),
    })),
  );
  return chosen.map((choice, index) => ({
    index,
    ...choice,
    atMs: Math.floor(((index + draws.fraction()) / cases) * stormMs * SUBMITTING_SHARE),
    client: index % clients,
    through: draws.between(0, REPLICAS - 1),
    twin: draws.chance(0.15),
    impostor: draws.chance(0.05) ? 'racing' : draws.chance(0.05) ? 'late' : 'none',
    readsBack: draws.chance(0.3),
  }));
}

/** Each replica has its own sequence: it lives for a while, is hit, is away or stopped for a while, and lives again. */
function drawGatewayIncidents(seed: number, stormMs: number): GatewayIncident[] {
  const kinds = drawsFor(seed, 'gateways').shuffled([
    ...repeated('kill', stormMs / KILL_EVERY_MS),
    ...repeated('stop', stormMs / STOP_EVERY_MS),
    ...repeated('drain', stormMs / DRAIN_EVERY_MS),
  ]);
  return Array.from({ length: REPLICAS }, (_, replica) => {
    const draws = drawsFor(seed, `replica ${replica}`);
    const hits = kinds.filter((_kind, index) => index % REPLICAS === replica);
    return sequenceOf(hits, draws, stormMs).map((incident) => ({ ...incident, replica }));
  }).flat();
}

function sequenceOf(kinds: readonly GatewayIncident['kind'][], draws: Draws, stormMs: number) {
  const hits = kinds.map((kind) => {
    const span = kind === 'stop' ? STOPPED_MS : AWAY_MS;
    return { kind, forMs: draws.between(span.least, span.most), share: 0.3 + draws.fraction() };
  });
  const livesMs = Math.max(0, stormMs - hits.reduce((sum, { forMs }) => sum + forMs, 0));
  const shares = hits.reduce((sum, { share }) => sum + share, 0);
  let atMs = 0;
  return hits.map(({ kind, forMs, share }) => {
    const hitAtMs = Math.floor(atMs + (livesMs * share) / shares);
    atMs = hitAtMs + forMs;
    return { atMs: hitAtMs, kind, forMs };
  });
}

function drawDatabaseIncidents(seed: number, stormMs: number): DatabaseIncident[] {
  const draws = drawsFor(seed, 'database');
  const count = Math.ceil(stormMs / DATABASE_EVERY_MS);
  return Array.from({ length: count }, (_, index) => ({
    atMs: Math.floor(((index + draws.fraction()) / count) * stormMs),
    kind: draws.chance(0.5) ? 'postmaster' : 'all',
  }));
}

function repeated<Kind extends string>(kind: Kind, times: number): Kind[] {
  return Array.from({ length: Math.ceil(times) }, () => kind);
}
