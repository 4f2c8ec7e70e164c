import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../mocks/settings.ts';

test('an empty environment gives the documented defaults', () => {
  expect(readSettings({ MOCKS_PORT: '' })).toEqual({
    settings: {
      host: '127.0.0.1',
      port: 4400,
      seed: 1,
      people: 10_000,
      dataFolder: resolve('./data/mocks'),
      night: false,
      clock: { start: undefined, rate: undefined },
    },
  });
});

test('every setting is read', () => {
  const read = readSettings({
    MOCKS_PORT: '0',
    MOCKS_SEED: '9',
    MOCKS_POPULATION: '1000000',
    MOCKS_DATA: '/tmp/town',
    MOCKS_NIGHT: 'true',
    CLOCK_START: '2026-03-02T09:00:00+08:00',
    CLOCK_RATE: '0.5',
  });
  expect(read).toEqual({
    settings: {
      host: '127.0.0.1',
      port: 0,
      seed: 9,
      people: 1_000_000,
      dataFolder: '/tmp/town',
      night: true,
      clock: { start: new Date('2026-03-02T01:00:00Z'), rate: 0.5 },
    },
  });
});

test('all faults are reported at once, each with its variable and what it must be', () => {
  const read = readSettings({
    MOCKS_PORT: '99999',
    MOCKS_SEED: '-1',
    MOCKS_POPULATION: '5',
    MOCKS_NIGHT: 'yes',
    CLOCK_START: '2026-03-02',
    CLOCK_RATE: '0',
  });
  expect('faults' in read && read.faults.map((fault) => fault.split(' ')[0])).toEqual([
    'MOCKS_PORT',
    'MOCKS_SEED',
    'MOCKS_POPULATION',
    'MOCKS_NIGHT',
    'CLOCK_START',
    'CLOCK_RATE',
  ]);
});
