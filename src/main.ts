// `npm start`: the gateway alone, configured by the environment.
import './module-loading.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import type { Config } from './config.ts';
import type { RunningGateway } from './gateway.ts';

// After module-loading.js: a static import would be found before it.
const [{ DEVELOPMENT_ISSUER }, { readConfig }, { StartFault, startGateway }, { openLog }, { isConnectionLoss }] =
  await Promise.all([
    import('../development/issuer.ts'),
    import('./config.ts'),
    import('./gateway.ts'),
    import('./log.ts'),
    import('./store/sqlstate.ts'),
  ]);

/** For what is under way; a database or department that is gone must not hold up the end for longer. */
const CLOSE_WITHIN_MS = 15_000;
/** A database that was started together with the gateway, or that crashed, needs some seconds until it lets anybody in. */
const DATABASE_WITHIN_MS = 10_000;
const DATABASE_AGAIN_MS = 500;
/** The heap is collected once it is twice what the last collection left in use. */
const HEAP_GROWS = '--heap-growing-percent=100';

const read = readConfig(process.env, DEVELOPMENT_ISSUER);
if (!read.ok) {
  console.error(`The gateway cannot start; ${read.faults.length} fault(s) in the configuration:`);
  for (const fault of read.faults) console.error(`  ${fault}`);
  process.exit(1);
}

const log = openLog(read.config.logLevel);
// Where one entry of a list fails at once and another later, graphql's interpreter answers and leaves the second one to nobody.
// What was answered must not end the process for everybody else.
process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'something failed that nobody waited for'));

try {
  const gateway = await start(read.config);
  // docs/operating.md, Memory. As an option of the process it would change what compiled code is held against, and a start would
  // compile Node's own modules anew.
  setFlagsFromString(HEAP_GROWS);
  const stop = () => {
    setTimeout(() => {
      console.error(
        `The gateway did not close within ${CLOSE_WITHIN_MS / 1000} s and ends as it is; nothing committed is lost.`,
      );
      process.exit(1);
    }, CLOSE_WITHIN_MS).unref();
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that is gone cannot stop its child any more.
  process.once('disconnect', stop);
  console.log(`Ready at ${gateway.url}/graphql`);
  // A parent process that started us waits for this.
  process.send?.({ ready: true, url: gateway.url });
} catch (error) {
  console.error(error instanceof StartFault ? error.message : error);
  process.exit(1);
}

/** Begins anew where the database went away meanwhile. */
async function start(config: Config): Promise<RunningGateway> {
  const until = performance.now() + DATABASE_WITHIN_MS;
  for (;;) {
    try {
      return await startGateway(config);
    } catch (error) {
      if (!isConnectionLoss(error) || performance.now() > until) throw error;
      console.error(`The database lets nobody in (${(error as Error).message}); trying again`);
      await sleep(DATABASE_AGAIN_MS);
    }
  }
}
