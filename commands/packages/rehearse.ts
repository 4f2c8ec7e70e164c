// Lets a process load what a gateway may load, so that the first start finds it compiled.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GATEWAY_OPTIONS, machineEnvironment } from '../town/program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** No gateway starts with it. */
const FAULTY = { PORT: 'none' };

/** Takes a few seconds. `environment`: beside what any process needs from its machine. Throws where something cannot be loaded. */
export function rehearse(environment: Readonly<Record<string, string>> = {}): void {
  execFileSync(process.execPath, [...GATEWAY_OPTIONS, './commands/packages/rehearsal.ts'], {
    cwd: root,
    env: { ...machineEnvironment(), ...environment, ...FAULTY },
    stdio: 'pipe',
  });
}
