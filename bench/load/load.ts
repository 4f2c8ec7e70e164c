// The load generator as scenarios use it: a process of its own, so that it does not take its CPU from what is measured.
import { z } from 'zod';
import { type Program, startProgram } from '../../commands/town/program.ts';
import type { Job, LoadRequest, Tally } from './job.ts';

export interface Load {
  /** So many connections, each asking again as soon as it is answered. */
  readonly closed: (job: {
    url: string;
    requests: readonly LoadRequest[];
    connections: number;
    forS: number;
    /** So long it goes on before anything is counted. */
    leadS?: number;
  }) => Promise<Tally>;
  /** Requests arrive by the clock, however long answers take; latency counts from the planned arrival. */
  readonly paced: (job: {
    url: string;
    requests: readonly LoadRequest[];
    perSecond: number;
    forS: number;
    leadS?: number;
  }) => Promise<Tally>;
  readonly close: () => Promise<void>;
}

const ready = z.object({ ready: z.literal(true) });

export async function openLoad(): Promise<Load> {
  const program = startProgram({ name: 'The load generator', file: 'bench/load/main.ts', environment: {}, ready });
  await program.ready;
  return {
    closed: (job) => perform(program, { kind: 'closed', ...job }),
    paced: (job) => perform(program, { kind: 'paced', ...job }),
    close: () => program.end(),
  };
}

function perform({ child, ended }: Program<unknown>, job: Job): Promise<Tally> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: { tally?: Tally; failed?: string }) => {
      if (message.tally) resolve(message.tally);
      else reject(new Error(`The load generator failed: ${message.failed}`));
    });
    child.send(job);
    void ended.then((reason) => reject(new Error(reason)));
  });
}
