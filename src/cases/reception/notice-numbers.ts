// Numbers of what departments put down in writing: a letter for the kind, the part's key, and for a request for more which one it is.
import type { PartRecord } from '../case-record.ts';
import type { EventRow } from '../sql/events.ts';

export type NoticeKind = 'RECEIPT' | 'DEFICIENCY' | 'ACCEPTANCE' | 'NON_ACCEPTANCE' | 'DECISION' | 'ONE_TIME';

export type NoticeName =
  | { readonly kind: 'RECEIPT' | 'ONE_TIME' }
  | { readonly kind: 'ACCEPTANCE' | 'NON_ACCEPTANCE' | 'DECISION'; readonly partKey: string }
  /** `ordinal`: 1 for the first of the part. */
  | { readonly kind: 'DEFICIENCY'; readonly partKey: string; readonly ordinal: number };

const LETTERS = { S: 'ACCEPTANCE', B: 'NON_ACCEPTANCE', J: 'DECISION' } as const;

/** What a number names; undefined for anything else. */
export function parseNoticeNumber(number: string): NoticeName | undefined {
  if (/^\d{13,14}$/.test(number)) return { kind: 'RECEIPT' };
  if (/^G\d{13,14}$/.test(number)) return { kind: 'ONE_TIME' };
  const [, letter, partKey, ordinal] = /^([SBJD])([0-9A-Z]{45})(\d\d)?$/.exec(number) ?? [];
  if (!partKey || (letter === 'D') !== (ordinal !== undefined)) return undefined;
  if (letter === 'D') return { kind: 'DEFICIENCY', partKey, ordinal: Number(ordinal) };
  return { kind: LETTERS[letter as keyof typeof LETTERS], partKey };
}

/** Requests of the department for more, in their order; what contradicts itself is none. */
export function deficienciesOf({ row, fold }: PartRecord, history: readonly EventRow[]): readonly EventRow[] {
  const setAside = new Set<unknown>(fold.setAside);
  return history
    .filter((event) => event.part === row.code && event.kind === 'DEFICIENT' && !setAside.has(event))
    .filter(({ sourceSequence }) => sourceSequence <= fold.stepsApplied);
}

/** What is on record of a part's department, and so can be printed. */
export function noticesOfPart(part: PartRecord, history: readonly EventRow[]) {
  const { key } = part.row;
  const { acceptedAt, decidedAt, state } = part.fold;
  const asked = deficienciesOf(part, history).map((_, index) => ({
    kind: 'DEFICIENCY' as const,
    number: `D${key}${String(index + 1).padStart(2, '0')}`,
  }));
  return [
    ...asked,
    ...(acceptedAt ? [{ kind: 'ACCEPTANCE' as const, number: `S${key}` }] : []),
    ...(state === 'NOT_ACCEPTED' ? [{ kind: 'NON_ACCEPTANCE' as const, number: `B${key}` }] : []),
    ...(decidedAt ? [{ kind: 'DECISION' as const, number: `J${key}` }] : []),
  ];
}
