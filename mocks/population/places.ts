// Addresses of the town's counties. Towns and streets exist in China; who lives there does not.
import { type Keyed, pick } from './keyed.ts';

interface Place {
  readonly prefix: string;
  readonly towns: readonly string[];
}

const PLACES: Readonly<Record<string, Place>> = {
  '350102': {
    prefix: '福建省福州市鼓楼区',
    towns: ['鼓东街道', '东街街道', '安泰街道', '水部街道', '五凤街道', '洪山镇'],
  },
  '350203': {
    prefix: '福建省厦门市思明区',
    towns: ['厦港街道', '中华街道', '滨海街道', '鹭江街道', '筼筜街道', '莲前街道'],
  },
  '350404': {
    prefix: '福建省三明市三元区',
    towns: ['列东街道', '列西街道', '城关街道', '白沙街道', '莘口镇', '岩前镇'],
  },
  '350428': {
    prefix: '福建省三明市将乐县',
    towns: ['古镛镇', '水南镇', '万安镇', '高唐镇', '白莲镇', '黄潭镇', '余坊乡'],
  },
};

const STREETS = [
  ...['府前路', '解放路', '五一路', '八一七路', '工业路', '滨江路', '新华街', '人民路', '建设路', '和平街', '桂花巷'],
  ...['龙池路', '三华路', '湖滨南路', '鹭江道', '乾龙新村', '玉华大道', '杨时路', '日照东门', '文博路', '梅花井路'],
];

/** A street address without the door; one hash, one address. */
export function streetAddress(county: string, chance: Keyed, index: number): string {
  const { prefix, towns } = placeOf(county);
  return `${prefix}${pick(towns, chance(index, 1))}${pick(STREETS, chance(index, 2))}${1 + (chance(index, 3) % 388)}号`;
}

/** What people call the county, for the names of banks and courts: 将乐, 鼓楼. */
export function shortName(countyName: string): string {
  return countyName.replace(/[县区市]$/, '');
}

/** City or county that stands before an enterprise's name. */
export function enterprisePrefix(county: string): string {
  const { prefix } = placeOf(county);
  return prefix.startsWith('福建省三明市') ? prefix.slice('福建省三明市'.length) : prefix.slice('福建省'.length);
}

function placeOf(county: string): Place {
  const place = PLACES[county];
  if (place === undefined) throw new Error(`The town has no county ${county}`);
  return place;
}
