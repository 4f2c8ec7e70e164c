// One embedded server for the whole run, in a folder of its own that is deleted at the end.
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../embedded/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'yichuang-test-'));
  // Open to pass through, so that a run by root keeps its data here too.
  await chmod(folder, 0o711);
  const server = await startPostgres({ folder, settings: { max_connections: '300' } });
  project.provide('postgresUrl', server.url);
  return server.discard;
}
