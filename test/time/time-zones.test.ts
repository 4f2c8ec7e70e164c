// Calendar, working hours and clocks come to the same in whatever time zone the process runs: their tests are run again in each.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../commands/town/folder.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = await makeFolder();
afterAll(() => folder.remove());

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numTotalTests: number;
}

test.each([
  ['UTC', 0],
  ['America/New_York', 300],
  ['Asia/Shanghai', -480],
])(
  'in %s',
  async (zone, offset) => {
    const environment = { PATH: process.env['PATH'], TZ: zone };
    const inZone = (...args: readonly string[]) =>
      run(process.execPath, [...args], { cwd: root, env: environment }).then(({ stdout }) => stdout);
    expect(await inZone('-p', 'new Date("2026-01-15T00:00:00Z").getTimezoneOffset()')).toBe(`${offset}\n`);
    const reported = join(folder.path, `${offset}.json`);
    const reporting = ['--reporter=json', `--outputFile=${reported}`];
    await inZone('node_modules/vitest/vitest.mjs', 'run', '--config', 'test/time/in-zone.config.ts', ...reporting);
    const report = JSON.parse(await readFile(reported, 'utf8')) as Report;
    expect(report).toMatchObject({ success: true, numPassedTests: report.numTotalTests });
    expect(report.numTotalTests).toBeGreaterThan(70);
  },
  120_000,
);
