// Loaded before everything else into each process that is measured: it tells its own use of CPU and memory when it is asked,
// which no look from outside tells as exactly on every system.
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Inquiry =
  | { readonly inquiry: 'usage' }
  /** After a collection, so that what is left is in use. */
  | { readonly inquiry: 'collected' }
  | { readonly inquiry: 'profile-start' }
  | { readonly inquiry: 'profile-stop'; readonly file: string };

export interface Usage {
  /** User and system time since the process started. */
  readonly cpuMs: number;
  readonly residentBytes: number;
  /** With what it holds outside of the heap, such as buffers. */
  readonly heapBytes: number;
  /** Sockets, timers and whatever else keeps the process busy. */
  readonly handles: number;
  /** 99th percentile of how late the event loop was since somebody last asked. */
  readonly lateMs: number;
}

const LOOK_EVERY_MS = 20;
let session: Session | undefined;
const lateness = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
lateness.enable();

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null || !('inquiry' in message)) return;
  void answer(message as Inquiry).then((usage) => process.send?.({ usage }));
});
// Listening must not keep a program alive that has nothing else to do.
process.channel?.unref();

async function answer(inquiry: Inquiry): Promise<Usage> {
  if (inquiry.inquiry === 'collected') collect();
  if (inquiry.inquiry === 'profile-start') await startProfile();
  if (inquiry.inquiry === 'profile-stop') await stopProfile(inquiry.file);
  return usage();
}

/** Asked for here: with the option `--expose-gc` a process compiles Node's own modules anew when it starts. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  // The time between two looks is counted as well.
  const lateMs = Math.max(0, lateness.percentile(99) / 1e6 - LOOK_EVERY_MS);
  lateness.reset();
  const handles = process.getActiveResourcesInfo().length;
  return { cpuMs: (user + system) / 1000, residentBytes: rss, heapBytes: heapUsed + external, handles, lateMs };
}

async function startProfile(): Promise<void> {
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
}

async function stopProfile(file: string): Promise<void> {
  if (!session) throw new Error('No profile was started.');
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  session = undefined;
  await writeFile(file, JSON.stringify(profile));
}
