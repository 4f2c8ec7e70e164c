// Names of people and brands of enterprises, rare characters among them.
import { type Keyed, pick } from './keyed.ts';

const SURNAMES = [
  ...('陈林黄张吴李王郑刘杨蔡叶许苏谢周郭邱廖赖詹江余朱曾徐何胡魏方卢沈施洪萧潘温翁游章汤邓范高蒋罗肖熊蓝雷钟饶伍揭官'.match(
    /./gu,
  ) ?? []),
  ...['欧阳', '上官', '司徒', '诸葛'],
];
const GIVEN = [
  ...((
    '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文辉力海燕雪梅春红宇轩梓涵浩然子墨欣怡诗琪俊熙雨泽思远博嘉佳慧颖晨曦' +
    '晓东云龙飞翔振兴荣贵福寿康宁德仁义礼智信忠孝廉耻钧铭鑫淼焱垚森楠榕桐柏松竹菊莲莉蓉婷婉婧妍媛瑶琳琅珊瑚瑾瑜'
  ).match(/./gu) ?? []),
];
/** The characters that naive code loses: outside GBK, outside the basic plane, or moved between editions of GB 18030. */
export const RARE = ['䶮', '㛃', '𬱖', '龴'] as const;
const DOTTED_GIVEN = [
  '阿依古丽',
  '迪丽努尔',
  '买买提',
  '古丽扎尔',
  '阿卜杜拉',
  '艾力',
  '热依汗',
  '格桑',
  '卓玛',
  '努尔兰',
];
const DOTTED_FAMILY = ['麦麦提', '阿不都热合曼', '吐尔逊', '司马义', '扎西', '次仁', '玉素甫', '哈力克'];

/** Of a thousand names, how many hold a rare character and how many a middle dot. */
const RARE_PER_MILLE = 15;
const DOTTED_PER_MILLE = 10;

export function surname(hash: number): string {
  return pick(SURNAMES, hash);
}

/** A full name; `family` is the surname where the name follows the usual shape. */
export function personName(family: string, chance: Keyed, index: number): string {
  const kind = chance(index, 1) % 1000;
  const second = pick(GIVEN, chance(index, 3));
  if (kind < RARE_PER_MILLE) {
    const rare = pick(RARE, chance(index, 2));
    return kind % 3 === 0 ? `${family}${rare}` : `${family}${kind % 3 === 1 ? rare + second : second + rare}`;
  }
  if (kind < RARE_PER_MILLE + DOTTED_PER_MILLE) {
    return `${pick(DOTTED_GIVEN, chance(index, 2))}·${pick(DOTTED_FAMILY, chance(index, 3))}`;
  }
  const first = pick(GIVEN, chance(index, 2));
  return kind % 5 === 0 ? `${family}${first}` : `${family}${first}${second}`;
}

const BRAND =
  '福瑞祥泰和顺昌盛恒信诚达兴隆金鑫银宝玉珠山海江河湖天云星辰日月光明新华东方南北中正大同永安宁康乐丰裕茂源润泽鹏翔龙凤麒麟'.match(
    /./gu,
  ) ?? [];
/** As many brands as three signs spell. */
export const BRANDS = BRAND.length ** 3;

/** The brand of a number below `BRANDS`: no two are equal. */
export function brand(number: number): string {
  const signs = [number, Math.floor(number / BRAND.length), Math.floor(number / BRAND.length ** 2)];
  return signs.map((sign) => pick(BRAND, sign)).join('');
}
