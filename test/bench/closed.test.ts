import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { closedLoad } from '../../bench/load/closed.ts';

test('What is answered during the lead is not counted', async () => {
  let answered = 0;
  const server = createServer((_, response) => {
    answered += 1;
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  const job = { kind: 'closed', url: `http://127.0.0.1:${port}`, connections: 2, forS: 1 } as const;
  const requests = [{ path: '/', headers: {}, body: '{}' }];

  const whole = await closedLoad({ ...job, requests });
  // One of each connection may be under way at the end.
  expect(answered - (whole.statuses['200'] ?? 0)).toBeLessThanOrEqual(2);

  answered = 0;
  const { statuses, perSecond } = await closedLoad({ ...job, requests, leadS: 1 });
  const counted = statuses['200'] ?? 0;
  expect(counted).toBeGreaterThan(0);
  expect(answered).toBeGreaterThan(counted + 2);
  // A second's answers, of two seconds that it went on.
  expect(Math.abs(perSecond - counted)).toBeLessThan(counted / 10);
});
