// Whatever part of whatever bundle is refused, the bundle's policy brings the case to an end: nothing stranded, nothing left open.
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SampleInput } from '../../commands/town/control.ts';
import { shippedCatalogue } from '../catalogue/edited-catalogue.ts';
import { clerkAt, withUtilities } from './counter.ts';
import { type FoundCase, partOf, type RunningCentre, runCentre } from './running-centre.ts';

const centre = await runCentre();
const clerk = await clerkAt(centre.url, 'clerk');
const catalogue = shippedCatalogue();

const DEPARTMENTS = ['tax', 'land', 'licensing', 'police'];
const ENDED = ['ISSUED', 'PARTLY_REFUSED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN', 'REVOKED'];
const UTILITIES = ['water', 'power', 'gas', 'heating'] as const;
const utilityOf = (code: string) => UTILITIES.find((utility) => utility === code);
const isCheck = (code: string) => code === 'identity' || code === 'premises';
const isOver = ({ state }: FoundCase) => ENDED.includes(state);

interface Refusal {
  readonly bundle: string;
  readonly refused: string;
  /** State of the case, and once people have settled their tasks. */
  readonly end: string;
  readonly settled: string;
  /** Parts whose licences are released once people have. */
  readonly released: readonly string[];
  readonly tasks: readonly string[];
}

function refusal(bundle: string, refused: string, end: string, rest: Partial<Refusal> = {}): Refusal {
  return { bundle, refused, end, settled: end, released: [], tasks: [], ...rest };
}

const refusals: readonly Refusal[] = [
  refusal('home-transfer', 'identity', 'REFUSED'),
  refusal('home-transfer', 'clearance', 'REFUSED'),
  // Land refuses after tax has cleared: what was paid is for a person to pay back.
  refusal('home-transfer', 'transfer', 'PARTLY_REFUSED', { settled: 'REFUSED', tasks: ['clearance REFUND'] }),
  refusal('home-transfer', 'household', 'PARTLY_REFUSED', { released: ['clearance', 'transfer'] }),
  ...UTILITIES.map((utility) =>
    refusal('home-transfer', utility, 'PARTLY_REFUSED', { released: ['clearance', 'transfer'] }),
  ),
  refusal('enterprise-opening', 'identity', 'REFUSED'),
  refusal('enterprise-opening', 'premises', 'REFUSED'),
  refusal('enterprise-opening', 'establishment', 'REFUSED'),
  refusal('enterprise-opening', 'seal', 'PARTLY_REFUSED', {
    tasks: ['establishment RELEASE_SINGLY', 'tax-registration RELEASE_SINGLY'],
    released: ['establishment', 'tax-registration'],
  }),
  refusal('enterprise-opening', 'tax-registration', 'PARTLY_REFUSED', {
    tasks: ['establishment RELEASE_SINGLY', 'seal RELEASE_SINGLY'],
    released: ['establishment', 'seal'],
  }),
  refusal('enterprise-relocation', 'premises', 'REFUSED'),
  refusal('enterprise-relocation', 'change', 'REFUSED'),
  refusal('enterprise-relocation', 'tax-change', 'PARTLY_REFUSED', { released: ['change'] }),
  refusal('enterprise-closing', 'clearance', 'REFUSED'),
  refusal('enterprise-closing', 'deregistration', 'PARTLY_REFUSED', { released: ['clearance'] }),
  refusal('enterprise-closing', 'seal-cancellation', 'PARTLY_REFUSED', { released: ['clearance', 'deregistration'] }),
];

test('every part of every bundle that ships is refused below', () => {
  const parts = [...catalogue.bundles.values()].flatMap((bundle) =>
    bundle.parts.map(({ code }) => `${bundle.code} ${code}`),
  );
  expect(refusals.map(({ bundle, refused }) => `${bundle} ${refused}`).sort()).toEqual(parts.sort());
});

/** A check answers at once, from what is on record: to be refused, what is applied for must contradict that. */
async function contradicting(refused: string, input: SampleInput): Promise<SampleInput> {
  const { form } = input;
  if (refused === 'premises') return { ...input, form: { ...form, unitNumber: await seizedUnit() } };
  if (refused !== 'identity') return input;
  const stranger = (person: unknown) => ({ ...(person as object), name: '欧阳无此人' });
  const buyers = form['buyers'] as readonly unknown[] | undefined;
  if (buyers) return { ...input, form: { ...form, buyers: buyers.map(stranger) } };
  return { ...input, form: { ...form, legalRepresentative: stranger(form['legalRepresentative']) } };
}

async function seizedUnit(): Promise<string> {
  const unit = z.object({ unitNumber: z.string(), state: z.string() });
  const { items } = await centre.control.population('units', 0, 3_000);
  const seized = z
    .array(unit)
    .parse(items)
    .find(({ state }) => state === 'SEIZED');
  if (seized) return seized.unitNumber;
  throw new Error('No unit of the town is seized');
}

async function sampleFor({ bundle, refused }: Refusal): Promise<SampleInput> {
  for (;;) {
    const input = await centre.sample(bundle);
    if (refused === 'household' && input.form['moveHousehold'] !== true) continue;
    const utility = utilityOf(refused);
    return utility ? withUtilities(input, utility) : contradicting(refused, input);
  }
}

const ended = new Map<Refusal, FoundCase>();

async function refuseByHand(utility: string, number: string): Promise<void> {
  const { id } = await clerk.task(utility, number);
  await clerk.step(id, { step: 'REFUSED', reason: '原户号欠费未结清' });
}

beforeAll(async () => {
  for (const department of DEPARTMENTS) await centre.control.setDecisions(department, { outcome: 'hold' });
  // Closed, so that it cannot say before the receipt what it will say after it.
  const blocked = refusals.filter(({ refused }) => refused === 'premises');
  const samples = new Map<Refusal, SampleInput>();
  for (const each of refusals) samples.set(each, await sampleFor(each));
  await centre.control.setFaults('land', { maintenance: true });
  const submit = async (each: Refusal) => [each, await centre.submit(samples.get(each) as SampleInput)] as const;
  const first = await Promise.all(blocked.map(submit));
  await centre.control.clearFaults();
  const rest = await Promise.all(refusals.filter((each) => !blocked.includes(each)).map(submit));
  await Promise.all(
    [...first, ...rest].map(async ([each, number]) => {
      for (const { code, key, department } of (await centre.case(number)).parts) {
        // Where a check fails, nobody else decides anything: what is open is asked to be withdrawn.
        if (isCheck(code) || isCheck(each.refused)) continue;
        if (utilityOf(code)) continue;
        await centre.decide(department.code, key, code === each.refused ? 'refuse' : 'approve');
      }
      if (utilityOf(each.refused)) await refuseByHand(each.refused, number);
      ended.set(each, await centre.until(number, isOver));
    }),
  );
}, 60_000);

describe.each(refusals)('$bundle, of which $refused is refused', (each) => {
  const { refused, end, settled, released, tasks } = each;
  const over = () => ended.get(each) as FoundCase;
  const releasedIn = ({ parts }: FoundCase) =>
    parts.filter(({ licences }) => licences.length > 0).map(({ code }) => code);

  test(`ends ${end}, with ${tasks.length === 0 ? 'nothing' : 'something'} for people to do`, async () => {
    const found = over();
    expect(found.state).toBe(end);
    expect(partOf(found, refused).state).toBe('REFUSED');
    expect((await centre.tasks(found.number)).map(({ part, kind }) => `${part} ${kind}`).sort()).toEqual(tasks);
    expect(releasedIn(found)).toEqual(tasks.length === 0 ? released : []);
    expect(await strandedIn(centre, found)).toEqual([]);
  });

  test('has no message left on its way, and each effect once', async () => {
    const found = over();
    expect(found.parts.filter(({ state }) => !['APPROVED', 'REFUSED', 'WITHDRAWN', 'REVOKED'].includes(state))).toEqual(
      [],
    );
    expect(await unsettled(found)).toEqual([]);
    const effects = await centre.effects(found);
    expect(new Set(effects).size).toBe(effects.length);
    const sent = found.parts.filter(({ delivery }) => delivery === 'ACKNOWLEDGED').map(({ code }) => code);
    expect(effects.filter((effect) => !effect.endsWith('-withdrawal')).sort()).toEqual(
      // What utilities take in is the gateway's own list, of which the simulators know nothing.
      sent.filter((code) => !isCheck(code) && !utilityOf(code)).sort(),
    );
  });

  test(`is ${settled} once people have done their part`, async () => {
    const { number } = over();
    for (const { id, kind } of await centre.tasks(number))
      await settle(id, kind === 'RELEASE_SINGLY' ? 'RELEASE' : 'DONE');
    const found = await centre.case(number);
    expect(found.state).toBe(settled);
    expect(releasedIn(found)).toEqual(released);
    expect(await centre.tasks(number)).toEqual([]);
    expect(await strandedIn(centre, found)).toEqual([]);
  });
});

/** Granted, and neither handed on nor anybody's work. */
async function strandedIn({ tasks }: RunningCentre, { number, parts }: FoundCase): Promise<readonly string[]> {
  const worked = new Set((await tasks(number)).map(({ part }) => part));
  const grants = new Set(
    [...catalogue.bundles.values()].flatMap((bundle) =>
      bundle.parts.filter(({ item }) => item.licences.length > 0).map(({ code }) => code),
    ),
  );
  return parts
    .filter(
      ({ code, state, licences }) =>
        state === 'APPROVED' && grants.has(code) && licences.length === 0 && !worked.has(code),
    )
    .map(({ code }) => code);
}

const deliveries = z.object({ deliveries: z.array(z.object({ key: z.string(), caseNumber: z.string() })) });

async function unsettled({ number }: FoundCase): Promise<readonly string[]> {
  const document = '{ deliveries(first: 500) { key caseNumber } }';
  const open = (await centre.operator.data({ document }, deliveries)).deliveries;
  return open.filter(({ caseNumber }) => caseNumber === number).map(({ key }) => key);
}

async function settle(id: string, outcome: string): Promise<void> {
  const document = 'mutation S($input: SettleTaskInput!) { settleTask(input: $input) { id outcome } }';
  const input = { id, outcome, note: '已办结' };
  const settled = z.object({ settleTask: z.object({ outcome: z.literal(outcome) }) });
  await centre.window.data({ document, variables: { input } }, settled);
}
