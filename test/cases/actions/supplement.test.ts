import { beforeEach, describe, expect, test } from 'vitest';
import { pdf } from '../../../mocks/samples/documents.ts';
import { openMatters, type Supplement } from '../../../src/cases/actions/supplement.ts';
import { application, deferred, documented, openDatabase, openWorkingReplica } from '../replica.ts';
import { delayed, enterInRegister, openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const replica = await openWorkingReplica(url, town.departments);
const other = await openWorkingReplica(url, await town.departmentsAgain());
beforeEach(town.begin);

const report = documented('liquidation-report', pdf('liquidation-report', 'A better report'));
const surrender = documented('seal-surrender', pdf('seal-surrender', 'Seals surrendered'));

function answer(change: Partial<Supplement> = {}): Supplement {
  const submittedBy = { role: 'window', subject: 'clerk' } as const;
  return { idempotencyKey: 'answer', part: null, form: {}, materials: [report], submittedBy, ...change };
}

const supplement = async (number: string, content: Supplement, at = replica) =>
  at.supplement(await at.record(number), content);

async function deficientCase(): Promise<string> {
  town.tax.usual = ['DEFICIENT'];
  const number = await replica.receive(application('enterprise-closing'));
  await replica.until(number, ({ state }) => state === 'DEFICIENT');
  return number;
}

const openAt = async (number: string) => {
  const found = await replica.record(number);
  return openMatters(found, await found.particulars()).map(({ part, material }) => [part, material?.code ?? null]);
};

describe('what a department found missing', () => {
  test('is answered, and the case goes on to its end', async () => {
    const number = await deficientCase();
    expect(await openAt(number)).toEqual([['clearance', null]]);
    expect((await supplement(number, answer())).__typename).toBe('CaseSupplemented');
    expect(await openAt(number)).toEqual([]);
    await replica.until(number, ({ state }) => state === 'ISSUED');
    expect(town.tax.journal.map(({ kind, materials }) => [kind, materials])).toEqual([
      ['submission', ['business-licence', 'liquidation-report'].filter((code) => code !== 'business-licence')],
      ['supplement', ['liquidation-report']],
    ]);
  });

  test('is answered once, though the answer comes fifty times at once on two replicas', async () => {
    const number = await deficientCase();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, turn) => supplement(number, answer(), turn % 2 === 0 ? replica : other)),
    );
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['CaseSupplemented']));
    await replica.until(number, ({ state }) => state === 'ISSUED');
    expect(town.tax.journal.map(({ kind }) => kind)).toEqual(['submission', 'supplement']);
    expect((await supplement(number, answer())).__typename).toBe('CaseSupplemented');
  });

  test('is not answered by something else under the same key', async () => {
    const number = await deficientCase();
    await supplement(number, answer());
    const elsewise = answer({ form: { closingReason: '另有安排' } });
    expect((await supplement(number, elsewise, other)).__typename).toBe('IdempotencyConflict');
    const another = documented('liquidation-report', pdf('liquidation-report', 'Another report'));
    expect((await supplement(number, answer({ materials: [another] }), other)).__typename).toBe('IdempotencyConflict');
  });

  test('is not answered by what is deficient in itself, and that uses up no key', async () => {
    const number = await deficientCase();
    const wrong = answer({ form: { closingReason: '' } });
    expect(await supplement(number, wrong)).toMatchObject({
      __typename: 'CaseDeficient',
      deficiencies: [{ deficiency: { field: '/closingReason' } }],
    });
    expect((await replica.onRecord(number)).state).toBe('DEFICIENT');
    expect((await supplement(number, answer())).__typename).toBe('CaseSupplemented');
  });

  test('cannot be answered where nobody asked', async () => {
    town.tax.usual = ['ACCEPTED'];
    const number = await replica.receive(application('enterprise-closing'));
    await replica.until(number, ({ state }) => state === 'ACCEPTED');
    await expect(supplement(number, answer())).rejects.toThrow('nothing waits for a supplement');
    await expect(supplement(number, answer({ part: 'deregistration' }))).rejects.toThrow(
      '"deregistration" does not wait',
    );
  });

  test('by two departments is answered for each', async () => {
    const number = await deficientCase();
    await expect(supplement(number, answer({ part: 'seal-cancellation' }))).rejects.toThrow('open are: clearance');
    await supplement(number, answer({ part: 'clearance' }));
    town.licensing.usual = ['DEFICIENT'];
    await replica.until(number, ({ parts }) => parts['deregistration'] === 'DEFICIENT/ACKNOWLEDGED');
    await supplement(number, answer({ idempotencyKey: 'second' }));
    await replica.until(number, ({ state }) => state === 'ISSUED');
    expect(town.licensing.journal.map(({ kind }) => kind)).toEqual(['submission', 'supplement']);
  });
});

describe('a deferred material', () => {
  async function deferringCase(): Promise<string> {
    const whole = application('enterprise-closing');
    const materials = [...whole.materials.filter(({ code }) => code !== 'seal-surrender'), deferred('seal-surrender')];
    return replica.receive({ ...whole, materials });
  }
  const late = answer({ materials: [surrender] });

  test('that comes before its part is sent goes with it', async () => {
    town.tax.usual = [];
    const number = await deferringCase();
    expect(await openAt(number)).toEqual([['seal-cancellation', 'seal-surrender']]);
    const { keys } = await replica.until(number, ({ parts }) => parts['clearance'] === 'IN_REVIEW/ACKNOWLEDGED');
    await supplement(number, late);
    expect(await openAt(number)).toEqual([]);
    town.tax.tell(keys['clearance'] ?? '', 'ACCEPTED', 'APPROVED');
    await replica.until(number, ({ state }) => state === 'ISSUED');
    expect(town.police.journal).toMatchObject([{ kind: 'submission', materials: ['seal-surrender'] }]);
  });

  test('that comes while its department has the part reaches it', async () => {
    town.police.usual = ['ACCEPTED'];
    const number = await deferringCase();
    await replica.until(number, ({ parts }) => parts['seal-cancellation'] === 'ACCEPTED/ACKNOWLEDGED');
    await supplement(number, late);
    await replica.until(number, () => town.police.journal.length === 2);
    expect(town.police.journal).toMatchObject([
      { kind: 'submission', materials: [] },
      { kind: 'supplement', materials: ['seal-surrender'] },
    ]);
  });

  test('that comes while the part is on its way reaches its department after it', async () => {
    town.police.usual = ['ACCEPTED'];
    const arrive = delayed(town.police, 'lose-reply');
    const number = await deferringCase();
    await replica.until(number, ({ parts }) => parts['seal-cancellation'] === 'IN_REVIEW/SENT');
    await supplement(number, late);
    arrive();
    await replica.until(number, () => town.police.journal.length === 2);
    expect(town.police.journal).toMatchObject([
      { kind: 'submission', materials: [] },
      { kind: 'supplement', materials: ['seal-surrender'] },
    ]);
  });
});

test('an answer that would give the case another department to go to is refused: that is another case', async () => {
  const given = application('home-transfer');
  enterInRegister(town, given.form);
  town.tax.usual = ['DEFICIENT'];
  const number = await replica.receive({ ...given, form: { ...given.form, moveHousehold: false } });
  const before = await replica.until(
    number,
    ({ state, parts }) => state === 'DEFICIENT' && parts['identity'] === 'APPROVED/ACKNOWLEDGED',
  );
  const other = answer({ materials: [], form: { moveHousehold: true } });
  await expect(supplement(number, other)).rejects.toThrow('withdraw it and submit another');
  expect(await replica.onRecord(number)).toEqual(before);
});

describe('what a department has checked', () => {
  /** Tax asks for something after the police have checked the parties. */
  async function checkedCase() {
    const given = application('home-transfer');
    enterInRegister(town, given.form);
    town.tax.usual = ['DEFICIENT'];
    const number = await replica.receive(given);
    const before = await replica.until(
      number,
      ({ state, parts }) => state === 'DEFICIENT' && parts['identity'] === 'APPROVED/ACKNOWLEDGED',
    );
    return { number, before, form: given.form };
  }
  const byForm = (form: Supplement['form']) => answer({ materials: [], form });

  test('is not exchanged for something else by an answer to another department', async () => {
    const { number, before, form } = await checkedCase();
    const buyers = (form['buyers'] as { name: string }[]).map((buyer) => ({ ...buyer, name: '查无此人' }));
    await expect(supplement(number, byForm({ buyers }))).rejects.toThrow(
      '"identity" stands on the answers given before',
    );
    expect(await replica.onRecord(number)).toEqual(before);
  });

  test('stands where the answer changes what the other department alone was told', async () => {
    const { number, form } = await checkedCase();
    expect((await supplement(number, byForm({ price: '1234567.00', buyers: form['buyers'] ?? null }))).__typename).toBe(
      'CaseSupplemented',
    );
    await replica.until(number, ({ parts }) => parts['clearance'] === 'APPROVED/ACKNOWLEDGED');
  });
});
