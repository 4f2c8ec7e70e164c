// A process of its own that draws part numbers and tells them: `numbering-process.ts DATABASE_URL ITEM DAY`.
import { openNumbers } from '../../../src/cases/reception/numbers.ts';
import { openStore } from '../../../src/store/pool.ts';

const [url = '', item = '', day = ''] = process.argv.slice(2);
const store = openStore({ url });
const numbers = openNumbers(store);
process.send?.(await Promise.all(Array.from({ length: 250 }, () => numbers.partNumber(item, day))));
await store.close();
process.disconnect?.();
