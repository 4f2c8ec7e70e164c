// The generated population through the registry's tables and back; the small town's cases stand in reads.test.ts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStagingDatabase } from '../../../adapters/land/transport.ts';
import { createPopulation } from '../../../mocks/population/town.ts';
import type { CitizenNumber } from '../../../src/values/citizen-number.ts';
import type { UnitNumber } from '../../../src/values/unit-number.ts';
import { call, newFolder, type RunningRegistry, startRegistry } from '../../mocks/land/running-registry.ts';

const population = createPopulation({ seed: 3, people: 1_000 });
let land: RunningRegistry;
beforeAll(async () => {
  land = await startRegistry(await newFolder(), population);
});
afterAll(() => land?.discard());

describe('every unit of a generated town', () => {
  it('comes back with its owners and encumbrances', async () => {
    const truth = Array.from({ length: population.units }, (_, index) => population.unit(index));
    const numbers = truth.map(({ unitNumber }) => unitNumber as UnitNumber);
    const titles = await land.adapter.reads.titles(numbers, call());
    expect(titles).toEqual(
      truth.map(({ unitNumber, county, address, usage, state, areaHundredths, owners }) => ({
        unitNumber,
        county,
        address,
        usage,
        state,
        areaSquareMetres: areaHundredths / 100,
        owners: owners.map(({ holder, ...owner }) => {
          const person = holder.kind === 'person' ? population.person(holder.index) : undefined;
          const enterprise = holder.kind === 'enterprise' ? population.enterprise(holder.index) : undefined;
          return { ...owner, number: person?.number ?? enterprise?.creditCode, name: person?.name ?? enterprise?.name };
        }),
      })),
    );
    const encumbrances = await land.adapter.reads.encumbrances(numbers, call());
    expect(encumbrances).toEqual(truth.map((unit) => unit.encumbrances));
    expect(encumbrances.flat().length).toBeGreaterThan(0);
  });

  it('is found by its owners', async () => {
    const people = Array.from({ length: 500 }, (_, index) => population.person(index).number as CitizenNumber);
    const holdings = await land.adapter.reads.holdings(people, call());
    for (const [index, held] of holdings.entries()) {
      const wanted = population.unitsOfPerson(index).map((unit) => population.unit(unit).unitNumber);
      expect(Array.isArray(held) && held.map(({ unitNumber }) => unitNumber)).toEqual(wanted.sort());
    }
  });
});

describe('an answer of more rows than were allowed', () => {
  it('is a fault, not a shortened list', async () => {
    const database = openStagingDatabase({ url: land.url, connectionsMax: 1, maintenanceState: 'BDC01' });
    const text = 'select bdcdyh from v_qzk_bdcql limit 11';
    const ask = (rowsMax: number) => database.ask({ name: 'rows', text, values: [], rowsMax }, call().signal);
    expect(await ask(11)).toHaveLength(11);
    await expect(ask(10)).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining('10 rows') });
    await database.close();
  });
});
