// In a rush facts are told again; about whom and what a case was decided, departments are asked anew all the same.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { submit, untilEnded } from '../support/cases.ts';
import { type RunningTown, runTown } from '../support/town.ts';

let town: RunningTown;
beforeAll(async () => {
  town = await runTown();
});

const dated = z.object({ realEstateUnit: z.object({ asOf: z.string() }) });
async function asOf(unitNumber: string): Promise<number> {
  const document = 'query($unitNumber: UnitNumber!) { realEstateUnit(unitNumber: $unitNumber) { address asOf } }';
  const { realEstateUnit } = await town.window.data({ document, variables: { unitNumber } }, dated);
  return Date.parse(realEstateUnit.asOf);
}

/** Samples that were submitted: each once. */
let taken = 0;

/** A case about one home, decided while many ask about it and about another: how old what is told of both is then. */
async function decidedInRush(n: number) {
  const input = await town.control.sample('home-transfer', n);
  const unitNumber = /\d{12}[GJZ][A-Z]\d{5}[FLQW]\d{8}/.exec(JSON.stringify(input))?.[0] ?? '';
  const other = town.population.unit(5_000 + n).unitNumber;
  let ended = false;
  const rush = Array.from({ length: 16 }, async (_, index) => {
    // Out of step: equal questions are answered at one time.
    for (let turn = index; !ended; turn += 1) {
      await asOf(turn % 2 === 0 ? unitNumber : other);
      await sleep(turn % 5);
    }
  });
  await asOf(unitNumber);
  const submittedMs = Date.now();
  const submitted = await submit(town.window, input);
  if (submitted.__typename !== 'CaseReceived') throw new Error('The sample was not received.');
  await untilEnded(town.window, [submitted.receipt.number], 30_000);
  const [told, control] = await Promise.all([asOf(unitNumber), asOf(other)]);
  ended = true;
  await Promise.all(rush);
  return { submittedMs, told, control };
}

test('What is told of a home is from after the decision, while of others what was asked before is told again', async () => {
  const rounds: Awaited<ReturnType<typeof decidedInRush>>[] = [];
  for (let round = 0; round < 4; round += 1) {
    rounds.push(await decidedInRush(taken));
    taken += 1;
  }
  expect(rounds.filter(({ told, submittedMs }) => told <= submittedMs)).toEqual([]);
  // Where the machine is slow a case may outlast what is fresh; not each time.
  expect(rounds.filter(({ control, submittedMs }) => control <= submittedMs)).not.toEqual([]);
});
