import { expect, test } from 'vitest';
import { GATEWAY_OPTIONS } from '../../commands/town/program.ts';
import packageJson from '../../package.json' with { type: 'json' };

test('What is measured and shown starts the gateway with the options of Node that npm start has', () => {
  expect(packageJson.scripts.start).toBe(`node ${GATEWAY_OPTIONS.join(' ')} src/main.ts`);
});
