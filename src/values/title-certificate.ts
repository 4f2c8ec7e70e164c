// Title certificate number 不动产权证号: province(year)county不动产权第N号, 证明第 for certificates of registration.
import type { Branded } from './brand.ts';

export type TitleCertificate = Branded<'TitleCertificate'>;

const SHAPE = /^\p{Script=Han}\((?:19|20)\d{2}\)\p{Script=Han}{2,12}不动产(?:权|证明)第\d{6,8}号$/u;

/** The same in the commonest characters, which are told apart several times as fast. */
const COMMON = /^[\u4e00-\u9fff]\((?:19|20)\d{2}\)[\u4e00-\u9fff]{2,12}不动产(?:权|证明)第\d{6,8}号$/;

/** The number with half-width brackets, or undefined where its shape is wrong. */
export function parseTitleCertificate(text: unknown): TitleCertificate | undefined {
  if (typeof text !== 'string') return undefined;
  if (COMMON.test(text)) return text as TitleCertificate;
  const normalised = text.replaceAll('（', '(').replaceAll('）', ')');
  return SHAPE.test(normalised) ? (normalised as TitleCertificate) : undefined;
}
