// The same submission again: at once, later, at another counter, with other content, after a deficient attempt.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SampleInput } from '../../commands/town/control.ts';
import { type Submitted, submit, untilEnded, wrongEffects } from '../support/cases.ts';
import { type RunningTown, runTown } from '../support/town.ts';

let town: RunningTown;
let taken = 0;
let input: SampleInput;
/** Every case that was received in this file. */
const numbers = new Set<string>();

beforeAll(async () => {
  town = await runTown();
});
beforeEach(async () => {
  input = await town.control.sample('home-transfer', taken);
  taken += 1;
});

type Received = Extract<Submitted, { __typename: 'CaseReceived' }>;

function received(submitted: Submitted): Received {
  if (submitted.__typename === 'CaseReceived') {
    numbers.add(submitted.receipt.number);
    return submitted;
  }
  throw new Error(`Not received: ${JSON.stringify(submitted)}`);
}

test('Twenty submissions with the same key at once are one case with one receipt, and one effect a part', async () => {
  const before = (await town.control.journal()).at(-1)?.seq ?? 0;
  const answers = (await Promise.all(Array.from({ length: 20 }, () => submit(town.window, input)))).map(received);
  expect(new Set(answers.map(({ receipt }) => JSON.stringify(receipt))).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const cases = await untilEnded(town.window, [answers[0]?.receipt.number ?? ''], 20_000);
  expect(cases.map(({ state }) => state)).toEqual(['ISSUED']);
  expect(wrongEffects(cases, await town.control.journal(before))).toEqual([]);
});

describe('A submission that was received', () => {
  test('is repeated on every channel, and shows the case as it is by then', async () => {
    const first = received(await submit(town.window, input));
    await untilEnded(town.window, [first.receipt.number], 20_000);
    for (const channel of ['WINDOW', 'ONLINE', 'KIOSK', 'APP', 'WECHAT']) {
      const again = received(await submit(town.window, { ...input, channel }));
      expect(again.replayed).toBe(true);
      expect(again.receipt).toEqual(first.receipt);
      expect(again.case).toMatchObject({ number: first.receipt.number, state: 'ISSUED' });
    }
  });

  test('is a conflict with other content under its key, and stays as it was', async () => {
    const first = received(await submit(town.window, input));
    const changed = { ...input, form: { ...input.form, price: '1.00' } };
    expect(await submit(town.window, changed)).toMatchObject({ __typename: 'IdempotencyConflict' });
    const materials = (input['materials'] as readonly object[]).slice(0, -1);
    expect((await submit(town.window, { ...input, materials })).__typename).not.toBe('CaseReceived');
    expect(received(await submit(town.window, input)).receipt).toEqual(first.receipt);
  });

  test('is another case under another key, and for another applicant under the same key', async () => {
    const first = received(await submit(town.window, input));
    const again = { ...input, idempotencyKey: `${input.idempotencyKey}-again` };
    const other = { ...(await town.control.sample('home-transfer', 100)), idempotencyKey: input.idempotencyKey };
    for (const different of [again, other]) {
      const second = received(await submit(town.window, different));
      expect(second.replayed).toBe(false);
      expect(second.receipt.number).not.toBe(first.receipt.number);
    }
  });
});

test('A deficient attempt creates nothing and uses up no key', async () => {
  const form = { ...input.form, contractNumber: undefined };
  const deficient = await submit(town.window, { ...input, form, materials: [] });
  if (deficient.__typename !== 'CaseDeficient') throw new Error(`Not deficient: ${JSON.stringify(deficient)}`);
  // Everything at once: the missing answer and each missing material.
  expect(deficient.notice.deficiencies.length).toBeGreaterThan(3);
  expect(received(await submit(town.window, input)).replayed).toBe(false);
  const document = 'query Feed { caseEvents(first: 500) { nodes { kind caseNumber } } }';
  const numbersInFeed = async () => {
    const { data } = await town.window.ask({ document });
    const { nodes } = (data as { caseEvents: { nodes: readonly { kind: string; caseNumber: string }[] } }).caseEvents;
    return new Set(nodes.filter(({ kind }) => kind === 'CASE_RECEIVED').map(({ caseNumber }) => caseNumber));
  };
  await expect.poll(numbersInFeed).toEqual(numbers);
});
