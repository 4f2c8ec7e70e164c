// Model check of a bundle's policy: every outcome that its parts can reach is enumerated and judged.

import type { Bundle, BundlePart, Catalogue, Remedy, RemedyRule } from '../catalogue.ts';
import { type Cause, rulesFor } from '../compensation.ts';
import type { Located } from '../files.ts';
import { dependentsOf, orderOf, prerequisitesOf } from '../plan.ts';
import type { RawBundle } from '../shapes/bundle.ts';
import type { Path } from '../source.ts';
import { cycleIn } from './cycle.ts';

/** How a part can stand when everything has come to rest. */
type Rest = 'never' | 'refused' | 'granted' | 'undone' | 'task';

type Entry = Located<RawBundle>;

export function checkCompensation(entry: Entry, bundle: Bundle, catalogue: Catalogue): void {
  const known = new Set(bundle.parts.map(({ code }) => code));
  for (const refused of Object.keys(entry.raw.compensation.refused)) {
    if (!known.has(refused)) entry.fault(['compensation', 'refused', refused], `the bundle has no part "${refused}"`);
  }
  const causes: readonly (readonly [Cause, Path])[] = [
    ...bundle.parts.map(({ code }) => [{ refused: code }, ['compensation', 'refused', code]] as const),
    ['withdrawal', ['compensation', 'withdrawal']],
  ];
  for (const [cause, path] of causes) {
    const rules = rulesFor(bundle.compensation, cause);
    checkRules(entry, bundle, catalogue, cause, path, rules);
    const complete = checkComplete(entry, bundle, cause, path, rules);
    const ordered = checkOrder(entry, path, rules);
    if (complete && ordered) explore(entry, bundle, catalogue, cause, path, rules);
  }
}

function checkRules(
  entry: Entry,
  bundle: Bundle,
  { tasks }: Catalogue,
  cause: Cause,
  path: Path,
  rules: readonly RemedyRule[],
): void {
  const never = cause === 'withdrawal' ? [] : [cause.refused, ...dependentsOf(bundle.parts, cause.refused)];
  for (const { part, open, granted, after } of rules) {
    const item = bundle.parts.find(({ code }) => code === part)?.item;
    if (!item) {
      entry.fault([...path, part], `the bundle has no part "${part}"`);
      continue;
    }
    if (never.includes(part)) entry.fault([...path, part], `"${part}" cannot have been granted by then: leave it out`);
    for (const [at, remedy] of [['open', open] as const, ['granted', granted] as const]) {
      const task = taskOf(remedy);
      if (task !== undefined && !tasks.has(task))
        entry.fault([...path, part, at], `there is no task "${task}" in tasks.yaml`);
    }
    if (item.reversal.by === 'TASK' && granted.do === 'revoke') {
      const why = `what "${part}" grants can only be undone by a person`;
      entry.fault([...path, part, 'granted'], `${why}: give it the task "${item.reversal.task}"`);
    }
    const undoing = granted.do === 'task' && tasks.get(granted.task)?.undoes;
    if (item.reversal.by === 'TASK' && undoing && granted.do === 'task' && granted.task !== item.reversal.task) {
      entry.fault(
        [...path, part, 'granted'],
        `"${part}" is undone by the task "${item.reversal.task}", not "${granted.task}"`,
      );
    }
    if (item.reversal.by === 'NONE' && granted.do !== 'keep') {
      entry.fault([...path, part, 'granted'], `"${part}" is a check that changes nothing: there is nothing to undo`);
    }
    for (const each of after) {
      if (!bundle.parts.some(({ code }) => code === each))
        entry.fault([...path, part, 'after'], `the bundle has no part "${each}"`);
    }
  }
}

/** Every part that may be open or granted when this happens needs a rule. */
function checkComplete(entry: Entry, bundle: Bundle, cause: Cause, path: Path, rules: readonly RemedyRule[]): boolean {
  const never = cause === 'withdrawal' ? [] : [cause.refused, ...dependentsOf(bundle.parts, cause.refused)];
  const missing = bundle.parts.filter(({ code }) => !never.includes(code) && !rules.some(({ part }) => part === code));
  const what = cause === 'withdrawal' ? 'the applicant withdraws' : `"${cause.refused}" is refused`;
  for (const { code } of missing) entry.fault(path, `says nothing of what happens to "${code}" when ${what}`);
  return missing.length === 0;
}

function checkOrder(entry: Entry, path: Path, rules: readonly RemedyRule[]): boolean {
  const cycle = cycleIn(new Map(rules.map(({ part, after }) => [part, after])));
  if (cycle)
    entry.fault([...path, cycle[0] ?? ''], `remedies wait for each other in a circle: ${cycle.join(' after ')}`);
  return cycle === undefined;
}

function explore(
  entry: Entry,
  bundle: Bundle,
  catalogue: Catalogue,
  cause: Cause,
  path: Path,
  rules: readonly RemedyRule[],
): void {
  const judged = new Set<string>();
  for (const present of closeUps(bundle, cause)) {
    for (const outcome of outcomesOf(present, bundle, catalogue, cause, rules)) {
      for (const [part, problem] of judge(bundle, present, outcome)) {
        // The first outcome that shows a problem is enough to mend it.
        const seen = judged.size;
        if (judged.add(`${part} ${problem}`).size > seen) entry.fault([...path, part], `${problem}: ${told(outcome)}`);
      }
    }
  }
}

/**
 * Sets of parts that, together, show every outcome that is judged. A part outside the joint issue on which nothing rests is
 * judged by what it rests on alone: each such part is looked at by itself, because all of them at once would take ages.
 */
function* closeUps(bundle: Bundle, cause: Cause): Generator<readonly BundlePart[]> {
  const refused = cause === 'withdrawal' ? undefined : cause.refused;
  const isLeaf = ({ code }: BundlePart) =>
    code !== refused && !bundle.issuance.group.includes(code) && dependentsOf(bundle.parts, code).length === 0;
  const [leaves, core] = [bundle.parts.filter(isLeaf), bundle.parts.filter((part) => !isLeaf(part))];
  for (const shown of leaves.length > 0 ? leaves.map((leaf) => [...core, leaf]) : [core]) {
    for (const absent of optionalSubsets(shown)) {
      if (refused === undefined || !absent.has(refused)) yield shown.filter(({ code }) => !absent.has(code));
    }
  }
}

/** Optional parts on the same question and answer are there together. */
function* optionalSubsets(parts: readonly BundlePart[]): Generator<ReadonlySet<string>> {
  const questions = [...new Set(parts.flatMap(({ when }) => (when ? [JSON.stringify(when)] : [])))];
  for (let mask = 0; mask < 2 ** questions.length; mask += 1) {
    const off = questions.filter((_, index) => (mask & (1 << index)) !== 0);
    yield new Set(parts.flatMap(({ code, when }) => (when && off.includes(JSON.stringify(when)) ? [code] : [])));
  }
}

/** Every way in which the parts can come to rest once the cause has happened and the rules were followed. */
function* outcomesOf(
  present: readonly BundlePart[],
  bundle: Bundle,
  catalogue: Catalogue,
  cause: Cause,
  rules: readonly RemedyRule[],
): Generator<ReadonlyMap<string, Rest>> {
  const ancestors = cause === 'withdrawal' ? [] : prerequisitesOf(bundle.parts, cause.refused);
  const choices = (part: BundlePart, sofar: ReadonlyMap<string, Rest>): readonly Rest[] => {
    if (cause !== 'withdrawal' && part.code === cause.refused) return ['refused'];
    const evidence = part.needs.every(({ part: from }) => !['never', 'refused'].includes(sofar.get(from) ?? 'never'));
    const rule = rules.find((each) => each.part === part.code);
    if (!evidence || !rule) return ['never'];
    const granted = restOf(rule.granted, catalogue);
    if (ancestors.includes(part.code)) return [...new Set(granted)];
    return [
      ...new Set<Rest>(['never', 'refused', ...granted, ...(rule.open.do === 'withdraw' ? ['undone' as const] : [])]),
    ];
  };
  const ordered = orderOf(present).flatMap((code) => present.find((part) => part.code === code) ?? []);
  yield* combine(ordered, choices, new Map());
}

function* combine(
  parts: readonly BundlePart[],
  choices: (part: BundlePart, sofar: ReadonlyMap<string, Rest>) => readonly Rest[],
  sofar: ReadonlyMap<string, Rest>,
): Generator<ReadonlyMap<string, Rest>> {
  const [part, ...others] = parts;
  if (!part) {
    yield sofar;
    return;
  }
  for (const rest of choices(part, sofar)) yield* combine(others, choices, new Map([...sofar, [part.code, rest]]));
}

function restOf(remedy: Remedy, { tasks }: Catalogue): readonly Rest[] {
  switch (remedy.do) {
    case 'keep':
      return ['granted'];
    case 'withdraw':
      return ['undone', 'granted'];
    case 'revoke':
      return ['undone', 'task'];
    case 'task':
      return tasks.get(remedy.task)?.undoes ? ['undone'] : ['task'];
  }
}

function taskOf(remedy: Remedy): string | undefined {
  return remedy.do === 'task' ? remedy.task : remedy.do === 'revoke' ? remedy.otherwise : undefined;
}

function judge(
  bundle: Bundle,
  present: readonly BundlePart[],
  outcome: ReadonlyMap<string, Rest>,
): readonly (readonly [string, string])[] {
  const problems: [string, string][] = [];
  const { issuance } = bundle;
  const group = issuance.group.filter((code) => outcome.has(code));
  const complete = group.every((code) => outcome.get(code) === 'granted');
  for (const code of group.filter((each) => outcome.get(each) === 'granted')) {
    const stranded =
      (issuance.rule === 'ALL' && !complete) || (issuance.rule === 'LEAD' && outcome.get(issuance.lead) !== 'granted');
    if (stranded) problems.push([code, `strands a licence: "${code}" stays granted and is never released`]);
  }
  for (const { code, needs } of present) {
    const lost = needs.find(({ part }) => outcome.get(part) === 'undone');
    if (lost && outcome.get(code) === 'granted') {
      problems.push([code, `"${code}" stays granted although "${lost.part}", which it rests on, is undone`]);
    }
  }
  return problems;
}

function told(outcome: ReadonlyMap<string, Rest>): string {
  return [...outcome].map(([part, rest]) => `${part} ${rest}`).join(', ');
}
