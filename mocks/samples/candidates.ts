// Who and what may stand in a sample. A sequence is computed as far as it is asked for and remembered.
import { bijection, keyed } from '../population/keyed.ts';
import type { EnterpriseTruth, PersonTruth, Population, UnitTruth } from '../population/population.ts';

/** The n-th item of a sequence, or undefined behind its end. */
export function remembered<Item>(sequence: Iterator<Item>): (n: number) => Item | undefined {
  const known: Item[] = [];
  let ended = false;
  return (n) => {
    while (!ended && known.length <= n) {
      const next = sequence.next();
      if (next.done) ended = true;
      else known.push(next.value);
    }
    return known[n];
  };
}

/** All indices below a size, in an order of the purpose's own. */
export function* shuffled(population: Population, purpose: string, size: number): Generator<number> {
  const order = bijection(size, keyed(population.settings.seed, purpose));
  for (let position = 0; position < size; position += 1) yield order.forward(position);
}

/** Of age, and in order with the tax bureau. */
export function mayContract(person: PersonTruth): boolean {
  return person.number.slice(6, 10) < '2000' && person.taxArrearsFen === 0 && person.taxStatus === 'NORMAL';
}

/** Premises that a business may be registered at. */
function isPremises({ usage, state }: UnitTruth): boolean {
  return (usage === 'COMMERCIAL' || usage === 'OFFICE') && (state === 'NORMAL' || state === 'MORTGAGED');
}

/** In business and in order with the tax bureau. */
export function isInOrder(enterprise: EnterpriseTruth): boolean {
  return enterprise.state === 'ACTIVE' && enterprise.taxArrearsFen === 0 && enterprise.taxStatus === 'NORMAL';
}

/** Premises of a county, each once; `purpose` gives each bundle an order of its own. */
export function premisesByCounty(population: Population, purpose: string): (county: string) => UnitTruth | undefined {
  const sequences = new Map(
    population.counties.map(({ code }) => [code, premisesOf(population, `${purpose}-${code}`, code)]),
  );
  return (county) => sequences.get(county)?.next().value ?? undefined;
}

function* premisesOf(population: Population, purpose: string, county: string): Generator<UnitTruth, undefined> {
  const { first, count } = population.unitsOfCounty(county);
  for (const position of shuffled(population, purpose, count)) {
    const unit = population.unit(first + position);
    if (isPremises(unit)) yield unit;
  }
  return undefined;
}
