// A program of ours as a process whose CPU and memory can be asked for while it runs.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { machineEnvironment, type Program, type ProgramSettings, startProgram } from '../commands/town/program.ts';
import type { Inquiry, Usage } from './self-report.ts';

export interface Measured<Ready> extends Program<Ready> {
  readonly usage: () => Promise<Usage>;
  /** The same after a collection of garbage, which itself takes CPU. */
  readonly usageCollected: () => Promise<Usage>;
  readonly startProfile: () => Promise<void>;
  /** Writes what was sampled since, as a V8 CPU profile. */
  readonly stopProfile: (file: string) => Promise<void>;
}

const SELF_REPORT = fileURLToPath(new URL('self-report.ts', import.meta.url));

/** Otherwise the first program that is measured loads Node's compiler of TypeScript for this one file, and keeps it. */
export function compileSelfReport(): void {
  execFileSync(process.execPath, ['--import', SELF_REPORT, '--eval', ''], { env: machineEnvironment() });
}

export function startMeasured<Ready>(settings: ProgramSettings<Ready>): Measured<Ready> {
  const nodeOptions = [...(settings.nodeOptions ?? []), '--import', SELF_REPORT];
  const program = startProgram({ ...settings, nodeOptions });
  const inquire = (inquiry: Inquiry) =>
    new Promise<Usage>((resolve, reject) => {
      const heard = (message: unknown) => {
        if (typeof message !== 'object' || message === null || !('usage' in message)) return;
        program.child.off('message', heard);
        resolve(message.usage as Usage);
      };
      program.child.on('message', heard);
      program.child.send(inquiry);
      void program.ended.then((reason) => reject(new Error(reason)));
    });
  return {
    ...program,
    usage: () => inquire({ inquiry: 'usage' }),
    usageCollected: () => inquire({ inquiry: 'collected' }),
    startProfile: async () => {
      await inquire({ inquiry: 'profile-start' });
    },
    stopProfile: async (file) => {
      await inquire({ inquiry: 'profile-stop', file });
    },
  };
}
