// `npm run statistics -- verify`: derives every figure again from the events of cases and compares.
// `npm run statistics -- load PROFILE|FILE`: puts a synthetic history on record, for demonstrations and measurements.
import { fileURLToPath } from 'node:url';
import { openEditions } from '../src/cases/editions.ts';
import { faultReport, load } from '../src/catalogue/load.ts';
import { openDatabase } from '../src/foundation.ts';
import { advance } from '../src/statistics/projection.ts';
import { clockRules } from '../src/statistics/rules.ts';
import { verify } from '../src/statistics/verify.ts';
import { migrate } from '../src/store/migrate.ts';
import { openStore } from '../src/store/pool.ts';
import { calendarFrom } from '../src/time/calendar.ts';
import { loadHistory } from './history/load.ts';
import { profileNames, readProfile } from './history/profile.ts';

const USAGE = `usage: npm run statistics -- verify
       npm run statistics -- load PROFILE|FILE
PROFILE is one of: ${profileNames().join(', ')}; FILE is a profile as YAML.
The database is DATABASE_URL, else the embedded one in DATA_DIR (./data).`;

const [command, source, ...rest] = process.argv.slice(2);
const isKnown = (command === 'verify' && source === undefined) || (command === 'load' && source !== undefined);
if (!isKnown || rest.length > 0) {
  console.error(USAGE);
  process.exit(2);
}

const catalogueFolder = fileURLToPath(new URL('../catalogue', import.meta.url));
const loaded = load(catalogueFolder);
if (loaded.kind === 'faulty') {
  console.error(`The catalogue is faulty:\n${faultReport('catalogue', loaded.faults)}`);
  process.exit(1);
}
const { catalogue } = loaded;
const closing: (() => Promise<unknown>)[] = [];
try {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataFolder = './data', CLOCK_RATE: rate = '1' } = process.env;
  const store = openStore({ url: await openDatabase({ databaseUrl, dataFolder }, closing) });
  closing.push(() => store.close());
  await migrate(store);
  const time = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
  const editions = await openEditions(store, catalogue);
  const dependencies = { store, editions, rules: clockRules(catalogue, time, Number(rate)) };
  process.exitCode = command === 'verify' ? await verified() : await loadedFrom(source ?? '');

  async function verified(): Promise<number> {
    const result = await verify(dependencies, (cases) => {
      if (cases % 50_000 === 0) console.error(`${cases} cases derived …`);
    });
    const { cases, facts, cells, pending, differences, differing } = result;
    for (const difference of differences) console.log(difference);
    if (differing > differences.length) console.log(`… and ${differing - differences.length} more differences.`);
    console.log(`${cases} cases, ${facts} facts and ${cells} sums derived again: ${differing} differences.`);
    if (pending > 0) console.log(`${pending} cases have news that is not counted yet, and were left out.`);
    return differing === 0 ? 0 : 1;
  }

  async function loadedFrom(name: string): Promise<number> {
    const profile = readProfile(name);
    const startedAt = performance.now();
    const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
    const count = await loadHistory(profile, { store, catalogue, time }, (cases) => {
      if (cases % 50_000 === 0) console.error(`${cases} cases on record after ${seconds()} …`);
    });
    console.log(`${count} cases are on record after ${seconds()}.`);
    while ((await advance(dependencies)) === 'more');
    console.log(`They are counted after ${seconds()}.`);
    return 0;
  }
} finally {
  for (const step of closing.reverse()) await step();
}
