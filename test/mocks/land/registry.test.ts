import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE } from '../../../mocks/land/registry.ts';
import { department } from '../../../mocks/land/simulator.ts';
import type { UnitNumber } from '../../../src/values/unit-number.ts';
import { keyOf, submissionOf, transferPayload } from '../../adapters/land/submission.ts';
import { call, newFolder, type RunningRegistry, startRegistry } from './running-registry.ts';
import { smallTown, UNIT } from './town.ts';

let land: RunningRegistry;
beforeAll(async () => {
  land = await startRegistry(await newFolder());
});
afterAll(() => land.discard());

async function restart(between: (owner: pg.Client) => Promise<void> = async () => {}, seed?: number): Promise<void> {
  const { folder } = land;
  await land.withOwner(between);
  await land.close();
  land = await startRegistry(folder, smallTown(seed));
}

const transfer = (key: string, unit: number = UNIT.plain) =>
  land.adapter.submits.transfer(
    submissionOf(key, transferPayload(land.population, land.population.unit(unit))),
    call(),
  );
const steps = async (key: string) => (await land.adapter.progress([key], call())).map(({ kind }) => kind);
const title = async () =>
  land.adapter.reads.titles([land.population.unit(UNIT.joint).unitNumber as UnitNumber], call());
const effects = async (key: string) => (await land.effects()).filter((effect) => effect.key === key).length;

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100 && !(await done()); attempt++) await sleep(50);
  expect(await done()).toBe(true);
}
const approved = (key: string) => until(async () => (await steps(key)).includes('APPROVED'));

describe('the registry after a restart on its folder', () => {
  it('holds the same titles without filling them again, and everything that was applied for', async () => {
    const [key, before] = [keyOf(1), await title()];
    await transfer(key);
    await approved(key);
    const certificate = (await land.adapter.progress([key], call())).at(-1)?.licences;
    await restart(async (owner) => {
      await owner.query("update bdcdjk.title set zl = '不再重新装载'");
    });
    expect(await title()).toMatchObject([
      { address: '不再重新装载', owners: (before[0] as { owners: unknown }).owners },
    ]);
    expect((await land.adapter.progress([key], call())).at(-1)?.licences).toEqual(certificate);
    expect(await transfer(key)).toMatchObject({ kind: 'acknowledged' });
    await sleep(200);
    expect(await effects(key)).toBe(1);
  });

  it('is filled again for another population', async () => {
    await restart(async (owner) => {
      await owner.query("update bdcdjk.title set zl = '旧'");
    }, 2);
    expect(await title()).toMatchObject([{ address: land.population.unit(UNIT.joint).address }]);
  });

  it('is filled again where filling had not ended', async () => {
    await restart(async (owner) => {
      await owner.query('drop table bdcdjk.fill; delete from bdcdjk.title');
    });
    expect(await title()).toMatchObject([{ owners: [{}, {}] }]);
  });

  it('tells the rest of the steps of what it had taken in', async () => {
    const key = keyOf(2);
    await land.book.decide(key, { outcome: 'approve', afterMs: 1_000, reason: null });
    await transfer(key);
    await until(async () => (await steps(key)).includes('ACCEPTED'));
    await restart();
    await approved(key);
    expect(await steps(key)).toEqual(['ACCEPTED', 'APPROVED']);
  });
});

describe("the registry's job", () => {
  it('takes in once what it had taken in but not written back before it died', async () => {
    const key = keyOf(3);
    await transfer(key);
    await approved(key);
    await land.withOwner(async (owner) => {
      await owner.query('delete from bdcdjk.intake where projid = $1', [key]);
      await owner.query('update ea_jc_step_basicinfo_bdc set gtsync = null where projid = $1', [key]);
    });
    await until(async () => (await land.synced(key)) === '1');
    expect(await effects(key)).toBe(1);
    expect((await land.adapter.intake({ after: null, first: 5 }, call())).items).toContainEqual({
      key,
      at: expect.any(String),
    });
  });

  it('marks as duplicate what arrives again after the staging row was cleared away', async () => {
    const key = keyOf(4);
    await transfer(key);
    await approved(key);
    await land.withOwner(async (owner) => {
      await owner.query('truncate ea_jc_step_basicinfo_bdc cascade; truncate ea_jc_step_cl_bdc');
    });
    await transfer(key);
    await until(async () => (await land.synced(key)) === '9');
    expect(await effects(key)).toBe(1);
  });

  it('takes rows marked 0 as it takes those without a mark', async () => {
    const key = keyOf(5);
    await land.book.decide(key, { outcome: 'hold', afterMs: 0, reason: null });
    await transfer(key);
    await until(async () => (await land.synced(key)) === '1');
    await land.withOwner(async (owner) => {
      await owner.query("update ea_jc_step_basicinfo_bdc set gtsync = '0' where projid = $1", [key]);
    });
    await until(async () => (await land.synced(key)) === '9');
  });

  it('takes in a hundred applications within seconds, each once', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => keyOf(100 + index));
    await Promise.all(keys.map((key, index) => transfer(key, 420 + index)));
    await until(async () => (await land.adapter.intake({ after: null, first: 500 }, call())).items.length >= 100);
    await until(async () => (await Promise.all(keys.map(land.synced))).every((gtsync) => gtsync === '1'));
    const taken = (await land.effects()).map(({ key }) => key).filter((key) => keys.includes(key));
    expect(taken.sort()).toEqual(keys);
  });
});

describe("a partner's login", () => {
  it.each([
    'select applicantcardcode from ea_jc_step_basicinfo_bdc',
    'select zjh from ea_jc_step_sqr_bdc',
    "update ea_jc_step_basicinfo_bdc set gtsync = '1'",
    "insert into ea_jc_step_basicinfo_bdc (projid, gtsync) values ('1', '1')",
    'delete from ea_jc_step_yw_bdc',
    "insert into ea_jc_step_proc_bdc (projid, sn, nodename, nodestate, nodestarttime, noderesult) values ('1', 1, '', '11', now(), '')",
    'select qlr from bdcdjk.title',
    'create table own (a int)',
  ])('may not: %s', async (sql) => {
    const partner = new pg.Client({ connectionString: land.url });
    await partner.connect();
    await expect(partner.query(sql)).rejects.toMatchObject({ code: '42501' });
    await partner.query('select bdcdyh from v_qzk_bdcql limit 1');
    await partner.end();
  });

  it('is what the announced environment says', () => {
    expect(department.environment('127.0.0.1', 4402)).toEqual({
      LAND_DATABASE_URL: `postgres://yichuang_gateway:development@127.0.0.1:4402/${DATABASE}`,
    });
  });
});

describe('the counters', () => {
  it('count a simple statement, leave transaction control out and tell polls apart', async () => {
    const partner = new pg.Client({ connectionString: land.url });
    await partner.connect();
    land.counters.reset();
    await partner.query('begin');
    await partner.query('select bdcdyh from v_qzk_bdcql limit 1');
    await partner.query('select sn from ea_jc_step_proc_bdc where projid = any($1)', [['1', '2']]);
    await partner.query('select bdcdyh from v_qzk_bdcql where bdcdyh = any($1)', [['1', '2', '3']]);
    await partner.query('commit');
    expect(land.counters.tally()).toMatchObject({ messages: 2, records: 4, polls: 1, handshakes: 0 });
    await partner.end();
  });
});
