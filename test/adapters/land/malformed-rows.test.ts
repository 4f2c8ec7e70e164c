import { describe, expect, it } from 'vitest';
import type { HolderNumber } from '../../../adapters/land/facts.ts';
import { encumbrancesOf } from '../../../adapters/land/mapping/encumbrances.ts';
import { intakeOf, progressOf } from '../../../adapters/land/mapping/progress.ts';
import { holdingsOf, titlePageOf, titlesOf } from '../../../adapters/land/mapping/titles.ts';
import type { Row } from '../../../adapters/land/transport.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { CountyCode } from '../../../src/values/county-code.ts';
import { intakeRow, KEY, mortgageRow, OTHER_UNIT, OWNER, stepRow, titleRow, UNIT, unitRow } from './rows.ts';

const MALFORMED_TITLES: readonly (readonly [scenario: string, changes: Row])[] = [
  ['unknown-usage-code', { yt: '99' }],
  ['usage-code-with-space', { yt: '10 ' }],
  ['unknown-holder-kind', { zjzl: '99' }],
  ['unknown-ownership-code', { gyqk: '4' }],
  ['unknown-standing-code', { qszt: '7' }],
  ['provisional-standing', { qszt: '0' }],
  ['unknown-mortgage-code', { dyzt: '2' }],
  ['unknown-seizure-code', { cfzt: 'Y' }],
  ['unknown-right-code', { qllx: '77' }],
  ['unknown-right-nature', { qlxz: '000' }],
  ['certificate-with-two-digit-year', { bdcqzh: '闽(19)将乐县不动产权第0001234号' }],
  ['certificate-without-number', { bdcqzh: '闽(2019)将乐县不动产权第号' }],
  ['certificate-missing', { bdcqzh: null }],
  ['registered-on-no-day', { djsj: '2019-02-29 00:00:00' }],
  ['registered-at-no-hour', { djsj: '2019-02-28 24:00:00' }],
  ['registered-without-time', { djsj: '2019-02-28' }],
  ['registered-at-infinity', { djsj: 'infinity' }],
  ['registered-missing', { djsj: null }],
  ['area-negative', { mj: '-89.50' }],
  ['area-not-a-number', { mj: 'NaN' }],
  ['area-zero', { mj: '0.00' }],
  ['area-three-decimals', { mj: '89.505' }],
  ['area-scientific', { mj: '8.95e1' }],
  ['area-missing', { mj: null }],
  ['citizen-number-bad-check', { zjh: '350428190001010010' }],
  ['citizen-number-lower-case', { zjh: '35042819000101001x' }],
  ['credit-code-named-citizen-number', { zjh: '91350428MA0TE5T16H' }],
  ['citizen-number-named-credit-code', { zjzl: '7' }],
  ['holder-number-missing', { zjh: null }],
  ['holder-name-missing', { qlr: null }],
  ['holder-name-blank', { qlr: '   ' }],
  ['holder-name-replacement-character', { qlr: '王\uFFFD明' }],
  ['holder-name-control-character', { qlr: '王小明\u0007' }],
  ['holder-name-lone-surrogate', { qlr: '王\uD840' }],
  ['holder-name-endless', { qlr: '王'.repeat(201) }],
  ['address-with-line-break', { zl: '三华南路\n3号' }],
  ['address-missing', { zl: null }],
  ['remark-damaged', { fj: '附记\uFFFD' }],
  ['term-damaged', { syqx: '\u0000' }],
  ['office-missing', { djjg: null }],
  ['share-decimal', { gyqk: '2', qlbl: '0.5' }],
  ['share-more-than-whole', { gyqk: '2', qlbl: '3/2' }],
  ['share-of-nothing', { gyqk: '2', qlbl: '1/0' }],
  ['share-missing', { gyqk: '2', qlbl: null }],
  ['share-of-a-sole-owner', { qlbl: '1/2' }],
  ['county-unknown', { qxdm: '350499' }],
  ['county-missing', { qxdm: null }],
  ['place-zero', { sxh: '0' }],
  ['place-missing', { sxh: null }],
  ['first-holder-missing', { sxh: '2' }],
  ['joint-owner-alone', { gyqk: '1' }],
];

const SECOND = { sxh: '2', zjh: '35010219040229002X', qlr: '李䶮', gyqk: '1' } as const;
const MALFORMED_TOGETHER: readonly (readonly [scenario: string, rows: readonly Row[]])[] = [
  ['holder-twice-in-one-place', [titleRow({ gyqk: '1' }), titleRow({ ...SECOND, sxh: '1' })]],
  ['holder-between-missing', [titleRow({ gyqk: '1' }), titleRow({ ...SECOND, sxh: '3' })]],
  ['two-sole-owners', [titleRow(), titleRow({ ...SECOND, gyqk: '0' })]],
  ['area-differs-between-holders', [titleRow({ gyqk: '1' }), titleRow({ ...SECOND, mj: '90.00' })]],
  ['seizure-differs-between-holders', [titleRow({ gyqk: '1' }), titleRow({ ...SECOND, cfzt: '1' })]],
];

function expectBroken(fault: unknown, subject: string): void {
  expect(fault).toBeInstanceOf(DepartmentFault);
  const { kind, message } = fault as DepartmentFault;
  expect(kind).toBe('broken');
  expect(message).toContain(subject);
  for (const personal of [OWNER.name, OWNER.number, '李䶮', '三华南路']) expect(message).not.toContain(personal);
}

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a malformed row of the title view', () => {
  it('is none in the control: the same row without a change is a title', () => {
    expect(titlesOf([titleRow()], [UNIT])[0]).toMatchObject({ unitNumber: UNIT, areaSquareMetres: 89.5 });
    expect(titlesOf([titleRow({ gyqk: '1' }), titleRow(SECOND)], [UNIT])[0]).toMatchObject({ owners: [{}, {}] });
  });

  it.each(MALFORMED_TITLES)('is a fault of its unit alone: %s', (_, changes) => {
    const rows = [titleRow(changes), titleRow({ bdcdyh: OTHER_UNIT })];
    const [broken, sound] = titlesOf(rows, [UNIT, OTHER_UNIT]);
    expectBroken(broken, UNIT);
    expect(sound).toMatchObject({ unitNumber: OTHER_UNIT });
  });

  it.each(MALFORMED_TOGETHER)('is a fault of its unit: %s', (_, rows) => {
    expectBroken(titlesOf(rows, [UNIT])[0], UNIT);
  });

  it.each([
    ['unit-number-of-27', '350428001002GB00003F0001000'],
    ['unit-number-bad-feature', '350428001002KB00003F00010002'],
    ['unit-number-not-asked-for', '350428001002GB00009F00010002'],
    ['unit-number-damaged', '350428001002GB000\uFFFD3F00010002'],
    ['unit-number-missing', null],
  ])('spoils the whole answer where it may be about any unit: %s', (_, bdcdyh) => {
    expectBroken(
      thrown(() => titlesOf([titleRow(), titleRow({ bdcdyh })], [UNIT])),
      'row 2',
    );
  });

  it('spoils the holder whose holding it is, and no other', () => {
    const [number, other] = [OWNER.number as HolderNumber, '35010219040229002X' as HolderNumber];
    const rows = [titleRow({ mj: '-1' }), titleRow({ bdcdyh: OTHER_UNIT, zjh: other })];
    const [broken, sound] = holdingsOf(rows, [number, other]);
    expectBroken(broken, UNIT);
    expect(sound).toHaveLength(1);
    expectBroken(
      thrown(() => holdingsOf([titleRow({ zjh: '350428190001010016' })], [number])),
      'row 1',
    );
    expectBroken(holdingsOf([titleRow({ bdcdyh: `${UNIT}0` })], [number])[0], 'row 1');
  });

  it.each([
    ['count-missing', { zs: null }],
    ['count-negative', { zs: '-1' }],
    ['other-county', { zs: '1', qxdm: '350102' }],
    ['malformed-title', { zs: '1', yt: '99' }],
  ])('spoils a page of a county: %s', (_, changes) => {
    expectBroken(
      thrown(() => titlePageOf([titleRow(changes)], '350428' as CountyCode, 5)),
      '350428',
    );
  });
});

describe('a malformed row of the encumbrance views', () => {
  it.each([
    ['holder-missing', mortgageRow({ holder: null })],
    ['holder-damaged', mortgageRow({ holder: '银行\uFFFD' })],
    ['date-malformed', mortgageRow({ djsj: '2020-02-30 00:00:00' })],
    ['state-unknown', mortgageRow({ zt: '2' })],
    ['kind-unknown', mortgageRow({ lb: 'lien' })],
    ['place-missing', mortgageRow({ sxh: null })],
    ['discharged-and-damaged', mortgageRow({ zt: '0', holder: null })],
  ])('is a fault of its unit: %s', (_, row) => {
    expect(encumbrancesOf([unitRow(), mortgageRow()], [UNIT])[0]).toHaveLength(1);
    expectBroken(encumbrancesOf([unitRow(), row], [UNIT])[0], UNIT);
  });

  it('is a fault where a unit without title is encumbered', () => {
    expectBroken(encumbrancesOf([mortgageRow()], [UNIT])[0], UNIT);
  });
});

describe('a malformed row of the progress tables', () => {
  it.each([
    ['state-unknown', [stepRow({ nodestate: '99' })]],
    ['sequence-missing', [stepRow({ sn: null })]],
    ['sequence-with-gap', [stepRow({ nodestate: '8' }), stepRow({ sn: '3' })]],
    ['sequence-repeated', [stepRow({ nodestate: '8' }), stepRow({ nodestate: '8' })]],
    ['time-malformed', [stepRow({ nodeendtime: 'yesterday' })]],
    ['approval-without-outcome', [stepRow({ doneresult: null, certificatenam: null, certificateno: null })]],
    ['approval-without-certificate', [stepRow({ certificateno: null })]],
    ['certificate-malformed', [stepRow({ certificateno: '闽(26)将乐县不动产权第1号' })]],
    ['certificate-of-another-kind', [stepRow({ certificatenam: '营业执照' })]],
    ['result-unknown', [stepRow({ doneresult: '8' })]],
    ['opinion-damaged', [stepRow({ nodeadv: '意见\uFFFD' })]],
  ])('breaks the poll and names the application: %s', (_, rows) => {
    expect(progressOf([stepRow()], [KEY])).toHaveLength(1);
    expectBroken(
      thrown(() => progressOf(rows, [KEY])),
      KEY,
    );
  });

  it('breaks the poll where it is about an application that was not asked for', () => {
    expectBroken(
      thrown(() => progressOf([stepRow({ projid: KEY.replace('1', '2') })], [KEY])),
      'row 1',
    );
  });

  it('breaks the intake list where key, place or time are malformed', () => {
    expect(intakeOf([intakeRow()], 5).items).toHaveLength(1);
    for (const changes of [{ jsxh: 'x' }, { projid: '\uFFFD' }, { jssj: null }]) {
      expectBroken(
        thrown(() => intakeOf([intakeRow(changes)], 5)),
        'intake row 1',
      );
    }
  });
});
