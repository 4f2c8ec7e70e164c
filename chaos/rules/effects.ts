// Effects at the departments, by their own journal: one for each part that changes something, and none beyond.
import type { Evidence } from '../evidence.ts';
import type { JournalLine, SeenPart } from '../history.ts';
import { type Finding, repeated, type Verdict } from './finding.ts';

export const NO_EFFECT_DOUBLED = 'No effect is doubled';
/** Parts that only ask, and leave no line in the journal. */
const CHECKS: ReadonlySet<string> = new Set(['identity', 'premises']);
const APPROVED_WHOLE: ReadonlySet<string> = new Set(['ISSUED', 'DELIVERED']);

export function effectVerdicts(evidence: Evidence): Verdict[] {
  const owners = ownersOf(evidence);
  return [doubled(evidence, owners), missing(evidence), withoutCase(evidence, owners)];
}

interface Owner {
  readonly number: string;
  readonly part: SeenPart;
}

function ownersOf({ cases }: Evidence): ReadonlyMap<string, Owner> {
  return new Map(
    [...cases.values()].flatMap(({ number, parts }) => parts.map((part) => [part.key, { number, part }] as const)),
  );
}

function doubled({ journal }: Evidence, owners: ReadonlyMap<string, Owner>): Verdict {
  const findings = [...repeated(journal.map(({ key }) => key))].map((key): Finding => {
    const lines = journal.filter((line) => line.key === key);
    const owner = owners.get(key);
    const whose = owner ? `${owner.number} ${owner.part.code}` : 'no case';
    const text = `${key} (${whose}): ${lines.length} effects at ${lines.map(({ seq, at }) => `${seq} ${at}`).join(', ')}`;
    return owner ? { text, number: owner.number } : { text };
  });
  return { rule: NO_EFFECT_DOUBLED, examined: journal.length, of: 'effects', findings };
}

function missing({ cases, journal }: Evidence): Verdict {
  const known = new Set(journal.map(({ key }) => key));
  const due = [...cases.values()]
    .filter(({ state }) => APPROVED_WHOLE.has(state))
    .flatMap(({ number, parts }) => parts.filter(({ code }) => !CHECKS.has(code)).map((part) => ({ number, part })));
  const findings = due
    .filter(({ part }) => !known.has(part.key))
    .map(({ number, part }) => ({
      number,
      text: `${number} ${part.code}: issued, and ${part.department} has no effect of ${part.key}`,
    }));
  return { rule: 'No effect is missing', examined: due.length, of: 'parts of issued cases', findings };
}

function withoutCase({ journal }: Evidence, owners: ReadonlyMap<string, Owner>): Verdict {
  const findings = journal.flatMap((line): Finding[] => {
    const owner = owners.get(line.key);
    if (!owner) return [{ text: `${line.key}: ${line.department} recorded ${line.effect} ${line.seq} for no case` }];
    return isOf(line, owner.part) ? [] : [{ number: owner.number, text: foreign(line, owner) }];
  });
  return { rule: 'No effect without a case', examined: journal.length, of: 'effects', findings };
}

function isOf({ department, effect }: JournalLine, part: SeenPart): boolean {
  return department === part.department && effect === part.code;
}

function foreign({ department, effect, key }: JournalLine, { number, part }: Owner): string {
  return `${number} ${part.code}: ${key} is a part of ${part.department}, and ${department} recorded ${effect} under it`;
}
