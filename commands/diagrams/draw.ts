// The case engine's tables as Mermaid diagrams and as a table for people, each under the name of its place in docs/case-engine.md.
import { caseStateTable } from '../../src/cases/history/case-state.ts';
import type { EventKind } from '../../src/cases/history/events.ts';
import {
  deliveryMoves,
  deliveryStates,
  movePart,
  partMoves,
  partStates,
  settledStates,
} from '../../src/cases/history/transitions.ts';

export const DOCUMENT = 'docs/case-engine.md';

/** By name, in the order of the document. */
export const drawings: Readonly<Record<string, () => string>> = {
  delivery: () => diagram(['QUEUED'], deliveryStates, movesOf(deliveryMoves), new Set(['ACKNOWLEDGED', 'REFUSED'])),
  business: () => {
    const moves = movesOf(partMoves).filter(({ by }) => !WITHDRAWING.has(by));
    return diagram(['WAITING', 'IN_REVIEW'], partStates, [...BY_PREREQUISITES, ...moves], settledStates);
  },
  withdrawal: () => {
    const moves = movesOf(partMoves).filter(({ by }) => WITHDRAWING.has(by));
    return diagram([], partStates, [...moves, ...returns()], new Set(['WITHDRAWN', 'REVOKED']));
  },
  'case-states': () =>
    table(
      ['State', 'When'],
      caseStateTable.map(({ state, when }) => [`\`${state}\``, when]),
    ),
};

interface Move {
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/** Moves of the fold that no event makes: they follow from other parts. */
const BY_PREREQUISITES: readonly Move[] = [
  { from: 'WAITING', to: 'IN_REVIEW', by: 'prerequisites approved' },
  { from: 'WAITING', to: 'WITHDRAWN', by: 'a prerequisite failed' },
];

/** Drawn apart: a part can be withdrawn from nearly everywhere. */
const WITHDRAWING: ReadonlySet<string> = new Set<EventKind>(['WITHDRAWAL_REQUESTED', 'WITHDRAWN', 'REVOKED']);

/** What a refused withdrawal leads back to: where it was asked for, or whatever the department has made of that meanwhile. */
function returns(): readonly Move[] {
  const beneath = new Set<string>(Object.keys(partMoves.WITHDRAWAL_REQUESTED ?? {}));
  const below = movesOf(partMoves).filter(({ by }) => movePart('WITHDRAWAL_PENDING', by as EventKind) === undefined);
  // Each round adds what one more step leads to; there are no more states than rounds.
  for (const _ of partStates) for (const { from, to } of below) if (beneath.has(from)) beneath.add(to);
  beneath.delete('WITHDRAWAL_PENDING');
  return [...beneath].map((to) => ({ from: 'WITHDRAWAL_PENDING', to, by: 'WITHDRAWAL_REFUSED' }));
}

type MoveTable = Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>;

function movesOf(moves: MoveTable): readonly Move[] {
  return Object.entries(moves).flatMap(([by, legal]) =>
    Object.entries(legal).flatMap(([from, to]) => (to === undefined ? [] : [{ from, to, by }])),
  );
}

/** One arrow for each pair of states, however many events lead along it. */
function diagram(
  firsts: readonly string[],
  states: readonly string[],
  moves: readonly Move[],
  ends: ReadonlySet<string>,
): string {
  const events = Map.groupBy(moves, ({ from, to }) => `${from} --> ${to}`);
  const arrows = [...events]
    .filter(([, [move]]) => move?.from !== move?.to)
    .sort(([, [a]], [, [b]]) => place(states, a) - place(states, b))
    .map(([arrow, ways]) => `  ${arrow}: ${[...new Set(ways.map(({ by }) => by))].join(', ')}`);
  const lasting = states.filter((state) => ends.has(state)).map((state) => `  ${state} --> [*]`);
  const starts = firsts.map((state) => `  [*] --> ${state}`);
  return ['```mermaid', 'stateDiagram-v2', ...starts, ...arrows, ...lasting, '```'].join('\n');
}

function place(states: readonly string[], move: Move | undefined): number {
  return states.indexOf(move?.from ?? '') * states.length + states.indexOf(move?.to ?? '');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The text with every drawing, between its two marks, as it must be. Throws where the marks of one are missing. */
export function withDrawings(text: string): string {
  return Object.entries(drawings).reduce((drawn, [name, draw]) => {
    const marked = new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
    if (!marked.test(drawn))
      throw new Error(`${DOCUMENT} has lost the marks <!-- ${name}:begin --> and <!-- ${name}:end -->.`);
    return drawn.replace(marked, (_, begin, end) => `${begin}${draw()}\n${end}`);
  }, text);
}
