import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DepartmentFault } from '../../src/departments/fault.ts';
import type { Outcome } from '../../src/departments/port.ts';
import { Resilience, type ResilienceSettings } from '../../src/departments/resilience.ts';

const exchange = { purpose: 'acceptance', traceId: 'test' };
const settings: ResilienceSettings = {
  concurrency: 2,
  queue: 2,
  readDeadlineMs: 300,
  writeDeadlineMs: 300,
  maintenanceProbeMs: 200,
  breakerHalfOpenMs: 200,
};

function guard(changes: Partial<ResilienceSettings> = {}): Resilience {
  return new Resilience('tax', { ...settings, ...changes }, () => Date.now());
}

const never = () => new Promise<never>(() => undefined);
const broken = () => new DepartmentFault('broken', 'It answered nonsense.');

describe('A read', () => {
  test('ends at the deadline where the department never answers', async () => {
    await expect(guard().read(exchange, never)).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('is repeated after a broken answer, at most twice, and answers', async () => {
    let asked = 0;
    const answer = await guard().read(exchange, async () => {
      asked += 1;
      if (asked < 3) throw broken();
      return 'at last';
    });
    expect([answer, asked]).toEqual(['at last', 3]);
  });

  test('is not repeated after a timeout: the deadline is used up', async () => {
    let asked = 0;
    const attempt = guard().read(exchange, () => {
      asked += 1;
      return never();
    });
    await expect(attempt).rejects.toMatchObject({ kind: 'timeout' });
    expect(asked).toBe(1);
  });

  test('never has more under way than the department allows', async () => {
    let now = 0;
    let peak = 0;
    const resilience = guard({ queue: 20 });
    await Promise.all(
      Array.from({ length: 12 }, () =>
        resilience.read(exchange, async () => {
          now += 1;
          peak = Math.max(peak, now);
          await sleep(5);
          now -= 1;
        }),
      ),
    );
    expect(peak).toBe(2);
  });

  test('is refused at once where too many wait', async () => {
    const resilience = guard();
    const waiting = Array.from({ length: 4 }, () => resilience.read(exchange, never).catch((error: unknown) => error));
    await expect(resilience.read(exchange, never)).rejects.toMatchObject({ kind: 'unavailable', retryAfterMs: 1_000 });
    await Promise.all(waiting);
  });
});

describe('The breaker', () => {
  test('opens after many failures, says why, and closes when the department answers again', async () => {
    const resilience = guard();
    for (let round = 0; round < 10; round += 1) {
      await resilience.read(exchange, async () => Promise.reject(broken())).catch(() => undefined);
    }
    expect(resilience.status()).toMatchObject({ breaker: 'OPEN', state: 'UNAVAILABLE' });
    let asked = false;
    const refused = resilience.read(exchange, async () => {
      asked = true;
    });
    await expect(refused).rejects.toMatchObject({ kind: 'broken' });
    expect(asked).toBe(false);
    await sleep(250);
    const trying = resilience.read(exchange, async () => {
      expect(resilience.status()).toMatchObject({ breaker: 'HALF_OPEN', state: 'UNAVAILABLE' });
      return 'well';
    });
    await expect(trying).resolves.toBe('well');
    expect(resilience.status()).toMatchObject({ breaker: 'CLOSED', state: 'OPEN' });
  });

  test('is not opened by messages that we did not send', async () => {
    const resilience = guard();
    for (let message = 0; message < 20; message += 1) {
      const outcome = await resilience.write(exchange, () => false, never);
      expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable' } });
    }
    expect(resilience.status()).toMatchObject({ breaker: 'CLOSED', state: 'OPEN', p95Ms: null });
  });
});

describe('Maintenance', () => {
  const closed = () => new DepartmentFault('unavailable', 'Closed.', { maintenance: true });

  test('keeps everybody away but one, who finds out when it is over', async () => {
    const resilience = guard();
    await expect(resilience.read(exchange, async () => Promise.reject(closed()))).rejects.toMatchObject({
      maintenance: true,
    });
    expect(resilience.status().state).toBe('MAINTENANCE');
    let asked = 0;
    const ask = () =>
      resilience.read(exchange, async () => {
        asked += 1;
        return 'open';
      });
    await expect(ask()).rejects.toMatchObject({ maintenance: true });
    expect(asked).toBe(0);
    await sleep(220);
    await expect(ask()).resolves.toBe('open');
    expect(resilience.status().state).toBe('OPEN');
  });
});

describe('A write', () => {
  const may = () => true;
  const acknowledged: Outcome = { kind: 'acknowledged', reference: 'R1', progress: [] };

  test('passes its outcome on', async () => {
    expect(await guard().write(exchange, may, async () => acknowledged)).toEqual(acknowledged);
  });

  test('that began and did not end in time is unknown', async () => {
    expect(await guard().write(exchange, may, never)).toMatchObject({ kind: 'unknown', fault: { kind: 'timeout' } });
  });

  test('that never got a place was not sent', async () => {
    const resilience = guard({ concurrency: 1 });
    const first = resilience.write(exchange, may, never);
    const second = resilience.write(exchange, may, never);
    expect(await second).toMatchObject({ kind: 'not-sent' });
    expect(await first).toMatchObject({ kind: 'unknown' });
  });

  test('is not sent where its sender may no longer send when its turn comes', async () => {
    let sent = false;
    const outcome = await guard().write(
      exchange,
      () => false,
      async () => {
        sent = true;
        return acknowledged;
      },
    );
    expect(outcome.kind).toBe('not-sent');
    expect(sent).toBe(false);
  });

  test('is never repeated', async () => {
    let sent = 0;
    const outcome = await guard().write(exchange, may, async () => {
      sent += 1;
      return { kind: 'unknown', fault: broken() };
    });
    expect([outcome.kind, sent]).toEqual(['unknown', 1]);
  });
});
