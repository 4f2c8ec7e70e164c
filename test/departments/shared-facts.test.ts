// Facts that replicas share, in a real Redis: what is there says nothing to others, and its trouble is nobody's.
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSharedFacts, type SharedFacts } from '../../src/departments/shared-facts.ts';
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import { asker, type FactsTown, openFactsTown } from './open-facts.ts';

const key = new Uint8Array(32).fill(3);
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

function open(url: string, secret = key): SharedFacts {
  const shared = openSharedFacts({ url, key: secret });
  closing.push(() => shared.close());
  return shared;
}

const { redisUrl } = inject('redis');

describe.skipIf(redisUrl === undefined)('With Redis', () => {
  let town: FactsTown;
  let redis: Redis;
  let number: CitizenNumber;
  const url = redisUrl ?? '';

  beforeAll(async () => {
    town = await openFactsTown(2_000);
    closing.push(() => town.close());
    redis = new Redis(url);
    closing.push(async () => redis.disconnect());
    number = town.population.person(21).number as CitizenNumber;
  });

  /** A replica in a rush, connected. */
  async function replica() {
    const shared = open(url);
    const facts = town.facts(shared);
    facts.begin();
    facts.begin();
    await expect.poll(async () => (await connected(shared)) !== undefined, { interval: 20 }).toBe(true);
    return facts;
  }
  async function connected(shared: SharedFacts) {
    shared.keep('connected', { value: true, asOfMs: 1 }, 60);
    return shared.find('connected');
  }

  test('what one replica was told the others tell, until it changes', async () => {
    const [one, other] = [await replica(), await replica()];
    await town.messages();
    const first = await one.ask('taxAccounts', number, asker());
    await expect.poll(async () => (await redis.keys('fact:*')).length).toBeGreaterThan(1);
    const second = await other.ask('taxAccounts', number, asker());
    expect(second).toEqual(first);
    expect(await town.messages()).toMatchObject({ tax: 1 });
    const change = { departments: ['tax'], numbers: [number] };
    one.forget(change);
    other.forget(change);
    await other.ask('taxAccounts', number, asker());
    expect(await town.messages()).toMatchObject({ tax: 1 });
  });

  test('what the police were asked for one purpose is not told for another', async () => {
    const [one, other] = [await replica(), await replica()];
    await town.messages();
    await one.ask('residents', number, asker('acceptance'));
    await other.ask('residents', number, asker('supervision'));
    expect(await town.messages()).toMatchObject({ police: 2 });
  });

  test('neither numbers nor names nor amounts stand there in clear', async () => {
    const facts = await replica();
    const told = await facts.ask('residents', number, asker());
    const person = told.value as { name: string };
    await expect.poll(async () => (await redis.keys('fact:*')).length).toBeGreaterThan(0);
    const names = await redis.keys('*');
    const values = await redis.mgetBuffer(names);
    const everything = [...names, ...values.map((value) => value?.toString('utf8') ?? '')].join('\n');
    expect(everything).not.toContain(number);
    expect(everything).not.toContain(person.name);
  });

  test('a value that was put under another name, or sealed with another key, is none', async () => {
    const [own, foreign] = [open(url), open(url, new Uint8Array(32).fill(9))];
    await expect.poll(() => connected(own)).toBeDefined();
    await expect.poll(() => connected(foreign)).toBeDefined();
    own.keep('mine', { value: 1, asOfMs: 1 }, 60);
    await expect.poll(() => own.find('mine')).toEqual({ value: 1, asOfMs: 1 });
    expect(await foreign.find('mine')).toBeUndefined();
    for (const name of await redis.keys('fact:*')) await redis.set(name, 'rubbish');
    expect(await own.find('mine')).toBeUndefined();
  });
});

describe('A Redis', () => {
  test('that is not there is as if nothing were shared', async () => {
    const shared = open('redis://127.0.0.1:1');
    shared.keep('a', { value: 1, asOfMs: 1 }, 60);
    shared.forget(['a']);
    expect(await shared.find('a')).toBeUndefined();
  });

  test('that does not answer keeps nobody waiting, and is left alone after a few times', async () => {
    let bytes = 0;
    const silent = createServer((socket) => {
      socket.on('data', (chunk) => (bytes += chunk.length));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    closing.push(async () => silent.close());
    const address = silent.address();
    const shared = open(`redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    for (let turn = 0; turn < 20; turn += 1) expect(await shared.find('a')).toBeUndefined();
    const before = bytes;
    for (let turn = 0; turn < 20; turn += 1) expect(await shared.find('a')).toBeUndefined();
    expect(bytes).toBe(before);
  });
});
