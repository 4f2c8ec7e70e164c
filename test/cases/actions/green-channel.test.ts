// A case of the green channel is sent before others that came earlier; nobody jumps the queue without a reason.
import { expect, test } from 'vitest';
import { expedite } from '../../../src/cases/actions/expedite.ts';
import type { CaseRecord } from '../../../src/cases/case-record.ts';
import { caseByNumber } from '../../../src/cases/sql/cases.ts';
import { shippedCatalogue } from '../../catalogue/edited-catalogue.ts';
import { application, openDatabase, openReplica } from '../replica.ts';
import { openScriptedTown } from '../scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const replica = await openReplica(url, town.departments);
const reasons = shippedCatalogue().service.greenChannel;

async function hasten(number: string, reason: string): Promise<void> {
  const { store, dependencies } = replica;
  const row = await caseByNumber(store, number);
  const acting = { store, recorder: dependencies.recorder, changed: () => undefined, reasons };
  await expedite({ row } as CaseRecord, { reason, note: null, by: 'clerk' }, acting);
}

const receive = () => replica.receive(application('enterprise-closing'));
const caseOf = async (caseId: number) =>
  (await replica.store.query<{ number: string }>('select number from cases where id = $1', [caseId]))[0]?.number;

test('The one with a reason is leased first, then the others as they came', async () => {
  const numbers = [await receive(), await receive(), await receive()];
  const [first = '', second = '', third = ''] = numbers;
  await hasten(third, 'elderly');
  const leased: (string | undefined)[] = [];
  for (const _ of numbers) leased.push(await caseOf((await replica.lease('tax')).caseId));
  expect(leased).toEqual([third, first, second]);
});

test('Without a reason of the catalogue nobody goes ahead, and the first reason stands', async () => {
  const number = await receive();
  await expect(hasten(number, '')).rejects.toThrow('There is no reason');
  await expect(hasten(number, 'acquaintance')).rejects.toThrow('There is no reason');
  const ahead = () =>
    replica.store.query<{ count: number }>(
      'select count(*)::int as count from deliveries join cases on cases.id = case_id where number = $1 and ahead',
      [number],
    );
  expect(await ahead()).toEqual([{ count: 0 }]);
  await hasten(number, 'disabled');
  await hasten(number, 'disabled');
  await expect(hasten(number, 'elderly')).rejects.toThrow('for the reason "disabled"');
  expect(await ahead()).toEqual([{ count: 1 }]);
  const events = await replica.store.query<{ data: { reason: string } }>(
    `select data from case_events join cases on cases.id = case_id where number = $1 and case_events.kind = 'EXPEDITED'`,
    [number],
  );
  expect(events).toEqual([{ data: { reason: '残疾人' } }]);
});
