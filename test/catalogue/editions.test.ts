// The catalogue in time: an edit changes nothing for cases that were received before it, and departments that were merged or
// split stay readable under the name of then.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEditions } from '../../src/cases/editions.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';
import { type Edit, faultsAfter, loadEdited, shippedCatalogue } from './edited-catalogue.ts';

let store: Store;
beforeAll(async () => {
  store = openStore({ url: (await createDatabase({ migrated: true })).url });
});
afterAll(() => store.close());

function edited(...edits: readonly Edit[]): Catalogue {
  const result = loadEdited(...edits);
  if (result.kind === 'faulty') throw new Error(JSON.stringify(result.faults));
  return result.catalogue;
}

const REFORM: readonly Edit[] = [
  {
    file: 'departments.yaml',
    find: "  creditCode: 1135042800TE5T030N\n  level: COUNTY\n  hotline: '12345'\n",
    put: `  creditCode: 1135042800TE5T030N
  level: COUNTY
  hotline: '12345'
  succession: { departments: [land-and-housing], from: '2027-01-01' }
land-and-housing:
  name: { zh: 自然资源和住房局, en: Bureau of Land and Housing }
  creditCode: 1135042800TE5T030N
  level: COUNTY
  hotline: '12345'
`,
  },
];

test('A case keeps the promise, the item and the department’s name under which it was received', async () => {
  const before = (await openEditions(store, shippedCatalogue())).current('home-transfer');
  const shorter: Edit = {
    file: 'items/title-transfer.yaml',
    find: 'timeLimit: { amount: 5, unit: WORKING_DAY }\nstatutory',
    put: 'timeLimit: { amount: 6, unit: WORKING_DAY }\nstatutory',
  };
  const renamed: Edit = { file: 'departments.yaml', find: '不动产登记中心', put: '自然资源局' };
  const later = await openEditions(store, edited(shorter, renamed));
  const transfer = (edition: typeof before) => edition?.bundle.parts.find(({ code }) => code === 'transfer')?.item;
  expect(transfer(later.current('home-transfer'))).toMatchObject({
    timeLimit: { amount: 6 },
    department: { name: { zh: '自然资源局' } },
  });
  expect(transfer(await later.byId(before?.id ?? 0))).toMatchObject({
    timeLimit: { amount: 5 },
    department: { name: { zh: '不动产登记中心' } },
  });
});

test('A department that was succeeded may stay, and has no items any more', () => {
  const faults = faultsAfter(...REFORM);
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every((fault) => fault.includes('department "land" was succeeded by another one'))).toBe(true);
});

test.each([
  ['itself', 'land', 'cannot succeed itself'],
  ['nobody that is known', 'moon', 'there is no department "moon"'],
])('A department is not succeeded by %s', (_, successor, message) => {
  const [reform] = REFORM;
  const put = reform?.put.replace('[land-and-housing]', `[${successor}]`) ?? '';
  expect(faultsAfter({ file: 'departments.yaml', find: reform?.find ?? '', put }).join('\n')).toContain(message);
});
