// Real-estate units as the land registry knows them.
import { dateOf, dayOf } from './dates.ts';
import { bijection, type Keyed, keyed, pick } from './keyed.ts';
import type { Layout } from './layout.ts';
import { type Ownership, shares } from './ownership.ts';
import { shortName, streetAddress } from './places.ts';
import type { UnitTruth } from './population.ts';
import type { Site, UnitNumbers } from './unit-numbers.ts';

const CERTIFICATES = 10_000_000;
/** Owners of one unit, at most: a household of six. */
const OWNERS_MAX = 6;
const BANKS = [
  '中国工商银行',
  '中国农业银行',
  '中国建设银行',
  '福建省农村信用社联合社',
  '兴业银行',
  '中国邮政储蓄银行',
];
const LAST_DAY = dayOf(2024, 12, 31);

export function createUnits(
  seed: number,
  layout: Layout,
  numbers: UnitNumbers,
  ownership: Ownership,
): (index: number) => UnitTruth {
  const chance = keyed(seed, 'unit');
  const streets = keyed(seed, 'unit-street');
  const certificates = bijection(CERTIFICATES, keyed(seed, 'certificate'));
  return (index) => {
    const site = numbers.site(index);
    const county = pick(layout.counties, site.county);
    const usage = usageOf(site, chance(site.group, 20));
    const state = stateOf(chance(index, 1) % 1000);
    const registered = dayOf(2000, 1, 1) + (chance(index, 2) % 8900);
    return {
      index,
      unitNumber: numbers.number(index),
      county: county.code,
      address: `${streetAddress(county.code, streets, site.group)}${doorPlate(site)}`,
      usage,
      areaHundredths: areaOf(usage, chance, index),
      state,
      owners: ownersOf(index, county.name, site.county, registered),
      encumbrances: encumbrances(state, shortName(county.name), registered, chance, index),
    };
  };

  function ownersOf(index: number, county: string, position: number, registered: number): UnitTruth['owners'] {
    const { holders, joint } = ownership.ownersOf(index);
    const parts = shares(holders.length, chance(index, 3));
    const inCounty = index - (layout.unitRanges[position]?.first ?? 0);
    return holders.map((holder, order) => {
      // A share is sometimes bought later than the others; joint owners are registered together.
      const later = !joint && order > 0 && chance(index, 4) % 3 === 0 ? 1 + (chance(index, 5 + order) % 200) : 0;
      const registeredOn = dateOf(Math.min(registered + later, LAST_DAY));
      const serial = certificates.forward((inCounty * OWNERS_MAX + order) % CERTIFICATES);
      return {
        holder,
        share: joint ? null : (parts[order] ?? null),
        certificateNumber: `闽(${registeredOn.slice(0, 4)})${county}不动产权第${String(serial).padStart(7, '0')}号`,
        registeredOn,
      };
    });
  }
}

function usageOf({ building }: Site, hash: number): UnitTruth['usage'] {
  if (building === 0) return 'INDUSTRIAL';
  if (building === 3) return hash % 2 === 0 ? 'COMMERCIAL' : 'GARAGE';
  if (building === 1) return 'RESIDENTIAL';
  return hash % 5 === 0 ? 'OFFICE' : 'RESIDENTIAL';
}

/** Smallest area and span, in hundredths of a square metre. */
const AREAS: Readonly<Record<UnitTruth['usage'], readonly [number, number]>> = {
  RESIDENTIAL: [3800, 17_000],
  COMMERCIAL: [1500, 60_000],
  OFFICE: [4000, 120_000],
  GARAGE: [1050, 1200],
  INDUSTRIAL: [80_000, 3_000_000],
};
/** Deed tax changes at 140 square metres. */
const THRESHOLD_AREA = 14_000;

function areaOf(usage: UnitTruth['usage'], chance: Keyed, index: number): number {
  if (usage === 'RESIDENTIAL' && chance(index, 12) % 50 === 0) return THRESHOLD_AREA + (chance(index, 13) % 2);
  const [least, span] = AREAS[usage];
  return least + (chance(index, 14) % span);
}

function doorPlate({ building, door }: Site): string {
  if (building === 0) return '宗地';
  return `${building}幢${Math.ceil(door / 4) * 100 + 1 + ((door - 1) % 4)}室`;
}

function stateOf(perMille: number): UnitTruth['state'] {
  if (perMille < 10) return 'CANCELLED';
  if (perMille < 25) return 'SEIZED';
  if (perMille < 30) return 'MORTGAGED_AND_SEIZED';
  return perMille < 200 ? 'MORTGAGED' : 'NORMAL';
}

/** Ordered by date, a mortgage before a seizure of the same day. */
function encumbrances(
  state: UnitTruth['state'],
  county: string,
  registered: number,
  chance: Keyed,
  index: number,
): UnitTruth['encumbrances'] {
  const list: UnitTruth['encumbrances'][number][] = [];
  let day = registered;
  const add = (kind: 'MORTGAGE' | 'SEIZURE', holder: string, draw: number) => {
    day = Math.min(day + 30 + (chance(index, draw) % 300), LAST_DAY);
    list.push({ kind, holder, registeredOn: dateOf(day) });
  };
  if (state === 'MORTGAGED' || state === 'MORTGAGED_AND_SEIZED') {
    add('MORTGAGE', `${pick(BANKS, chance(index, 15))}${county}支行`, 16);
    if (chance(index, 17) % 10 === 0) add('MORTGAGE', `${pick(BANKS, chance(index, 18))}${county}支行`, 19);
  }
  if (state === 'SEIZED' || state === 'MORTGAGED_AND_SEIZED') add('SEIZURE', `${county}人民法院`, 21);
  return list;
}
