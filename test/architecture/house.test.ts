import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOf, placesOf, textOf } from './files.ts';

const sources = filesOf('{src,adapters,mocks,embedded,development,commands,chaos,fuzz,bench}/**/*.ts');
const tests = filesOf('test/**/*.ts');
const all = [...sources, ...tests];

const LINES_MAX = 300;
/** File to the reason why it is longer. */
const LONGER: Readonly<Record<string, string>> = {};

/** Words that gather what has no better name, where the contract itself does not use them for a module. */
const DUMPING_GROUND = /(^|[/-])(utils?|helpers?|common|managers?|services?|misc)([/.-]|$)/;
const NAMED_BY_CONTRACT = ['src/graph/resolvers/common.ts'];

/** The only places that read the environment; src/main.ts hands it to src/config.ts as a whole. */
const ENVIRONMENT_READERS =
  /^(src\/(config|main)\.ts|mocks\/main\.ts|commands\/.*|chaos\/blind-retry\.ts|test\/.*|bench\/.*)$/;

test('The rules below look at the files of every room', () => {
  for (const room of ['src/values/', 'adapters/tax/', 'mocks/', 'embedded/', 'commands/', 'test/store/']) {
    expect(all.filter((file) => file.startsWith(room)).length, room).toBeGreaterThan(0);
  }
});

describe('a file', () => {
  test(`has at most ${LINES_MAX} lines`, () => {
    const long = all.filter((file) => textOf(file).trimEnd().split('\n').length > LINES_MAX);
    expect(long).toEqual(Object.keys(LONGER));
  });

  test('opens with at most three lines about itself', () => {
    const wordy = all.filter((file) => (/^(\/\/.*\n)*/.exec(textOf(file))?.[0].split('\n').length ?? 1) - 1 > 3);
    expect(wordy).toEqual([]);
  });

  test('is named in kebab-case, and so is its folder', () => {
    const named = /^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d|\.config)?\.ts$/;
    expect(all.filter((file) => !named.test(file))).toEqual([]);
  });

  test('is named after what it owns, not after where leftovers go', () => {
    const vague = all.filter((file) => DUMPING_GROUND.test(file) && !NAMED_BY_CONTRACT.includes(file));
    expect(vague).toEqual([]);
  });

  test('is imported by its own name: nothing gathers and exports what others define', () => {
    expect(all.filter((file) => posix.basename(file) === 'index.ts')).toEqual([]);
    expect(placesOf(/^export (\*|\{.*\} from)/, all)).toEqual([]);
  });
});

describe('code', () => {
  test('reads the environment in the places made for it, and nowhere else', () => {
    const readers = all.filter((file) => /\bprocess\.env\b/.test(textOf(file)));
    expect(readers.filter((file) => !ENVIRONMENT_READERS.test(file))).toEqual([]);
  });

  test('of the gateway and the adapters writes to the log, never to the console', () => {
    const silent = sources.filter((file) => /^(src|adapters|embedded)\//.test(file) && file !== 'src/main.ts');
    expect(placesOf(/\bconsole\./, silent)).toEqual([]);
  });

  test('switches no check off without saying why', () => {
    expect(
      placesOf(
        /@ts-(ignore|nocheck|expect-error)|biome-ignore-all/,
        all.filter((file) => file !== own),
      ),
    ).toEqual([]);
    expect(placesOf(/biome-ignore [^:]*:\s*$/, all)).toEqual([]);
  });

  test('gives a name to one statement only: a connection that has prepared the one refuses the other', () => {
    const named = /\.(?:query|run|last)(?:<[^(]*>)?\([^;]*?,\s*'([a-z]+(?:-[a-z]+)+)',?\s*\)/g;
    const names = filesOf('src/**/*.ts').flatMap((file) => [...textOf(file).matchAll(named)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('holds no note of what is left to do', () => {
    const notes = /\b(TODO|FIXME|XXX|HACK)\b|\/\/.*\b(for now|simplified|temporary hack)\b/i;
    expect(
      placesOf(
        notes,
        all.filter((file) => file !== own),
      ),
    ).toEqual([]);
  });
});

describe('tests', () => {
  test('are run all of them, or say in code on what it depends', () => {
    expect(
      placesOf(
        /\b(test|it|describe)\.(only|skip|todo)\(/,
        tests.filter((file) => file !== own),
      ),
    ).toEqual([]);
  });

  test('never replace a module of ours', () => {
    expect(
      placesOf(
        /\bvi\.(mock|doMock)\(/,
        tests.filter((file) => file !== own),
      ),
    ).toEqual([]);
  });
});

const own = 'test/architecture/house.test.ts';
