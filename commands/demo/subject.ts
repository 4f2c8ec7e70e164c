// Finds the transfer that shows most: the household moves too, so that three departments act, and the seller holds
// office in an enterprise, so that the fourth has something to tell.
import { z } from 'zod';
import { createPopulation } from '../../mocks/population/town.ts';
import { openSamples } from '../../mocks/samples/samples.ts';
import { Unmet } from './expectation.ts';
import type { Subject } from './stage.ts';

export const TOWN = { seed: 1, people: 10_000 } as const;

const BUNDLE = 'home-transfer';
const SAMPLES_MAX = 200;
const transferForm = z.object({
  unitNumber: z.string(),
  sellers: z.array(z.object({ number: z.string() })).min(1),
  moveHousehold: z.boolean(),
});

/** Computed from the same seed as the town of the simulators: nobody has to be asked. */
export function findSubject(): Subject {
  const population = createPopulation(TOWN);
  const transfer = openSamples(population).get(BUNDLE);
  for (let n = 0; n < SAMPLES_MAX; n += 1) {
    const input = transfer?.(n);
    if (input === undefined) break;
    const { unitNumber, sellers, moveHousehold } = transferForm.parse(input.form);
    const number = sellers[0]?.number ?? '';
    const seller = population.findPerson(number);
    const unit = population.findUnit(unitNumber);
    if (!moveHousehold || seller === undefined || unit === undefined) continue;
    if (population.rolesOfPerson(seller).length === 0) continue;
    return { input: { ...input }, unit: { number: unitNumber, index: unit }, seller: { number, index: seller } };
  }
  throw new Unmet(`Expected a transfer among ${SAMPLES_MAX} samples whose seller holds office in an enterprise`);
}
