// After the storm: the cases are followed to their ends, then clients look at everything once more.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clients, type FeedPlace, lookUp, readFeed, submitUntilAnswered } from './client.ts';
import type { Received } from './crowd.ts';
import { drawsFor } from './draws.ts';
import { isSettled } from './rules/endings.ts';

const LOOK_EVERY_MS = 500;
const AT_ONCE = 8;
const AGAIN_AFTER_MS = 250;
const FEED_EVERY_MS = 150;
/** So many pages through one gateway, then as many through the next: a cursor is good at all of them. */
const PAGES_EACH = 10;

/** Asks for every case until it is settled, those too that are still being received, or until it is over. */
export async function followToTheEnd(clients: Clients, received: Received, isComplete: () => boolean): Promise<void> {
  const settled = new Set<string>();
  for (;;) {
    const complete = isComplete();
    const open = [...received.keys()].filter((number) => !settled.has(number));
    if ((complete && open.length === 0) || clients.over()) return;
    await each(open, async (number, index) => {
      if (clients.over()) return;
      const seen = await lookUp(clients, index % clients.desk.gateways, number, false).catch(() => undefined);
      if (seen && isSettled(seen)) settled.add(number);
    });
    await sleep(LOOK_EVERY_MS);
  }
}

/** Every receipt is asked for again, every case is looked at whole, and the feed is read from its beginning. */
export async function lookAtEverything(clients: Clients, received: Received, seed: number): Promise<void> {
  const numbers = new Set(received.keys());
  await each([...received], async ([, input], index) => {
    const sender = `${index} last`;
    const draws = drawsFor(seed, `sender ${sender}`);
    const number = await submitUntilAnswered(clients, { sender, input, through: index, draws });
    if (number !== undefined) numbers.add(number);
  });
  await each([...numbers], (number, index) =>
    persistently(clients, (attempt) => lookUp(clients, (index + attempt) % clients.desk.gateways, number, true)),
  );
  await followFeed(clients, 'again', () => true);
}

/** Reads page after page; once `ending`, until there is nothing more. */
export async function followFeed(clients: Clients, reading: 'live' | 'again', ending: () => boolean): Promise<void> {
  let cursor: string | null = null;
  for (let page = 0; ; page += 1) {
    const last = ending();
    const from: string | null = cursor;
    const through = Math.floor(page / PAGES_EACH);
    const read: FeedPlace = await persistently(clients, (attempt) =>
      readFeed(clients, (through + attempt) % clients.desk.gateways, from, reading),
    );
    cursor = read.cursor;
    if (last && !read.hasNextPage) return;
    if (!read.hasNextPage) await sleep(FEED_EVERY_MS);
  }
}

/** Tries again until it is over. */
async function persistently<Answer>({ over }: Clients, ask: (attempt: number) => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask(attempt);
    } catch (error) {
      if (over()) throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

/** A few at a time, each once. */
async function each<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as Item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
