// Enterprises as the licensing authority and the tax bureau know them.
import type { CreditCodes } from './credit-codes.ts';
import { dateOf, dayOf } from './dates.ts';
import { bijection, keyed, pick } from './keyed.ts';
import { countyAt, type Layout } from './layout.ts';
import { BRANDS, brand, RARE } from './names.ts';
import { enterprisePrefix, streetAddress } from './places.ts';
import type { EnterpriseTruth } from './population.ts';
import type { Roles } from './roles.ts';

interface Trade {
  readonly word: string;
  readonly industry: string;
  readonly scope: string;
}

const TRADES: readonly Trade[] = [
  {
    word: '贸易',
    industry: 'F5191',
    scope: '一般项目：贸易经纪；国内贸易代理；日用百货销售（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）',
  },
  { word: '科技', industry: 'I6513', scope: '一般项目：软件开发；信息系统集成服务；技术服务、技术开发、技术咨询' },
  { word: '建材', industry: 'F5165', scope: '一般项目：建筑材料销售；建筑装饰材料销售' },
  { word: '林业', industry: 'A0211', scope: '一般项目：林木种子种植；林产品采集；林业产品销售' },
  {
    word: '餐饮',
    industry: 'H6210',
    scope: '许可项目：餐饮服务（依法须经批准的项目，经相关部门批准后方可开展经营活动）',
  },
  { word: '物流', industry: 'G5920', scope: '许可项目：道路货物运输（不含危险货物）；一般项目：装卸搬运' },
  { word: '竹木制品', industry: 'C2041', scope: '一般项目：竹制品制造；竹制品销售；家具制造' },
  { word: '茶业', industry: 'C1530', scope: '许可项目：茶叶制品生产；食品销售；一般项目：茶叶种植' },
  { word: '房地产经纪', industry: 'K7030', scope: '一般项目：房地产经纪；房地产咨询；住房租赁' },
  { word: '文化传媒', industry: 'R8890', scope: '一般项目：组织文化艺术交流活动；广告设计、代理；会议及展览服务' },
];
const COMPANY_KINDS = [
  ['有限责任公司(自然人投资或控股)', '有限公司'],
  ['有限责任公司(自然人独资)', '有限公司'],
  ['股份有限公司(非上市、自然人投资或控股)', '股份有限公司'],
] as const;
const SHOPS: readonly Trade[] = [
  { word: '便利店', industry: 'F5212', scope: '许可项目：食品销售；一般项目：日用百货销售' },
  {
    word: '小吃店',
    industry: 'H6291',
    scope: '许可项目：餐饮服务（依法须经批准的项目，经相关部门批准后方可开展经营活动）',
  },
  { word: '五金店', industry: 'F5271', scope: '一般项目：五金产品零售' },
  { word: '理发店', industry: 'O8040', scope: '许可项目：生活美容服务' },
];

export function createEnterprises(
  seed: number,
  layout: Layout,
  codes: CreditCodes,
  roles: Roles,
): (index: number) => EnterpriseTruth {
  const chance = keyed(seed, 'enterprise');
  const brands = bijection(BRANDS, keyed(seed, 'brand'));
  return (index) => {
    const position = countyAt(layout.enterpriseRanges, index);
    const { code: county } = pick(layout.counties, position);
    const state = stateOf(chance(index, 1) % 100);
    const established = dayOf(1998, 1, 1) + (chance(index, 2) % 9800);
    return {
      index,
      creditCode: codes.code(index),
      ...trading(index, county, index - (layout.enterpriseRanges[position]?.first ?? 0)),
      state,
      establishedOn: dateOf(established),
      validFrom: dateOf(established),
      validTo: validTo(established, chance(index, 3)),
      address: `${streetAddress(county, chance, index)}${101 + (chance(index, 8) % 900)}室`,
      county,
      roles: roles.ofEnterprise(index),
      taxArrearsFen: state !== 'CANCELLED' && chance(index, 9) % 100 < 4 ? 1 + (chance(index, 10) % 90_000_000) : 0,
      taxStatus: state === 'CANCELLED' ? 'CANCELLED' : chance(index, 11) % 100 < 3 ? 'ABNORMAL' : 'NORMAL',
    };
  };

  /** No two enterprises of a county bear one name: the brand is a bijection of the place in the county. */
  function trading(index: number, county: string, inCounty: number) {
    const rare = chance(index, 4) % 100 < 2 ? pick(RARE, chance(index, 5)) : '';
    const sign = `${enterprisePrefix(county)}${brand(brands.forward(inCounty))}${rare}`;
    if (!codes.isCompany(index)) {
      const { word, industry, scope } = pick(SHOPS, chance(index, 6));
      const registeredCapitalFen = (1 + (chance(index, 7) % 20)) * 1_000_000;
      return { name: `${sign}${word}`, kind: '个体工商户', industry, scope, registeredCapitalFen };
    }
    const { word, industry, scope } = pick(TRADES, chance(index, 6));
    const [kind, suffix] = pick(COMPANY_KINDS, chance(index, 12));
    const registeredCapitalFen = (1 + (chance(index, 7) % 500)) * 10_000_000;
    return { name: `${sign}${word}${suffix}`, kind, industry, scope, registeredCapitalFen };
  }
}

function stateOf(percent: number): EnterpriseTruth['state'] {
  if (percent < 2) return 'CANCELLED';
  if (percent < 4) return 'REVOKED';
  return percent < 7 ? 'SUSPENDED' : 'ACTIVE';
}

/** Most terms have no end; the others end after thirty or fifty years. */
function validTo(established: number, hash: number): string | null {
  if (hash % 10 < 6) return null;
  return dateOf(established + (hash % 2 === 0 ? 10_956 : 18_261));
}
