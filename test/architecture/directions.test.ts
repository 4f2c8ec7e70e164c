import { describe, expect, test } from 'vitest';
import { wrongDirections } from '../../commands/check/directions.ts';
import { type Import, importsOf, readImports } from '../../commands/check/imports.ts';
import { filesOf, root } from './files.ts';

function edge(from: string, to: string, typeOnly = false): Import {
  return { from, to, line: 1, typeOnly };
}

test('Every import of the house goes the right way, and there are many', () => {
  const imports = readImports(
    root,
    filesOf('{src,adapters,mocks,embedded,development,commands,chaos,fuzz,bench}/**/*.ts'),
  );
  expect(imports.length).toBeGreaterThan(100);
  expect(wrongDirections(imports)).toEqual([]);
});

describe('a way that is refused', () => {
  test.each([
    ['from a simulator to the gateway', 'mocks/tax/simulator.ts', 'src/values/money.ts'],
    ["from a simulator to an adapter's code", 'mocks/tax/wire.ts', 'adapters/tax/mapping.ts'],
    ['from a simulator to a shared codec', 'mocks/police/wire.ts', 'adapters/wire/gb18030.ts'],
    ['from one adapter to another', 'adapters/tax/adapter.ts', 'adapters/land/facts.ts'],
    ['from an adapter to what uses it', 'adapters/tax/adapter.ts', 'src/departments/resilience.ts'],
    ['from the embedded server to the gateway', 'embedded/postgres.ts', 'src/store/pool.ts'],
    ['from cases to the schema', 'src/cases/reception/submit.ts', 'src/graph/context.ts'],
    [
      'from what happened to a case to what is done about it',
      'src/cases/history/fold.ts',
      'src/cases/record/record.ts',
    ],
    ['from the record of a case to its dispatch', 'src/cases/record/record.ts', 'src/cases/dispatch/send.ts'],
    ['from the feed to what it tells of', 'src/cases/feed/follow.ts', 'src/cases/dispatch/send.ts'],
    ['from values upwards', 'src/values/money.ts', 'src/time/clocks.ts'],
    ['from the store to cases', 'src/store/pool.ts', 'src/cases/reception/submit.ts'],
    ['from the gateway to a simulator', 'src/main.ts', 'mocks/start.ts'],
    ['from anything to a test', 'commands/check.ts', 'test/support/postgres.ts'],
    ['from a room that nobody knows', 'src/new-room/file.ts', 'src/values/money.ts'],
  ])('%s', (_, from, to) => {
    expect(wrongDirections([edge(from, to)])).toEqual([`${from}:1 imports ${to}`]);
  });

  test('from the schema to what an adapter does, though the types of its facts are free', () => {
    expect(wrongDirections([edge('src/graph/parents/parents.ts', 'adapters/tax/facts.ts', true)])).toEqual([]);
    expect(wrongDirections([edge('src/graph/parents/parents.ts', 'adapters/tax/facts.ts')])).toHaveLength(1);
    expect(wrongDirections([edge('src/graph/parents/parents.ts', 'adapters/tax/adapter.ts', true)])).toHaveLength(1);
  });
});

describe('imports are found', () => {
  test.each([
    ["import { a } from './b.ts';", false],
    ["import type { A } from './b.ts';", true],
    ["import {\n  a,\n  type B,\n} from './b.ts';", false],
    ["import './b.ts';", false],
    ["export { a } from './b.ts';", false],
    ["const b = await import('./b.ts');", false],
    ['const b = await import(`./b.ts`);', false],
    ["const b = require('./b.ts');", false],
    ["const b = new URL('./b.ts', import.meta.url);", false],
  ])('%s', (text, typeOnly) => {
    expect(importsOf('src/time/a.ts', `// First line\n${text}\n`)).toEqual([
      { from: 'src/time/a.ts', to: 'src/time/b.ts', line: 2, typeOnly },
    ]);
  });
});
