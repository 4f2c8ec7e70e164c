// One replica of the gateway, kept running as a supervisor would, and hit on demand: killed, stopped for a while, or drained.
import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { machineEnvironment } from '../commands/town/program.ts';

export interface ReplicaSettings {
  readonly name: string;
  /** Path from the root of the repository. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** Takes what the replica writes to standard error. */
  readonly logFile: string;
}

export interface Drained {
  readonly exit: number | NodeJS.Signals | null;
  readonly tookMs: number;
}

export interface Replica {
  readonly url: string;
  /** kill -9, whatever it does at the moment, starting included; it is started again after `awayMs`. */
  readonly kill: (awayMs: number) => Promise<void>;
  /** SIGSTOP, and SIGCONT after `forMs`. */
  readonly stop: (forMs: number) => Promise<void>;
  /** SIGTERM once it serves; how it ended, by force where it took more than three times what is allowed. */
  readonly drain: (awayMs: number) => Promise<Drained>;
  /** Resolves when it runs, and when it serves. */
  readonly running: () => Promise<void>;
  readonly serving: () => Promise<void>;
  /** Ends that nobody asked for after it had begun to serve, a line each. */
  readonly uncalledEnds: () => readonly string[];
  /** Starts that came to nothing, as while the database was down. */
  readonly failedStarts: () => number;
  readonly close: () => Promise<void>;
}

export const DRAINED_WITHIN_MS = 15_000;
const POLL_MS = 20;
const AGAIN_AFTER_MS = 200;
const SERVING_WITHIN_MS = 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));

export function openReplica(settings: ReplicaSettings): Replica {
  const uncalled: string[] = [];
  const log = createWriteStream(settings.logFile, { flags: 'a' });
  let failedStarts = 0;
  let life: Life | undefined;
  let closing = false;

  const start = () => {
    if (closing) return;
    const born = begin(settings, log);
    life = born;
    void born.ended.then(async (exit) => {
      life = undefined;
      if (born.called) return;
      if (born.serves) uncalled.push(`${settings.name} ended by itself with ${exit}; see ${settings.logFile}`);
      else failedStarts += 1;
      await sleep(AGAIN_AFTER_MS);
      start();
    });
  };

  /** A life to hit: the present one, or the next one that begins. */
  const victim = async (isFit: (life: Life) => boolean): Promise<Life> => {
    for (let waitedMs = 0; waitedMs < SERVING_WITHIN_MS; waitedMs += POLL_MS) {
      if (life && !life.called && isFit(life)) return life;
      await sleep(POLL_MS);
    }
    throw new Error(`${settings.name} did not run for ${SERVING_WITHIN_MS} ms; see ${settings.logFile}`);
  };

  const end = async (hit: Life, signal: NodeJS.Signals, awayMs: number) => {
    hit.called = true;
    hit.child.kill(signal);
    const exit = await hit.ended;
    void sleep(awayMs).then(start);
    return exit;
  };

  start();
  return {
    url: `http://127.0.0.1:${settings.port}`,
    kill: async (awayMs) => {
      await end(await victim(() => true), 'SIGKILL', awayMs);
    },
    stop: async (forMs) => {
      const { child } = await victim(({ serves }) => serves);
      child.kill('SIGSTOP');
      await sleep(forMs);
      child.kill('SIGCONT');
    },
    drain: async (awayMs) => {
      const hit = await victim(({ serves }) => serves);
      const startedMs = performance.now();
      const force = setTimeout(() => hit.child.kill('SIGKILL'), 3 * DRAINED_WITHIN_MS);
      const exit = await end(hit, 'SIGTERM', awayMs);
      clearTimeout(force);
      return { exit, tookMs: Math.round(performance.now() - startedMs) };
    },
    running: async () => {
      await victim(() => true);
    },
    serving: async () => {
      await victim(({ serves }) => serves);
    },
    uncalledEnds: () => uncalled,
    failedStarts: () => failedStarts,
    close: async () => {
      closing = true;
      if (life) await end(life, 'SIGKILL', 0);
      log.end();
    },
  };
}

interface Life {
  readonly child: ChildProcess;
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** It has said that it is ready. */
  serves: boolean;
  /** Its end is our doing. */
  called: boolean;
}

function begin({ program, environment, port }: ReplicaSettings, log: NodeJS.WritableStream): Life {
  const child = fork(fileURLToPath(new URL(`../${program}`, import.meta.url)), [], {
    cwd: root,
    env: { ...machineEnvironment(), ...environment, PORT: String(port), LOG_LEVEL: 'warn' },
    // It is started many times over: less time is spent on collecting what starting leaves behind.
    execArgv: ['--max-semi-space-size=64'],
    // Its own process group: Ctrl-C is the harness's to answer.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.pipe(log, { end: false });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const life: Life = { child, ended, serves: false, called: false };
  child.once('message', () => {
    life.serves = true;
  });
  return life;
}
