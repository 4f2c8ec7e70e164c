import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { QuestionQueue, type QuestionQueueSettings } from '../../src/departments/question-queue.ts';
import { asker } from './open-facts.ts';

function queue(ask: QuestionQueueSettings['ask'], changes: Partial<QuestionQueueSettings> = {}): QuestionQueue {
  const settings = { department: 'land', batchMax: 10, concurrency: 1, waitingMax: 100, deadlineMs: 5_000 };
  return new QuestionQueue({ ...settings, nowMs: () => Date.now(), ask, ...changes });
}

const never = () => new Promise<never>(() => undefined);

describe('A message that several requests share', () => {
  /** A department that cannot answer properly whatever the key `poison` is in. */
  function poisoned() {
    const asked: (readonly unknown[])[] = [];
    const ask = async (keys: readonly unknown[]) => {
      asked.push(keys);
      if (keys.includes('poison')) throw new DepartmentFault('broken', 'It answered nonsense.');
      return keys;
    };
    return { asked, ask };
  }

  test('and to which there is no proper answer is asked for each request apart', async () => {
    const { asked, ask } = poisoned();
    const shared = queue(ask);
    const [one, other] = [asker(), asker()];
    const told = await Promise.allSettled([
      shared.ask('a', one),
      shared.ask('poison', other),
      shared.ask('b', one),
      shared.ask('c', other),
    ]);
    expect(asked).toEqual([
      ['a', 'poison', 'b', 'c'],
      ['a', 'b'],
      ['poison', 'c'],
    ]);
    expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  });

  test('of one request alone is not taken apart', async () => {
    const { asked, ask } = poisoned();
    const shared = queue(ask);
    const one = asker();
    await Promise.allSettled([shared.ask('a', one), shared.ask('poison', one)]);
    expect(asked).toHaveLength(1);
  });
});

describe('Whoever asks', () => {
  test('is answered by the deadline, whether the question left or still waits', async () => {
    const shared = queue(never, { batchMax: 1, deadlineMs: 60 });
    const told = await Promise.allSettled([shared.ask('a', asker()), shared.ask('b', asker())]);
    expect(told).toEqual(
      told.map(() => ({ status: 'rejected', reason: expect.objectContaining({ kind: 'timeout' }) })),
    );
  });

  test('is refused at once where too many wait', async () => {
    const shared = queue(never, { batchMax: 1, waitingMax: 2, deadlineMs: 200 });
    const waiting = [shared.ask('a', asker()), shared.ask('b', asker())];
    await expect(shared.ask('c', asker())).rejects.toMatchObject({ kind: 'unavailable' });
    await Promise.allSettled(waiting);
  });

  test('in vain does not keep a place: what comes later is asked', async () => {
    let messages = 0;
    const shared = queue(
      async (keys) => {
        messages += 1;
        if (messages === 1) await sleep(80);
        return keys;
      },
      { batchMax: 1, deadlineMs: 40 },
    );
    await Promise.allSettled([shared.ask('a', asker()), shared.ask('b', asker())]);
    await sleep(60);
    expect((await shared.ask('c', asker())).value).toBe('c');
    expect(messages).toBe(2);
  });
});
