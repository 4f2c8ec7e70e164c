import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Migration, migrate, readMigrations } from '../../src/store/migrate.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

const { url } = await createDatabase();
let store: Store;
beforeEach(async () => {
  store = openStore({ url });
  await store.query('drop schema public cascade; create schema public');
});
afterEach(() => store.close());

function migration(number: number, sql: string): Migration {
  const checksum = createHash('sha256').update(sql).digest('hex');
  return { number, name: `${String(number).padStart(4, '0')}_step`, sql, checksum };
}

const one = migration(1, 'create table landed (number int); insert into landed values (1)');
const two = migration(2, 'insert into landed values (2)');
const three = migration(3, 'insert into landed values (3)');
const landed = async () => (await store.query('select number from landed order by 1')).map((row) => row['number']);

describe('migrating', () => {
  test('applies what is missing in order, once', async () => {
    expect(await migrate(store, [one])).toEqual(['0001_step']);
    expect(await migrate(store, [one, two, three])).toEqual(['0002_step', '0003_step']);
    expect(await migrate(store, [one, two, three])).toEqual([]);
    expect(await landed()).toEqual([1, 2, 3]);
  });

  test('by several processes at once applies each step once', async () => {
    const others = [1, 2, 3].map(() => openStore({ url }));
    const names = await Promise.all(others.map((other) => migrate(other, [one, two, three])));
    await Promise.all(others.map((other) => other.close()));
    expect(names.flat()).toEqual(['0001_step', '0002_step', '0003_step']);
    expect(await landed()).toEqual([1, 2, 3]);
  });

  test('changes nothing when a step fails, and says which', async () => {
    await migrate(store, [one]);
    const broken = migration(3, 'insert into nowhere values (3)');
    await expect(migrate(store, [one, two, broken])).rejects.toThrow(
      /0003_step failed and nothing was changed.*nowhere/,
    );
    expect(await landed()).toEqual([1]);
  });

  test('asks one question where nothing is missing', async () => {
    await migrate(store, [one]);
    let questions = 0;
    const counting: Store = {
      ...store,
      query: (...words) => {
        questions++;
        return store.query(...words);
      },
      transaction: () => expect.fail('No transaction is needed'),
    };
    await migrate(counting, [one]);
    expect(questions).toBe(1);
  });

  test('refuses a step that was edited after it landed', async () => {
    await migrate(store, [one]);
    const edited = migration(1, `${one.sql}; select 1`);
    await expect(migrate(store, [edited, two])).rejects.toThrow(/0001_step differs/);
  });

  test('passes a database that is one step ahead, and refuses one that is two', async () => {
    await migrate(store, [one, two, three]);
    expect(await migrate(store, [one, two])).toEqual([]);
    await expect(migrate(store, [one])).rejects.toThrow(/2 migrations ahead.*at least 0002_step/);
  });
});

describe('the files of migrations', () => {
  function folderOf(...files: string[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'yichuang-migrations-'));
    for (const file of files) writeFileSync(join(folder, file), 'select 1;\r\nselect 2;\r\n');
    return folder;
  }

  test('are read in order, with the same checksum whatever ends their lines', () => {
    const folder = folderOf('0001_first.sql', '0002_second.sql');
    writeFileSync(join(folder, '0002_second.sql'), 'select 1;\nselect 2;\n');
    const [first, second] = readMigrations(folder);
    rmSync(folder, { recursive: true });
    expect([first?.name, second?.name]).toEqual(['0001_first', '0002_second']);
    expect(first?.checksum).toBe(second?.checksum);
  });

  test.each([
    ['a gap', ['0001_first.sql', '0003_third.sql']],
    ['a number used twice', ['0001_first.sql', '0001_other.sql']],
    ['no name', ['0001.sql']],
  ])('are refused with %s', (_, files) => {
    const folder = folderOf(...files);
    expect(() => readMigrations(folder)).toThrow('numbers run from 0001 without gaps');
    rmSync(folder, { recursive: true });
  });
});
