// A server that is told to close while clients keep asking: what is under way is answered, and nobody is waited for.
import { expect, test } from 'vitest';
import { openHttp } from '../../src/http/server.ts';
import { openLog } from '../../src/log.ts';

const ROUNDS = 10;
const CLIENTS = 4;

test('Closes at once while clients with kept connections ask on, and answers what had begun', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const http = openHttp(openLog('silent'));
    let begun = 0;
    let answered = 0;
    http.app.post('/slow', async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      answered += 1;
      return {};
    });
    const url = await http.listen('127.0.0.1', 0);
    const clients = Array.from({ length: CLIENTS }, () => askOn(`${url}/slow`));
    await expect.poll(() => answered).toBeGreaterThan(CLIENTS);
    const began = performance.now();
    await http.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(answered).toBe(begun);
    await Promise.all(clients);
  }
}, 60_000);

/** Until nobody answers any more. */
async function askOn(url: string): Promise<void> {
  const question = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  for (;;) {
    const response = await fetch(url, question).catch(() => undefined);
    if (response === undefined) return;
    await response.arrayBuffer();
  }
}
