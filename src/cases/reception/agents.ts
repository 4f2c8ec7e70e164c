// Who applies for somebody else 帮代办, and by what right. Formal deficiencies of that right stand in the one notice with all others. Pure.

import type { BundlePart, Material } from '../../catalogue/catalogue.ts';
import type { Deficiency } from '../../catalogue/deficiencies.ts';
import type { Text } from '../../catalogue/text.ts';
import { badInput } from '../../errors.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import type { AgentMandate, AgentRecord } from '../sql/cases.ts';
import type { SubmittedAgent, SubmittedMaterial } from './application.ts';
import { asReviewed } from './documents.ts';

export function agentRecord({ mandate, ...agent }: SubmittedAgent): AgentRecord {
  if (!mandate) return agent;
  const { letter } = mandate;
  if (!letter) return { ...agent, mandate: { ...mandate, letter: null } };
  const { code, by, sha256, name, shared } = letter;
  return { ...agent, mandate: { ...mandate, letter: { code, by, sha256, name, shared } } };
}

/** What of an agent makes two submissions the same: the letter is its bytes. */
export function agentContent(agent: SubmittedAgent | null) {
  if (!agent?.mandate?.letter) return agent;
  const { mandate, ...person } = agent;
  return { ...person, mandate: { ...mandate, letter: mandate.letter?.sha256 ?? null } };
}

export interface ReviewedAgency {
  readonly applicant: { readonly number: string };
  readonly agent: SubmittedAgent | null;
}

/** `letter`: what the catalogue asks of the letter. */
export function agentDeficiencies(
  { agent, applicant }: ReviewedAgency,
  parts: readonly BundlePart[],
  letter: Material,
  day: CivilDate,
): readonly Deficiency[] {
  if (!agent) return [];
  const { mandate } = agent;
  return [
    ...(agent.number === applicant.number ? [deficiency('AGENT_IS_APPLICANT')] : []),
    ...(mandate ? lacksOf(mandate, parts, day).map((code) => deficiency(code)) : [deficiency('AGENT_MANDATE_MISSING')]),
    ...(mandate ? letterDeficiencies(mandate.letter, letter) : []),
  ];
}

/**
 * An agent acts once more for the applicant: under the mandate as it stands on that day. Throws BAD_USER_INPUT where the case has
 * no agent, or the mandate does not reach so far.
 */
export function requireAgency(
  number: string,
  agent: AgentRecord | null,
  parts: readonly BundlePart[],
  day: CivilDate,
): void {
  if (!agent?.mandate) throw badInput(`Case ${number} has no agent with a mandate; the applicant acts in person.`);
  const [lack] = lacksOf(agent.mandate, parts, day);
  if (lack === undefined) return;
  const { problem, remedy } = WORDS[lack];
  throw badInput(`Case ${number}: ${problem.zh}，${remedy.zh}。${problem.en}. ${remedy.en}.`);
}

type LackCode = 'AGENT_MANDATE_NOT_YET' | 'AGENT_MANDATE_EXPIRED' | 'AGENT_MANDATE_SCOPE';

function lacksOf(
  { validFrom, validTo, items }: AgentMandate<unknown>,
  parts: readonly BundlePart[],
  day: CivilDate,
): readonly LackCode[] {
  const covered = items === null || parts.every(({ item }) => items.includes(item.code));
  return [
    ...(day < validFrom ? ['AGENT_MANDATE_NOT_YET' as const] : []),
    ...(day > validTo || validTo < validFrom ? ['AGENT_MANDATE_EXPIRED' as const] : []),
    ...(covered ? [] : ['AGENT_MANDATE_SCOPE' as const]),
  ];
}

function letterDeficiencies(letter: SubmittedMaterial | null, asked: Material): readonly Deficiency[] {
  const given = letter && asReviewed(letter);
  const sound =
    given?.kind === 'file' &&
    given.bytes > 0 &&
    given.bytes <= asked.bytesMax &&
    asked.mediaTypes.includes(given.mediaType);
  return sound ? [] : [{ ...deficiency('AGENT_LETTER_MISSING'), material: asked.code }];
}

function deficiency(code: keyof typeof WORDS): Deficiency {
  return { part: null, item: null, material: null, field: null, code, ...WORDS[code] };
}

const WORDS = {
  AGENT_IS_APPLICANT: {
    problem: { zh: '代办人就是申请人本人', en: 'The agent is the applicant' },
    remedy: { zh: '本人办理的，请不要填写代办人', en: 'Leave the agent out' },
  },
  AGENT_MANDATE_MISSING: {
    problem: { zh: '代办人没有授权委托', en: 'The agent shows no mandate of the applicant' },
    remedy: { zh: '请填写授权范围和期限，并提交授权委托书', en: 'State its scope and dates, and hand in the letter' },
  },
  AGENT_MANDATE_NOT_YET: {
    problem: { zh: '代办人的授权委托尚未生效', en: 'The mandate of the agent has not begun' },
    remedy: { zh: '请在生效之日起办理，或者由申请人重新委托', en: 'Come back when it has, or bring another one' },
  },
  AGENT_MANDATE_EXPIRED: {
    problem: { zh: '代办人的授权委托已经到期', en: 'The mandate of the agent has expired' },
    remedy: { zh: '请由申请人重新委托', en: 'Have the applicant give another one' },
  },
  AGENT_MANDATE_SCOPE: {
    problem: { zh: '代办人的授权委托不包括所申请的全部事项', en: 'The mandate of the agent does not cover every item' },
    remedy: { zh: '请由申请人就全部事项重新委托', en: 'Have the applicant extend it' },
  },
  AGENT_LETTER_MISSING: {
    problem: { zh: '没有可用的授权委托书', en: 'The letter of the mandate is missing or cannot be used' },
    remedy: { zh: '请提交申请人签名的授权委托书（PDF 或者图片）', en: 'Hand in the letter that the applicant signed' },
  },
} as const satisfies Record<string, { readonly problem: Text; readonly remedy: Text }>;
