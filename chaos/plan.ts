// Everything that happens in a run, drawn from its seed before it begins: who submits what and when, and what breaks when.
import { createHash } from 'node:crypto';
import { type Draws, drawsFor } from './draws.ts';
import { drawWeather, type Spell } from './weather.ts';

export const BUNDLES = ['home-transfer', 'enterprise-opening', 'enterprise-relocation', 'enterprise-closing'] as const;
export const REPLICAS = 2;

/** A place in the course of the storm, from 0 to 1, and so many milliseconds behind it. */
export interface Place {
  readonly share: number;
  readonly afterMs: number;
}

export interface Submission extends Place {
  readonly index: number;
  readonly bundle: string;
  /** Number of the sample within its bundle. */
  readonly sample: number;
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

export interface GatewayHit {
  /** kill -9; SIGSTOP, and SIGCONT after `forMs`; or SIGTERM, which must end in good order. */
  readonly kind: 'kill' | 'stop' | 'drain';
  /** It is hit before it serves. */
  readonly whileStarting: boolean;
  /** How long it has been serving, or starting, when it is hit. */
  readonly afterMs: number;
  /** How long it stays away, or stopped. */
  readonly forMs: number;
}

export interface DatabaseHit extends Place {
  /** kill -9 of the main process alone, whose children then end by themselves, or of all at once. */
  readonly kind: 'postmaster' | 'all';
}

export interface Plan {
  readonly seed: number;
  readonly submissions: readonly Submission[];
  /** For each replica what befalls it, in turn. */
  readonly gateways: readonly (readonly GatewayHit[])[];
  readonly database: readonly DatabaseHit[];
  /** By department; begins anew where the storm lasts longer. */
  readonly weather: ReadonlyMap<string, readonly Spell[]>;
  /** The same for the same plan, so that two runs can be compared at a glance. */
  readonly fingerprint: string;
}

export interface PlanSettings {
  readonly seed: number;
  readonly cases: number;
  /** About how long the storm shall last on a machine with two free cores. */
  readonly stormMs: number;
}

/** One hit of a kind in so many milliseconds of storm. */
const KILL_EVERY_MS = 3_400;
const STOP_EVERY_MS = 30_000;
const DRAIN_EVERY_MS = 30_000;
const DATABASE_EVERY_MS = 13_500;
const KILLED_WHILE_STARTING = 0.25;
const STARTING_MS = { least: 50, most: 800 };
const SERVING_MS = { least: 300, most: 3_500 };
const AWAY_MS = { least: 0, most: 1_000 };
/** Up to longer than a gateway may go on with what it had begun before it was stopped. */
const STOPPED_MS = { least: 1_000, most: 9_000 };
const PLACE_MS = { least: 0, most: 2_000 };
/** Nothing is submitted in the last part of the storm, where what is under way is still being hit. */
const SUBMITTING_SHARE = 0.9;
const CASES_PER_CLIENT = 25;

export function drawPlan({ seed, cases, stormMs }: PlanSettings): Plan {
  const plan = {
    seed,
    submissions: drawSubmissions(seed, cases),
    gateways: drawGatewayHits(seed, stormMs),
    database: drawDatabaseHits(seed, stormMs),
    weather: drawWeather(seed, stormMs),
  };
  const text = JSON.stringify({ ...plan, weather: [...plan.weather] });
  return { ...plan, fingerprint: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}

/** How many hits there are; with the last of them the storm has run its course. */
export function hitsOf({ gateways, database }: Plan): number {
  return gateways.reduce((sum, hits) => sum + hits.length, database.length);
}

function drawSubmissions(seed: number, cases: number): Submission[] {
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
    share: (index / cases) * SUBMITTING_SHARE,
    afterMs: draws.between(PLACE_MS.least, PLACE_MS.most),
    client: index % clients,
    through: draws.between(0, REPLICAS - 1),
    twin: draws.chance(0.15),
    impostor: draws.chance(0.05) ? 'racing' : draws.chance(0.05) ? 'late' : 'none',
    readsBack: draws.chance(0.3),
  }));
}

function drawGatewayHits(seed: number, stormMs: number): GatewayHit[][] {
  const kinds = drawsFor(seed, 'gateways').shuffled([
    ...repeated('kill', stormMs / KILL_EVERY_MS),
    ...repeated('stop', stormMs / STOP_EVERY_MS),
    ...repeated('drain', stormMs / DRAIN_EVERY_MS),
  ]);
  return Array.from({ length: REPLICAS }, (_, replica) => {
    const draws = drawsFor(seed, `replica ${replica}`);
    return kinds.filter((_kind, index) => index % REPLICAS === replica).map((kind) => drawGatewayHit(kind, draws));
  });
}

function drawGatewayHit(kind: GatewayHit['kind'], draws: Draws): GatewayHit {
  const whileStarting = kind === 'kill' && draws.chance(KILLED_WHILE_STARTING);
  const after = whileStarting ? STARTING_MS : SERVING_MS;
  const away = kind === 'stop' ? STOPPED_MS : AWAY_MS;
  return {
    kind,
    whileStarting,
    afterMs: draws.between(after.least, after.most),
    forMs: draws.between(away.least, away.most),
  };
}

function drawDatabaseHits(seed: number, stormMs: number): DatabaseHit[] {
  const draws = drawsFor(seed, 'database');
  const count = Math.ceil(stormMs / DATABASE_EVERY_MS);
  return Array.from({ length: count }, (_, index) => ({
    share: (index + draws.fraction()) / (count + 1),
    afterMs: draws.between(PLACE_MS.least, PLACE_MS.most),
    kind: draws.chance(0.5) ? 'postmaster' : 'all',
  }));
}

function repeated<Kind extends string>(kind: Kind, times: number): Kind[] {
  return Array.from({ length: Math.ceil(times) }, () => kind);
}
