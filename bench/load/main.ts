// The load generator's process: takes a job, performs it, tells the tally.
import { closedLoad } from './closed.ts';
import type { Job, Tally } from './job.ts';
import { pacedLoad } from './paced.ts';

function perform(job: Job): Promise<Tally> {
  return job.kind === 'closed' ? closedLoad(job) : pacedLoad(job);
}

process.on('message', (job: Job) => {
  perform(job).then(
    (tally) => process.send?.({ tally }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
