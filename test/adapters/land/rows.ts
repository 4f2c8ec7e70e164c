// Rows as the staging database answers them, for tests of the mapping: written by the contract, not by the mapping.
import type { Title } from '../../../adapters/land/facts.ts';
import type { Row } from '../../../adapters/land/transport.ts';
import { parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import type { CivilDate } from '../../../src/values/civil-date.ts';
import type { UnitNumber } from '../../../src/values/unit-number.ts';

export const UNIT = '350428001002GB00003F00010002' as UnitNumber;
export const OTHER_UNIT = '350428001002GB00004F00010002' as UnitNumber;
export const KEY = '1135042800TE5T029H400011705100020261123000001';
export const OWNER = { name: '王小明', number: '350428190001010015' } as const;

/** A sole owner's row without a fault. */
export function titleRow(changes: Row = {}): Row {
  return {
    bdcdyh: UNIT,
    sxh: '1',
    bdcqzh: '闽(2019)将乐县不动产权第0001234号',
    qlr: OWNER.name,
    zjzl: '1',
    zjh: OWNER.number,
    gyqk: '0',
    qlbl: null,
    zl: '三华南路3号2栋302室',
    qllx: '4',
    qlxz: '102',
    yt: '10',
    mj: '89.50',
    syqx: '70年',
    fj: null,
    qszt: '1',
    djsj: '2019-05-06 00:00:00',
    djjg: '将乐县不动产登记中心',
    qxdm: '350428',
    dyzt: '0',
    cfzt: '0',
    ...changes,
  };
}

export function stepRow(changes: Row = {}): Row {
  return {
    projid: KEY,
    sn: '1',
    nodename: '登簿',
    nodestate: '11',
    nodestarttime: '2026-11-23 09:00:00.123',
    nodeendtime: '2026-11-23 09:00:00.123',
    nodeadv: null,
    noderesult: '通过',
    doneresult: '1',
    doneexplain: null,
    certificatenam: '不动产权证书',
    certificateno: '闽(2026)将乐县不动产权第9000001号',
    ...changes,
  };
}

export function mortgageRow(changes: Row = {}): Row {
  return {
    bdcdyh: UNIT,
    lb: 'mortgage',
    sxh: '1',
    holder: '福建海峡银行',
    djsj: '2020-02-29 00:00:00',
    zt: '1',
    ...changes,
  };
}

export function unitRow(changes: Row = {}): Row {
  return { bdcdyh: UNIT, lb: 'unit', sxh: null, holder: null, djsj: null, zt: null, ...changes };
}

export function intakeRow(changes: Row = {}): Row {
  return { jsxh: '1', projid: KEY, jssj: '2026-11-23 09:00:00', ...changes };
}

const USAGE = { RESIDENTIAL: '10', COMMERCIAL: '31', OFFICE: '60', INDUSTRIAL: '21', GARAGE: '85' } as const;

/** A title as the register holds it. */
export function rowsOf(title: Title): Row[] {
  return title.owners.map((owner, index) => {
    const sole = title.owners.length === 1;
    return titleRow({
      bdcdyh: title.unitNumber,
      sxh: String(index + 1),
      bdcqzh: owner.certificateNumber.replace('(', '（').replace(')', '）'),
      qlr: owner.name,
      zjzl: parseCitizenNumber(owner.number) === undefined ? '7' : '1',
      zjh: owner.number,
      gyqk: sole ? '0' : owner.share === null ? '1' : '2',
      qlbl: sole ? null : owner.share,
      zl: title.address,
      yt: USAGE[title.usage],
      mj: title.areaSquareMetres.toFixed(2),
      qszt: title.state === 'CANCELLED' ? '2' : '1',
      djsj: `${owner.registeredOn satisfies CivilDate} 08:30:00`,
      qxdm: title.county,
      dyzt: title.state.includes('MORTGAGED') ? '1' : '0',
      cfzt: title.state.includes('SEIZED') ? '1' : '0',
    });
  });
}
