// First chapter: one request each about a home and about its seller, answered by four unlike systems.
import { z } from 'zod';
import { differences } from '../town/truth.ts';
import { golden } from './documents.ts';
import { expect, expectSome } from './expectation.ts';
import { DEPARTMENT_NAMES, type Stage } from './stage.ts';

const account = z.object({ arrears: z.string() }).nullable();
const home = z.object({
  realEstateUnit: z
    .looseObject({
      unitNumber: z.string(),
      address: z.string(),
      areaSquareMetres: z.number(),
      state: z.string(),
      owners: z.array(
        z.looseObject({
          certificateNumber: z.string(),
          holder: z.looseObject({
            name: z.string(),
            household: z.object({ address: z.string() }).nullable(),
            taxAccount: account,
          }),
        }),
      ),
      encumbrances: z.array(z.unknown()),
    })
    .nullable(),
});
const person = z.object({
  person: z
    .looseObject({
      name: z.string(),
      household: z.looseObject({ members: z.array(z.unknown()) }),
      realEstate: z.looseObject({ totalCount: z.number() }),
      taxAccount: z.looseObject({ status: z.string() }),
      roles: z.object({
        nodes: z.array(
          z.looseObject({ enterprise: z.looseObject({ name: z.string(), licence: z.object({ state: z.string() }) }) }),
        ),
      }),
    })
    .nullable(),
});

export async function readDossiers(stage: Stage): Promise<void> {
  const { say, control } = stage;
  say.chapter('1  查询  Ask once: what do the departments know of this home and its seller?');
  await control.resetCounters();
  await readHome(stage);
  await readSeller(stage);
  const counters = await control.counters();
  const asked = Object.entries(DEPARTMENT_NAMES).map(([code, name]) => {
    const messages = counters[code]?.messages ?? 0;
    expect(messages > 0, `a question to ${name}`, counters);
    return `${name} ${messages}`;
  });
  say.proof(`Every field equals the departments’ books. Messages that this took: ${asked.join(', ')}`);
}

async function readHome({ say, graph, control, subject }: Stage): Promise<void> {
  const { unit } = subject;
  const variables = { unitNumber: unit.number };
  const began = performance.now();
  const answer = await graph.data({ document: golden('home-dossier'), variables }, home);
  const tookMs = performance.now() - began;
  const found = expectSome(answer.realEstateUnit, `unit ${unit.number} in the register`);
  say.step(`home-dossier: ${found.address}, ${found.areaSquareMetres} m², ${found.state} (${tookMs.toFixed(0)} ms)`);
  for (const { holder, certificateNumber } of found.owners) {
    say.detail(`权利人 owner ${holder.name}, ${certificateNumber}`);
    say.detail(`   lives at ${holder.household?.address}; owes ${holder.taxAccount?.arrears} yuan of tax`);
  }
  say.detail(
    `权利负担 mortgages and seizures: ${found.encumbrances.length === 0 ? '无 none' : found.encumbrances.length}`,
  );
  const { items } = await control.population('units', unit.index, 1);
  const wrong = differences(found, items[0]);
  expect(wrong.length === 0, 'the dossier of the home to equal the departments’ books', wrong);
}

async function readSeller({ say, graph, control, subject }: Stage): Promise<void> {
  const { seller } = subject;
  const variables = { number: seller.number };
  const began = performance.now();
  const answer = await graph.data({ document: golden('person-dossier'), variables }, person);
  const tookMs = performance.now() - began;
  const found = expectSome(answer.person, 'the seller on record');
  const { members } = found.household;
  say.step(
    `person-dossier: ${found.name}, ${members.length} in the household, ${found.realEstate.totalCount} home(s) or premises, tax ${found.taxAccount.status} (${tookMs.toFixed(0)} ms)`,
  );
  const enterprises = new Map(found.roles.nodes.map(({ enterprise }) => [enterprise.name, enterprise.licence.state]));
  for (const [name, state] of enterprises) say.detail(`任职 holds office in ${name}, licence ${state}`);
  const { items } = await control.population('people', seller.index, 1);
  const wrong = differences(found, items[0], { realEstate: 10, roles: 10 });
  expect(wrong.length === 0, 'the dossier of the seller to equal the departments’ books', wrong);
}
