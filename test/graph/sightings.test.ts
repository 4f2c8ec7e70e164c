import { expect, test } from 'vitest';
import { noteAskedCase, openSightings } from '../../src/graph/sightings.ts';

test('A case is noted by whatever names it: arguments, a task, or the task of a result', () => {
  const noted = (named: unknown) => {
    const sightings = openSightings();
    noteAskedCase(sightings, named);
    return [...sightings.cases];
  };
  expect(noted({ input: { caseNumber: '2611230000017' } })).toEqual(['2611230000017']);
  expect(noted({ id: '7', caseNumber: '2611230000017', kind: 'REFUND' })).toEqual(['2611230000017']);
  expect(noted({ __typename: 'TaskHandled', task: { caseNumber: '2611230000017' } })).toEqual(['2611230000017']);
  for (const other of [null, undefined, 'caseNumber', { id: '2611230000017' }, { caseNumber: 'not a number' }]) {
    expect(noted(other)).toEqual([]);
  }
});
