// Unit numbers of the town's real estate: rising with the index within a county, and followed back without a search.
// Units come in groups of 48: a parcel with three buildings, and a bare parcel beside it.
import { keyed } from './keyed.ts';
import { countyAt, type Layout } from './layout.ts';

/** Where a unit stands. */
export interface Site {
  /** Position in `layout.counties`. */
  readonly county: number;
  /** Number of the group, the same for neighbours; differs from those of other counties. */
  readonly group: number;
  /** 1 to 3; 0 for the bare parcel. */
  readonly building: number;
  /** Counts from 1 in the building. */
  readonly door: number;
}

export interface UnitNumbers {
  readonly site: (unit: number) => Site;
  readonly number: (unit: number) => string;
  readonly find: (number: string) => number | undefined;
}

const GROUP = 48;
/** Doors of the three buildings; the last unit of a group is the bare parcel. */
const DOORS = [20, 20, 7] as const;
const PARCEL_STEP = 40;
const GROUPS_PER_SUBDISTRICT_MAX = 400;
/** So that even a small county has several cadastral districts. */
const SUBDISTRICTS_WANTED = 15;
const SUBDISTRICTS_PER_DISTRICT = 5;
/** The sub-district whose land belongs to collectives 集体土地. */
const COLLECTIVE = 3;

export function createUnitNumbers(seed: number, layout: Layout): UnitNumbers {
  const chance = keyed(seed, 'parcel');
  const spread = layout.unitRanges.map(({ count }) =>
    Math.min(GROUPS_PER_SUBDISTRICT_MAX, Math.ceil(Math.ceil(count / GROUP) / SUBDISTRICTS_WANTED)),
  );
  const firstOf = (county: number) => layout.unitRanges[county]?.first ?? 0;
  const site = (unit: number): Site => {
    const county = countyAt(layout.unitRanges, unit);
    if (county < 0) throw new RangeError(`The town has no unit ${unit}`);
    const local = unit - firstOf(county);
    return { county, group: Math.floor(local / GROUP) * layout.counties.length + county, ...doorOf(local % GROUP) };
  };
  const number = (unit: number) => {
    const { county, group, building, door } = site(unit);
    const inCounty = Math.floor(group / layout.counties.length);
    const perSubdistrict = spread[county] ?? 1;
    const subdistrict = Math.floor(inCounty / perSubdistrict);
    const sub = 1 + (subdistrict % SUBDISTRICTS_PER_DISTRICT);
    const parcel = (inCounty % perSubdistrict) * PARCEL_STEP;
    const sequence = building === 0 ? parcel + PARCEL_STEP : parcel + 1 + (chance(group) % (PARCEL_STEP - 1));
    return (
      `${layout.counties[county]?.code}${digits(1 + Math.floor(subdistrict / SUBDISTRICTS_PER_DISTRICT), 3)}` +
      `${digits(sub, 3)}${sub === COLLECTIVE ? 'JC' : 'GB'}${digits(sequence, 5)}` +
      (building === 0 ? 'W00000000' : `F${digits(building, 4)}${digits(door, 4)}`)
    );
  };
  const find = (text: string) => {
    if (!/^\d{12}(?:GB|JC)\d{5}(?:F\d{8}|W0{8})$/.test(text)) return undefined;
    const county = layout.counties.findIndex(({ code }) => code === text.slice(0, 6));
    if (county < 0) return undefined;
    const subdistrict = (Number(text.slice(6, 9)) - 1) * SUBDISTRICTS_PER_DISTRICT + Number(text.slice(9, 12)) - 1;
    const inSubdistrict = Math.floor((Number(text.slice(14, 19)) - 1) / PARCEL_STEP);
    const local = (subdistrict * (spread[county] ?? 1) + inSubdistrict) * GROUP + slotOf(text.slice(19));
    if (!(local >= 0 && local < (layout.unitRanges[county]?.count ?? 0))) return undefined;
    const unit = firstOf(county) + local;
    return number(unit) === text ? unit : undefined;
  };
  return { site, number, find };
}

function doorOf(slot: number): { building: number; door: number } {
  if (slot < DOORS[0]) return { building: 1, door: slot + 1 };
  if (slot < DOORS[0] + DOORS[1]) return { building: 2, door: slot - DOORS[0] + 1 };
  if (slot < GROUP - 1) return { building: 3, door: slot - DOORS[0] - DOORS[1] + 1 };
  return { building: 0, door: 1 };
}

function slotOf(fixture: string): number {
  if (fixture.startsWith('W')) return GROUP - 1;
  const before = [0, DOORS[0], DOORS[0] + DOORS[1]][Number(fixture.slice(1, 5)) - 1] ?? Number.NaN;
  return before + Number(fixture.slice(5)) - 1;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
