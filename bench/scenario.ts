// What a scenario is: one question about speed, asked of real processes, answered in figures.
import type { Load } from './load/load.ts';
import type { Stage, StageSettings } from './stage.ts';

export interface Scenario {
  /** One sentence for the table: what is asked, under which load. */
  readonly about: string;
  readonly run: (bench: Bench) => Promise<readonly Figure[]>;
}

/** What a scenario works with. Whatever it opens is closed after it. */
export interface Bench {
  /** For a quick look, as in CI: shorter rounds and fewer of them. */
  readonly short: boolean;
  /** How many cases go through, where the scenario has some and the command says how many. */
  readonly cases: number | undefined;
  /** How long the load goes on, where the scenario looks for growth and the command says how long. */
  readonly minutes: number | undefined;
  /** Seconds of one round, and how many rounds are taken in turns. */
  readonly roundS: number;
  readonly rounds: number;
  /** Simulators, PostgreSQL and gateways as processes of their own. */
  readonly openStage: (settings?: StageSettings) => Promise<Stage>;
  /** Serves the same answers as the gateway gave, from raw node:http; the base address. */
  readonly openFloor: (answers: readonly unknown[]) => Promise<Floor>;
  /** The load generator, in a process of its own. */
  readonly load: Load;
  /** An empty folder, gone afterwards. */
  readonly folder: string;
  readonly say: (text: string) => void;
}

export interface Floor {
  readonly url: string;
  readonly usage: Stage['gateway']['usage'];
}

export interface Figure {
  /** Unique in its scenario. */
  readonly name: string;
  readonly value: number;
  /** Such as `ratio`, `ms`, `1/s`, `us`, `MB`. Ratios are what other machines can be compared by. */
  readonly unit: string;
  /** What is to be reached on a quiet machine. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
}
