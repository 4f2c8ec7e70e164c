import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { department } from '../../../adapters/police/adapter.ts';
import { rows, transactions } from '../../../adapters/police/layouts.ts';
import { residentsOf } from '../../../adapters/police/mapping/residents.ts';
import type { Answer } from '../../../adapters/police/message.ts';
import { encodeGb18030 } from '../../../adapters/wire/gb18030.ts';
import { readGb18030, writeGb18030 } from '../../../mocks/police/gb18030.ts';
import { layout as simulated, writeRecord } from '../../../mocks/police/records.ts';
import { numberOf } from './town.ts';

/** Text that fills at most so many bytes, rare characters among it. */
function textOf(bytes: number): fc.Arbitrary<string> {
  const character = fc.constantFrom('䶮', '㛃', '𬱖', '龴', '王', '镛', 'a', '·', '（');
  return fc
    .array(character, { minLength: 1, maxLength: bytes })
    .map((characters) => {
      let text = '';
      for (const one of characters) if (encodeGb18030(text + one).length <= bytes) text += one;
      return text;
    })
    .filter((text) => text !== '');
}

describe('the record layout of the police', () => {
  it('is asked for as many records as the adapter says it may ask for', async () => {
    const adapter = await department.open({ settings: { POLICE_ADDRESS: '127.0.0.1:9' }, nowMs: Date.now });
    const { reads, progress } = adapter.capabilities;
    expect([reads.residents.batchMax, reads.identities.batchMax, progress.batchMax]).toEqual(
      ['Q101', 'Q102', 'Q202'].map((code) => transactions[code]?.max),
    );
    await adapter.close();
  });

  it.each(['', 'police', 'police:', 'police:0', 'police:70000', 'a b:7004', 'http://police:7004/'])(
    'is not asked at the address %j: opening says what an address looks like',
    async (address) => {
      const opened = department.open({ settings: { POLICE_ADDRESS: address }, nowMs: Date.now });
      await expect(opened).rejects.toThrow(/POLICE_ADDRESS must be host:port/);
    },
  );

  it('uses every record and every transaction it states', () => {
    const letters = Object.values(rows).map(({ letter }) => letter);
    expect(letters.toSorted()).toEqual(Object.keys(simulated.records).toSorted());
    const named = Object.values(transactions).flatMap(({ question, answer }) => [...question, ...answer]);
    expect([...new Set(named)].toSorted()).toEqual(letters.toSorted());
  });

  it('carries any person with any register and members there and back', () => {
    const member = fc.record({ relation: fc.constantFrom('02', '12', '20', '52', '80'), name: textOf(60) });
    const household = fc.record({
      name: textOf(60),
      address: textOf(200),
      others: fc.array(member, { maxLength: 30 }),
    });
    const relations: Record<string, string> = {
      '02': 'HEAD',
      '12': 'SPOUSE',
      '20': 'CHILD',
      '52': 'PARENT',
      '80': 'OTHER',
    };
    fc.assert(
      fc.property(household, ({ name, address, others }) => {
        const number = numberOf(0);
        const members = [{ relation: '02', name }, ...others];
        const register = '35042800000001';
        const records = [
          writeRecord('P', { number, result: '在册', name, photo: 'W', registers: '1' }),
          writeRecord('H', {
            number,
            register,
            address,
            from: '20010506',
            to: '',
            state: '1',
            members: `${members.length}`,
          }),
          ...members.map((one, index) =>
            writeRecord('M', {
              number,
              register,
              order: `${index + 1}`,
              relation: one.relation,
              memberNumber: numberOf(index),
              memberName: one.name,
            }),
          ),
        ];
        const answer: Answer = {
          sequence: '1',
          transaction: 'Q101',
          returnCode: '000',
          message: '成功',
          records: records.length,
          body: Buffer.concat(records),
        };
        expect(residentsOf([number], answer)).toEqual([
          {
            number,
            name,
            household: {
              number: register,
              address,
              members: members.map((one, index) => ({
                relation: relations[one.relation],
                number: numberOf(index),
                name: one.name,
              })),
            },
          },
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it('is written alike by the adapter and by the simulator, which share no code', () => {
    fc.assert(
      fc.property(textOf(200), textOf(60), (enterpriseName, representativeName) => {
        const values = {
          serial: '1135042800TE5T029H400011705100020261123000001',
          creditCode: '91350428MA0TE5T16H',
          enterpriseName,
          representativeNumber: numberOf(1),
          representativeName,
          kinds: '0102',
        };
        expect(Buffer.from(rows.seal.encode(values)).equals(writeRecord('S', values))).toBe(true);
      }),
    );
  });
});

describe('the character set on both sides', () => {
  it('is the same for every character, though each builds its own tables', () => {
    let carried = 0;
    for (let code = 0; code <= 0x2fa1f; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      const theirs = writeGb18030(character);
      let ours: Uint8Array | undefined;
      try {
        ours = encodeGb18030(character);
      } catch {
        ours = undefined;
      }
      const same = theirs && ours ? Buffer.from(ours).equals(theirs) : theirs === ours;
      if (!same) expect.fail(`U+${code.toString(16)} is written in two ways`);
      if (theirs && readGb18030(theirs) !== character) expect.fail(`U+${code.toString(16)} is read as another`);
      carried += theirs ? 1 : 0;
    }
    expect(carried).toBe(0x2fa20 - 0x800 - 19);
  });
});
