// What a rehearsal leaves behind for the first start.
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rehearse } from '../../commands/packages/rehearse.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { GATEWAY_OPTIONS, startProgram } from '../../commands/town/program.ts';
import { findSimulators } from '../../mocks/departments.ts';
import { environmentOf } from '../../mocks/start.ts';
import { createDatabase } from '../support/postgres.ts';

const [database, folder] = await Promise.all([createDatabase(), makeFolder()]);
afterAll(() => folder.remove());

/** Node loads its compiler of TypeScript for the first module that was not compiled before, and keeps it. */
const TELLS_OF_COMPILER = `data:text/javascript,process.once('exit', () => {
  console.error(process.moduleLoadList.some((name) => name.includes('amaro')) ? 'compiled' : 'nothing to compile');
})`;

/** What was to do when a gateway started, with the compiled code in a folder. */
async function startWith(compiled: string): Promise<string> {
  const simulators = await findSimulators();
  const nobody = Object.fromEntries(simulators.map(({ code }) => [code, 1]));
  const gateway = startProgram({
    name: 'The gateway',
    file: 'src/main.ts',
    nodeOptions: [...GATEWAY_OPTIONS, '--import', TELLS_OF_COMPILER],
    environment: {
      ...(await environmentOf('127.0.0.1', simulators, nobody)),
      ...{ DATABASE_URL: database.url, DATA_DIR: join(folder.path, 'data'), PORT: '0', LOG_LEVEL: 'silent' },
      NODE_COMPILE_CACHE: compiled,
    },
    ready: z.object({ url: z.url() }),
  });
  try {
    await gateway.ready;
  } finally {
    await gateway.end();
  }
  return gateway.complaint();
}

test('A first start has nothing to compile once everything was loaded', { timeout: 60_000 }, async () => {
  const compiled = join(folder.path, 'rehearsed');
  rehearse({ NODE_COMPILE_CACHE: compiled });
  expect(await startWith(compiled)).toBe('nothing to compile');
});

test('Otherwise it compiles', { timeout: 60_000 }, async () => {
  expect(await startWith(join(folder.path, 'empty'))).toBe('compiled');
});
