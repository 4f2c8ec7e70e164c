import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { call, openTown } from './open-town.ts';
import { numberOf } from './town.ts';

const adapter = fileURLToPath(new URL('../../../adapters/police/adapter.ts', import.meta.url));

/** Reads one resident and then has nothing left to do but hold its connection. */
const PROGRAM = `
const { department } = await import(process.env.ADAPTER);
const settings = { POLICE_ADDRESS: process.env.POLICE_ADDRESS };
const police = await department.open({ settings, nowMs: Date.now });
const call = { signal: new AbortController().signal, purpose: 'acceptance', traceId: 't' };
const [resident] = await police.reads.residents([process.env.NUMBER], call);
console.log(resident.name);
`;

it('an idle connection does not keep the process from ending', async () => {
  const open = await openTown();
  try {
    const env = {
      ...process.env,
      ADAPTER: adapter,
      NUMBER: numberOf(0),
      POLICE_ADDRESS: `127.0.0.1:${open.state.port}`,
      NODE_OPTIONS: '',
    };
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { env });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const code = await new Promise((resolve) => {
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      child.once('exit', (exitCode) => {
        clearTimeout(late);
        resolve(exitCode);
      });
    });
    expect({ code, said: said.trim() }).toEqual({ code: 0, said: '王䶮' });
    // Control: the simulator was there all the while.
    expect(await open.adapter.reads.residents([numberOf(0)], call())).toHaveLength(1);
  } finally {
    await open.close();
  }
});
