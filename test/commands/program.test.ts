import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { GATEWAY_OPTIONS } from '../../commands/town/program.ts';
import packageJson from '../../package.json' with { type: 'json' };

test('What is measured and shown starts the gateway with the options of Node that npm start has', () => {
  expect(packageJson.scripts.start).toBe(`node ${GATEWAY_OPTIONS.join(' ')} src/main.ts`);
});

test('The gateway starts with no option that would make Node compile its own modules anew', () => {
  const tagWith = (options: readonly string[]) =>
    Number(execFileSync(process.execPath, [...options, '--print', 'v8.cachedDataVersionTag()'], { encoding: 'utf8' }));
  const own = tagWith([]);
  expect(tagWith(GATEWAY_OPTIONS)).toBe(own);
  expect(tagWith(['--heap-growing-percent=100'])).not.toBe(own);
});
