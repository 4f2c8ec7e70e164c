// Whatever part of whatever bundle a department refuses, the bundle's policy brings the case to an end: nothing stranded, nothing open.
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FoundCase, partOf, runCentre } from './running-centre.ts';

const centre = await runCentre();
const { control } = centre;
afterEach(async () => {
  await control.clearFaults();
  await decideUsually('approve');
});

async function decideUsually(outcome: string): Promise<void> {
  for (const department of ['tax', 'land', 'licensing', 'police']) await control.setDecisions(department, { outcome });
}

const ENDED = ['ISSUED', 'PARTLY_REFUSED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN', 'REVOKED'];
const isOver = ({ state }: FoundCase) => ENDED.includes(state);

test('a thing', async () => {
  const number = await centre.submit(await centre.sample('home-transfer'));
  const t0 = performance.now();
  const done = await centre.until(number, isOver);
  console.log(performance.now() - t0, JSON.stringify(done), await centre.effects(done), await centre.tasks(number));
});
