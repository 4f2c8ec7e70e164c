// One program of ours as a child process: started, awaited until it is ready, ended. It dies with its parent.
import { type ChildProcess, fork } from 'node:child_process';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Compiled modules of ours and of packages: half the time that a program takes to start. */
const COMPILE_CACHE = join(root, 'node_modules', '.cache', 'yichuang-compiled');
enableCompileCache(COMPILE_CACHE);
/** What `npm start` says to Node as well: docs/operating.md, Memory. */
export const GATEWAY_OPTIONS: readonly string[] = [
  ...['--max-semi-space-size=16', '--no-parallel-scavenge'],
  ...['--import', './src/module-loading.js'],
];
const COMPLAINT_MAX = 8_000;
const END_WITHIN_MS = 20_000;

export interface Program<Ready> {
  readonly name: string;
  readonly child: ChildProcess;
  /** What the program said when it began to serve; fails where it ended before. */
  readonly ready: Promise<Ready>;
  /** Resolves with the reason once the process is gone, whoever ended it. */
  readonly ended: Promise<string>;
  /** The end of what it wrote to standard error, unless that was passed on. */
  readonly complaint: () => string;
  /** Ends it in its own time, and by force where it takes too long. */
  readonly end: () => Promise<void>;
}

export interface ProgramSettings<Ready> {
  readonly name: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** The whole environment, beside what any process needs from its machine. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shape of the message that says it is ready. */
  readonly ready: z.ZodType<Ready>;
  /** Options of Node itself, such as a module that is loaded first. */
  readonly nodeOptions?: readonly string[];
  /** Passes on what it writes to standard error; otherwise the end of it is kept for the reason. */
  readonly outspoken?: boolean;
}

export function startProgram<Ready>(settings: ProgramSettings<Ready>): Program<Ready> {
  const child = fork(join(root, settings.file), [], {
    cwd: root,
    env: { ...machineEnvironment(), ...settings.environment },
    execArgv: [...(settings.nodeOptions ?? [])],
    // Its own process group: Ctrl-C is the parent's to answer, which ends its children in order.
    detached: true,
    stdio: ['ignore', 'ignore', settings.outspoken ? 'inherit' : 'pipe', 'ipc'],
  });
  const complaint = keepEnd(child);
  const ended = endOf(child, settings.name, complaint);
  const ready = readiness(child, settings, ended);
  // Whoever waits for it is told; where nobody does, `ended` says the same.
  ready.catch(() => undefined);
  return { name: settings.name, child, ready, ended, complaint, end: () => end(child, ended) };
}

/** What programs need to be found and to find their folders; settings of ours never leak in with it. */
export function machineEnvironment(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, TZ } = process.env;
  return { PATH, HOME, TMPDIR, TZ, NODE_COMPILE_CACHE: COMPILE_CACHE };
}

function keepEnd(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    text = (text + bytes.toString()).slice(-COMPLAINT_MAX);
  });
  return () => text.trim();
}

function endOf(child: ChildProcess, name: string, complaint: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      const said = complaint();
      const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
      resolve(`${name} ended ${how}${said === '' ? '' : `; it said:\n${said}`}`);
    });
  });
}

function readiness<Ready>(
  child: ChildProcess,
  { name, ready }: ProgramSettings<Ready>,
  ended: Promise<string>,
): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const parsed = ready.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(new Error(`${name} sent something else than that it is ready: ${z.prettifyError(parsed.error)}`));
    });
    void ended.then((reason) => reject(new Error(reason)));
  });
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  await ended;
  clearTimeout(force);
}
