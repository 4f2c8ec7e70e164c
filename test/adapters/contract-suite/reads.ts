// Reads answer each key in its place; listings come page by page, whole and in order.
import { describe, expect, test } from 'vitest';
import type { Call, ListingCapability, Page } from '../../../src/departments/port.ts';
import { callWithin, type Examined, type ListingExample, type ReadExample, readOf, required } from './examined.ts';

type List = (
  question: { readonly where: unknown; readonly first: number; readonly after: string | null },
  call: Call,
) => Promise<Page<unknown>>;

export function describeReads({ adapter, example, population }: Examined): void {
  const reads = Object.entries(example.reads).map(([name, read]) => ({ name, ...read }));
  describe.skipIf(reads.length === 0).each(reads)(
    'answers $name',
    ({ name, known, unknown }: ReadExample & { name: string }) => {
      const batchMax = () =>
        (adapter().capabilities.reads as Readonly<Record<string, { batchMax: number }>>)[name]?.batchMax ?? 0;
      const ask = (keys: readonly unknown[]) => readOf(adapter(), name)(keys, callWithin(10_000));

      test('in the order of the keys, with null where nobody bears one', async () => {
        const asked = [known(population, 2), unknown, known(population, 0), known(population, 1)].slice(0, batchMax());
        const answers = await ask(asked.map(({ key }) => key));
        expect(answers).toHaveLength(asked.length);
        for (const [index, { value }] of asked.entries()) expectValue(answers[index], value);
        expectValue((await ask([unknown.key]))[0], unknown.value);
      });

      test('to the limit of a batch', async () => {
        const asked = Array.from({ length: batchMax() }, (_, n) => known(population, n));
        const answers = await ask(asked.map(({ key }) => key));
        expect(answers).toHaveLength(asked.length);
        for (const [index, { value }] of asked.entries()) expectValue(answers[index], value);
      });

      test('of no key with nothing', async () => {
        expect(await ask([])).toEqual([]);
      });
    },
  );

  const listings = Object.entries(example.listings).map(([name, listing]) => ({ name, ...listing }));
  describe.skipIf(listings.length === 0).each(listings)(
    'lists $name',
    ({ name, where, totalCount, nameOf }: ListingExample & { name: string }) => {
      const list: List = (question, call) => {
        const functions = adapter().listings as unknown as Readonly<Record<string, List>>;
        return required(functions, name)(question, call);
      };
      const capability = () => (adapter().capabilities.listings as Readonly<Record<string, ListingCapability>>)[name];

      test('page by page, each item once and in order', async () => {
        const names: string[] = [];
        let after: string | null = null;
        do {
          const page = await list(
            { where: where(population), first: capability()?.pageMax ?? 1, after },
            callWithin(10_000),
          );
          expect(page.totalCount).toBe(totalCount(population));
          names.push(...page.items.map(nameOf));
          after = page.next;
        } while (after !== null && names.length < totalCount(population) * 2);
        expect(names).toHaveLength(totalCount(population));
        expect(names).toEqual([...new Set(names)].sort());
      });

      test('no more than was asked for, and goes on behind it', async () => {
        const question = { where: where(population), first: 3, after: null };
        const first = await list(question, callWithin(10_000));
        const second = await list({ ...question, after: first.next }, callWithin(10_000));
        const both = await list({ ...question, first: 6 }, callWithin(10_000));
        expect([...first.items, ...second.items].map(nameOf)).toEqual(both.items.map(nameOf));
      });
    },
  );
}

function expectValue(answer: unknown, value: unknown): void {
  if (typeof value === 'object' && value !== null) expect(answer).toMatchObject(value);
  else expect(answer).toBe(value);
}
