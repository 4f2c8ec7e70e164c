import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Title } from '../../../adapters/land/facts.ts';
import { beijingTime, transferRows } from '../../../adapters/land/mapping/applications.ts';
import { encumbrancesOf } from '../../../adapters/land/mapping/encumbrances.ts';
import { intakeOf, progressOf } from '../../../adapters/land/mapping/progress.ts';
import { holdingsOf, titlePageOf, titlesOf } from '../../../adapters/land/mapping/titles.ts';
import { citizenNumberCheck } from '../../../src/values/citizen-number.ts';
import type { CountyCode } from '../../../src/values/county-code.ts';
import { creditCodeCheck } from '../../../src/values/credit-code.ts';
import { smallTown } from '../../mocks/land/town.ts';
import { intakeRow, KEY, mortgageRow, rowsOf, stepRow, titleRow, UNIT, unitRow } from './rows.ts';
import { keyOf, submissionOf, transferPayload } from './submission.ts';

const citizen = fc.integer({ min: 0, max: 999 }).map((sequence) => {
  const first17 = `35042819900101${String(sequence).padStart(3, '0')}`;
  return first17 + citizenNumberCheck(first17);
});
const enterprise = fc.integer({ min: 0, max: 999_999 }).map((serial) => {
  const first17 = `91350428MA0${String(serial).padStart(6, '0')}`;
  return first17 + creditCodeCheck(first17);
});
const owner = fc.record({
  number: fc.oneof(citizen, enterprise),
  name: fc.constantFrom('王小明', '李䶮', '陈㛃', '林𬱖', '龴大海', '将乐（福建）木业有限公司', 'O\'Neil\\"{}'),
  share: fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 999 })).map(([n, d]) => `${n}/${d}`),
  certificateNumber: fc
    .integer({ min: 0, max: 9_999_999 })
    .map((n) => `闽(2019)将乐县不动产权第${String(n).padStart(7, '0')}号`),
  registeredOn: fc.constantFrom('2000-02-29', '2019-05-06', '2026-12-31'),
});
const title = fc
  .record({
    unitNumber: fc.integer({ min: 0, max: 99_999 }).map((n) => `350428001002GB${String(n).padStart(5, '0')}F00010002`),
    county: fc.constant('350428'),
    address: fc.constantFrom('三华南路3号2栋302室', '𬱖村1号'),
    usage: fc.constantFrom('RESIDENTIAL', 'COMMERCIAL', 'OFFICE', 'INDUSTRIAL', 'GARAGE'),
    areaSquareMetres: fc.integer({ min: 1, max: 99_999_999 }).map((hundredths) => hundredths / 100),
    state: fc.constantFrom('NORMAL', 'MORTGAGED', 'SEIZED', 'MORTGAGED_AND_SEIZED', 'CANCELLED'),
    owners: fc.array(owner, { minLength: 1, maxLength: 5 }),
    joint: fc.boolean(),
  })
  .map(({ joint, owners, ...unit }) => {
    const share = (own: string) => (owners.length === 1 ? '1/1' : joint ? null : own);
    return { ...unit, owners: owners.map((each) => ({ ...each, share: share(each.share) })) } as unknown as Title;
  });

describe('titles', () => {
  it('come back as the register holds them, whatever order the rows have', () => {
    fc.assert(
      fc.property(title, (wanted) => {
        expect(titlesOf(rowsOf(wanted), [wanted.unitNumber])).toEqual([wanted]);
        expect(titlesOf(rowsOf(wanted).reverse(), [wanted.unitNumber])).toEqual([wanted]);
      }),
    );
  });

  it('answer each key in its place, null where the register has none', () => {
    const distinct = fc.uniqueArray(title, { selector: (each) => each.unitNumber, minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(distinct, (wanted) => {
        const [absent, ...present] = wanted;
        const rows = present.flatMap(rowsOf);
        expect(
          titlesOf(
            rows,
            wanted.map((each) => each.unitNumber),
          ),
        ).toEqual([null, ...present]);
        expect(absent).toBeDefined();
      }),
    );
  });

  it('held by somebody name that holder alone, ordered by unit number', () => {
    const rows = [titleRow({ bdcdyh: '350428001002GB00009F00010002' }), titleRow({ gyqk: '2', qlbl: '1/3', sxh: '2' })];
    const [held] = holdingsOf(rows, [titleRow()['zjh'] as never]);
    expect(held).toMatchObject([
      { unitNumber: UNIT, owners: [{ share: '1/3' }] },
      { unitNumber: '350428001002GB00009F00010002', owners: [{ share: '1/1' }] },
    ]);
    expect(holdingsOf([], [titleRow()['zjh'] as never])).toEqual([[]]);
  });

  it('page by page keep one unit back as the sign that more follow', () => {
    const county = '350428' as CountyCode;
    const rows = [titleRow({ zs: '7' }), titleRow({ zs: '7', bdcdyh: '350428001002GB00009F00010002' })];
    expect(titlePageOf(rows, county, 1)).toMatchObject({ items: [{ unitNumber: UNIT }], next: UNIT, totalCount: 7 });
    expect(titlePageOf(rows, county, 2)).toMatchObject({ items: [{}, {}], next: null, totalCount: 7 });
    const empty = Object.fromEntries(Object.keys(titleRow()).map((column) => [column, null]));
    expect(titlePageOf([{ ...empty, zs: '7' }], county, 2)).toEqual({ items: [], next: null, totalCount: 7 });
  });
});

describe('encumbrances', () => {
  it('stand in the order of registration without those that were discharged', () => {
    const rows = [
      mortgageRow({ sxh: '3', lb: 'seizure', holder: '将乐县人民法院' }),
      mortgageRow({ sxh: '1', zt: '0' }),
      unitRow(),
      mortgageRow({ sxh: '2' }),
    ];
    expect(encumbrancesOf(rows, [UNIT])).toEqual([
      [
        { kind: 'MORTGAGE', holder: '福建海峡银行', registeredOn: '2020-02-29' },
        { kind: 'SEIZURE', holder: '将乐县人民法院', registeredOn: '2020-02-29' },
      ],
    ]);
  });

  it('are an empty list on a unit that is free, and null for a unit that does not exist', () => {
    expect(encumbrancesOf([unitRow()], [UNIT])).toEqual([[]]);
    expect(encumbrancesOf([], [UNIT])).toEqual([null]);
  });
});

describe('progress', () => {
  it('carries the certificate with its step, times in Beijing and a source id that repeats', () => {
    const rows = [stepRow({ sn: '2' }), stepRow({ nodestate: '8', nodename: '受理', noderesult: '部门受理' })];
    const steps = progressOf(rows, [KEY]);
    expect(steps).toEqual(progressOf(rows, [KEY]));
    expect(steps).toMatchObject([
      { sequence: 1, kind: 'ACCEPTED', licences: [], evidence: {}, sourceId: `land:${KEY}:1` },
      {
        sequence: 2,
        kind: 'APPROVED',
        at: '2026-11-23T09:00:00.123+08:00',
        licences: [{ kind: '不动产权证书', number: '闽(2026)将乐县不动产权第9000001号' }],
        evidence: { 不动产权证书: { number: '闽(2026)将乐县不动产权第9000001号' } },
      },
    ]);
  });

  it('keeps a granted certificate when the grant was taken back later', () => {
    const back = { doneresult: '4', doneexplain: '申请人撤回' };
    const rows = [stepRow(back), stepRow({ ...back, sn: '2', nodestate: '14', noderesult: '撤回', nodename: '撤件' })];
    expect(progressOf(rows, [KEY])).toMatchObject([
      { kind: 'APPROVED', licences: [{}], reason: null },
      { kind: 'WITHDRAWN' },
    ]);
  });

  it('knows every state of the code table', () => {
    const tables = load(
      readFileSync(new URL('../../../adapters/land/contract/code-tables.yaml', import.meta.url), 'utf8'),
    ) as { NODESTATE: object };
    const codes = Object.keys(tables.NODESTATE);
    expect(codes.length).toBeGreaterThan(5);
    for (const nodestate of codes) expect(progressOf([stepRow({ nodestate })], [KEY])).toHaveLength(1);
  });

  it('lists the intake with a cursor as long as pages are full', () => {
    const rows = [intakeRow(), intakeRow({ jsxh: '2', projid: keyOf(2) })];
    expect(intakeOf(rows, 2)).toMatchObject({ items: [{ key: KEY }, { key: keyOf(2) }], next: '2' });
    expect(intakeOf(rows, 3).next).toBeNull();
  });
});

describe('an application', () => {
  const town = smallTown();
  const now = new Date('2026-11-23T01:00:05.250Z');
  const payload = transferPayload(town, town.unit(302));

  it('is written with every field of the staging tables', () => {
    expect(transferRows(submissionOf(KEY, payload), now)).toMatchObject({
      rows: {
        basicInfo: {
          projid: KEY,
          region_id: '350428',
          promisetimelimit: 5,
          promisetimeunit: '1',
          approvaltype: '2',
          occurtime: '2026-11-23 09:00:00.000',
          maketime: '2026-11-23 09:00:05.250',
        },
        business: { djlx: '200', bdcdyh: town.unit(302).unitNumber, jyjg: '1200000.00' },
        parties: { sqrlb: ['2', '2', '2', '1'], zjzl: ['1', '7', '1', '1'] },
        materials: { clbh: ['contract'] },
      },
    });
  });

  it.each([
    ['unitNumber', { unitNumber: '350428001002GB00003F0001000' }],
    ['unitNumber', { unitNumber: '350499001002GB00003F00010002' }],
    ['certificateNumber', { certificateNumber: '闽(19)将乐县不动产权第0001234号' }],
    ['sellers', { sellers: [] }],
    ['buyers.0.number', { buyers: [{ number: '350428190001010010', name: '王小明' }] }],
    ['buyers.0.name', { buyers: [{ number: '350428190001010015', name: '王\u0000' }] }],
    ['buyers.0.share', { buyers: [{ number: '350428190001010015', name: '王小明', share: '2/1' }] }],
    ['price', { price: '0.00' }],
    ['price', { price: '1e6' }],
    ['contractNumber', { contractNumber: ' ' }],
    ['taxClearanceNumber', { taxClearanceNumber: null }],
  ])('that the registry could not read is named by its path: %s', (path, changes) => {
    const written = transferRows(submissionOf(KEY, { ...payload, ...changes }), now);
    expect(written).toEqual({ faulty: `payload.${path}` });
  });

  it('whose key is no business key is not written', () => {
    expect(transferRows(submissionOf('short', payload), now)).toEqual({ faulty: 'submission.key' });
  });

  it('carries times of Beijing whatever zone the process has', () => {
    expect(beijingTime(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01 00:00:00.000');
  });
});
