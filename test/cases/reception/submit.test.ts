import { beforeEach, describe, expect, test } from 'vitest';
import type { Application } from '../../../src/cases/reception/application.ts';
import type { SubmitResult } from '../../../src/cases/reception/submit-result.ts';
import { application, EXCHANGE, openDatabase, openWorkingReplica } from '../replica.ts';
import { openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const replicas = [
  await openWorkingReplica(url, town.departments),
  await openWorkingReplica(url, await town.departmentsAgain()),
] as const;
beforeEach(town.begin);

const submit = (given: Application, replica = replicas[0]) => replica.submit(given, EXCHANGE);

/** What stands on the receipt. */
function receipt(submitted: SubmitResult) {
  if (submitted.__typename !== 'CaseReceived') return submitted.__typename;
  const { number, checkCode, receivedAt } = submitted.record.row;
  return { number, checkCode, receivedAt: receivedAt.getTime() };
}

const casesUnder = async ({ idempotencyKey }: Application) =>
  (await replicas[0].store.query('select from cases where idempotency_key = $1', [idempotencyKey])).length;

describe('the same submission', () => {
  test('fifty times at once on two replicas is one case, with fifty equal receipts', async () => {
    const given = application('enterprise-closing');
    const turns = Array.from({ length: 50 }, (_, turn) => submit({ ...given }, replicas[turn % 2]));
    const submitted = await Promise.all(turns);
    const [first] = submitted.map(receipt);
    expect(first).toMatchObject({ number: expect.stringMatching(/^\d{13}$/) });
    expect(submitted.map(receipt)).toEqual(submitted.map(() => first));
    expect(submitted.filter((each) => each.__typename === 'CaseReceived' && !each.replayed)).toHaveLength(1);
    expect(await casesUnder(given)).toBe(1);
    await replicas[0].until((first as { number: string }).number, ({ state }) => state === 'ISSUED');
    expect(town.journal()).toHaveLength(3);
  });

  test('is the same on every channel, and shows the case as it is now', async () => {
    const given = application('enterprise-closing');
    const first = await submit(given);
    const { number } = receipt(first) as { number: string };
    await replicas[0].until(number, ({ state }) => state === 'ISSUED');
    for (const channel of ['WINDOW', 'ONLINE', 'KIOSK', 'APP', 'WECHAT'] as const) {
      const again = await submit({ ...given, channel }, replicas[1]);
      expect(again).toMatchObject({ replayed: true, record: { row: { state: 'ISSUED', channel: given.channel } } });
      expect(receipt(again)).toEqual(receipt(first));
    }
  });

  test('is the same in any order of its members and materials', async () => {
    const given = application('enterprise-closing');
    const turned = Object.fromEntries(Object.entries(given.form).toReversed());
    expect(Object.keys(turned)).not.toEqual(Object.keys(given.form));
    const first = receipt(await submit(given));
    const again = { ...given, form: turned, materials: given.materials.toReversed() };
    expect(receipt(await submit(again))).toEqual(first);
  });

  test('is the same whether a document comes along or was uploaded before', async () => {
    const given = application('enterprise-closing');
    const first = receipt(await submit(given));
    const uploaded = given.materials.map((material) =>
      material.by === 'inline' ? { ...material, by: 'file' as const, content: null, name: 'other-name.pdf' } : material,
    );
    expect(uploaded).not.toEqual(given.materials);
    expect(receipt(await submit({ ...given, materials: uploaded }))).toEqual(first);
  });
});

describe('another submission under the same key', () => {
  const given = () => application('enterprise-closing');
  const enterprise = given().applicant;
  test.each<[string, (same: Application) => Partial<Application>]>([
    ['another answer', ({ form }) => ({ form: { ...form, closingReason: '另有安排' } })],
    ['a document with other bytes', ({ materials }) => ({ materials: materials.map(tampered) })],
    ['a material less', ({ materials }) => ({ materials: materials.slice(1) })],
    ['another telephone', ({ applicant }) => ({ applicant: { ...applicant, phone: '13900000001' } })],
    ['an agent', () => ({ agent: { number: '350428190001010015', name: '张三', phone: null } })],
  ])('is refused: %s', async (_, change) => {
    const same = given();
    await submit(same);
    expect((await submit({ ...same, ...change(same) }, replicas[1])).__typename).toBe('IdempotencyConflict');
    expect(await casesUnder(same)).toBe(1);
  });

  test('of another applicant is another case', async () => {
    const same = given();
    const other = { ...same, applicant: { ...enterprise, number: '91350428MA0TE5T16H' } };
    const [first, second] = [receipt(await submit(same)), receipt(await submit(other))];
    expect(first).not.toEqual(second);
    expect(await casesUnder(same)).toBe(2);
  });

  test('at the very same time is refused as well: one of the two is received', async () => {
    const same = given();
    const other = { ...same, form: { ...same.form, closingReason: '另有安排' } };
    const ends = await Promise.all([
      submit(same),
      submit(other, replicas[1]),
      submit(other),
      submit(same, replicas[1]),
    ]);
    expect(ends.map(({ __typename }) => __typename).sort()).toEqual([
      'CaseReceived',
      'CaseReceived',
      'IdempotencyConflict',
      'IdempotencyConflict',
    ]);
    expect(await casesUnder(same)).toBe(1);
  });
});

function tampered(material: Application['materials'][number]): Application['materials'][number] {
  return material.sha256 === null
    ? material
    : { ...material, sha256: material.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) };
}

describe('a deficient submission', () => {
  test('creates nothing and uses up no key', async () => {
    const sound = application('enterprise-closing');
    const deficient = { ...sound, materials: [] };
    expect((await submit(deficient)).__typename).toBe('CaseDeficient');
    expect((await submit(deficient)).__typename).toBe('CaseDeficient');
    expect(await casesUnder(sound)).toBe(0);
    expect(await submit(sound)).toMatchObject({ __typename: 'CaseReceived', replayed: false });
  });

  test('is a replay where the same one was received while this one was looked into', async () => {
    const given = application('enterprise-closing');
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    town.licensing.reads = () => {
      asked.resolve();
      return answered.promise;
    };
    const slow = submit(given, replicas[1]);
    await asked.promise;
    town.licensing.reads = undefined;
    const first = await submit(given);
    // What the slow one is told was true of the enterprise that the first one has closed meanwhile.
    town.facts['licences'] = { state: 'CANCELLED' };
    answered.resolve();
    expect(receipt(await slow)).toEqual(receipt(first));
  });
});

describe('a department that cannot be asked', () => {
  test('holds up no receipt, and has the application once it can', async () => {
    town.tax.closed = true;
    const given = application('enterprise-closing');
    const rehearsal = await replicas[0].rehearse(given, EXCHANGE);
    expect(rehearsal).toMatchObject({ deficiencies: [], uncheckedDepartments: ['tax'] });
    expect(await casesUnder(given)).toBe(0);
    const number = await replicas[0].receive(given);
    await replicas[0].until(number, ({ parts }) => parts['clearance'] === 'IN_REVIEW/HELD');
    const { receivedAt } = (await replicas[0].record(number)).row;
    town.tax.closed = false;
    await replicas[0].until(number, ({ state }) => state === 'ISSUED');
    expect((await replicas[0].record(number)).row.receivedAt).toEqual(receivedAt);
  });
});
