import { expect, test } from 'vitest';
import { application, openDatabase, openReplica } from '../replica.ts';
import { openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();

test('A case that somebody holds keeps changes of other cases waiting for a moment only', async () => {
  const replica = await openReplica(url, town.departments);
  const { changes } = replica.dependencies;
  const [held, other] = [
    await replica.receive(application('enterprise-closing')),
    await replica.receive(application('enterprise-closing')),
  ];
  const idOf = async (number: string) =>
    (await replica.store.query<{ id: number }>('select id from cases where number = $1', [number]))[0]?.id ?? 0;
  const [heldId, otherId] = [await idOf(held), await idOf(other)];
  const seen: number[] = [];
  const look = (caseId: number) => changes.change({ caseId, decide: ({ row }) => void seen.push(row.id) });
  const { first: waiting } = await replica.store.transaction(async (session) => {
    await session.query('select from cases where id = $1 for update', [heldId]);
    const first = look(heldId);
    // Begun, and at the lock.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await look(otherId);
    expect(seen).toEqual([otherId]);
    return { first };
  });
  await waiting;
  expect(seen).toEqual([otherId, heldId]);
});
