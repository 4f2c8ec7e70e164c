import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { closedLoad } from '../../bench/load/closed.ts';
import { pacedLoad } from '../../bench/load/paced.ts';

test('What has status 200 and tells of errors is no answer', async () => {
  let sent = 0;
  const server = createServer((_, response) => {
    sent += 1;
    response.end(sent % 2 === 0 ? '{"data":{"person":{}}}' : '{"data":{"person":null},"errors":[{}]}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  const job = { url: `http://127.0.0.1:${port}`, forS: 1, requests: [{ path: '/', headers: {}, body: '{}' }] };
  for (const tally of [
    await closedLoad({ ...job, kind: 'closed', connections: 2 }),
    await pacedLoad({ ...job, kind: 'paced', perSecond: 100 }),
  ]) {
    const [good = 0, flawed = 0] = [tally.statuses['200'], tally.statuses['with errors']];
    expect(good).toBeGreaterThan(10);
    expect(Math.abs(good - flawed)).toBeLessThanOrEqual(2);
    expect(tally.perSecond).toBeLessThan(good * 1.5);
  }
});

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
