// The scaffold in a copy of the repository: what it writes passes every check, and its tests.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../architecture/files.ts';

const NOT_COPIED = new Set(['node_modules', '.git', 'data', '.development', 'coverage']);
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'yichuang-department-'));
  for (const name of readdirSync(root)) {
    if (!NOT_COPIED.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface End {
  readonly code: number;
  readonly output: string;
}

function run(program: string, ...words: readonly string[]): Promise<End> {
  return new Promise((resolve) => {
    execFile(program, words, { cwd: copy, maxBuffer: 16_000_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output: stdout + stderr });
    });
  });
}

function department(...words: readonly string[]): Promise<End> {
  return run(process.execPath, join(copy, 'commands', 'department.ts'), ...words);
}

function tool(name: string, ...words: readonly string[]): Promise<End> {
  return run(join(root, 'node_modules', '.bin', name), ...words);
}

describe('a new department', () => {
  test('passes every check, explains and declares its schema and passes its own tests as it is scaffolded', async () => {
    const { code, output } = await department('customs', '海关');
    expect([code, output]).toEqual([0, expect.stringContaining('wrote adapters/customs/adapter.ts')]);
    const { output: verdict } = await run(process.execPath, join(copy, 'commands', 'check.ts'));
    expect(verdict.split('\n').filter((line) => /customs|run npm run/i.test(line))).toEqual([]);
    const tests = await tool(
      'vitest',
      'run',
      'test/adapters/customs',
      'test/architecture/schema',
      'test/graph/declarations',
    );
    expect([tests.code, tests.output]).toEqual([0, expect.stringContaining('test/adapters/customs/adapter.test.ts')]);
  }, 120_000);

  test('without a system of its own is one file, which compiles and keeps what every adapter promises', async () => {
    const { code, output } = await department('sewage', '排水公司', '--manual');
    expect([code, output]).toEqual([0, expect.stringMatching(/^wrote adapters\/sewage\/adapter\.ts\nNext/)]);
    expect((await tool('biome', 'check', '--error-on-warnings', 'adapters/sewage')).output).toContain(
      'No fixes applied',
    );
    const tests = await tool('vitest', 'run', 'test/adapters/task-list', '-t', 'adapter of sewage');
    expect([tests.code, tests.output]).toEqual([0, expect.stringMatching(/Tests .*5 passed/)]);
  }, 120_000);

  test('gets a port of its own, and its Chinese name wherever a citizen reads it', () => {
    const offsets = readdirSync(join(copy, 'mocks'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && readdirSync(join(copy, 'mocks', entry.name)).includes('simulator.ts'))
      .map(
        ({ name }) => /portOffset: (\d+)/.exec(readFileSync(join(copy, 'mocks', name, 'simulator.ts'), 'utf8'))?.[1],
      );
    expect(offsets.length).toBeGreaterThan(4);
    expect(new Set(offsets).size).toBe(offsets.length);
    expect(readFileSync(join(copy, 'schema', 'customs.graphql'), 'utf8')).toContain('海关登记信息');
  });

  test.each([
    ['a code that is taken', ['tax', '税务'], 'adapters/tax/adapter.ts exists'],
    ['a code that is no name of a file', ['../x', '海关'], 'is no code'],
    ['a code in capitals', ['Customs', '海关'], 'is no code'],
    ['no Chinese name', ['excise', 'Excise'], 'is no Chinese name'],
    ['nothing', [], 'is no code'],
  ])('is refused with %s, and nothing is written', async (_, words, reason) => {
    const before = readFileSync(join(copy, 'codegen.yml'), 'utf8');
    const { code, output } = await department(...words);
    expect(code).toBe(1);
    expect(output).toContain(reason);
    expect(readFileSync(join(copy, 'codegen.yml'), 'utf8')).toBe(before);
  });
});
