// `npm run audit -- verify`: holds the audit trail against its chain and against the signed heads outside the database. Runs
// with the gateway's environment, beside a running gateway too; ends with 1 where an entry was edited, removed, exchanged or cut off.
import { join, resolve } from 'node:path';
import { DEVELOPMENT_ISSUER } from '../development/issuer.ts';
import { runningPostgres } from '../embedded/running.ts';
import { readHeads } from '../src/audit/heads.ts';
import { verifyTrail } from '../src/audit/verify.ts';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/foundation.ts';
import { migrate } from '../src/store/migrate.ts';
import { openStore } from '../src/store/pool.ts';

if (process.argv.slice(2).join(' ') !== 'verify') {
  console.error('usage: npm run audit -- verify');
  process.exit(2);
}
const read = readConfig(process.env, DEVELOPMENT_ISSUER);
if (!read.ok) {
  console.error(`Nothing was verified; ${read.faults.length} fault(s) in the configuration:`);
  for (const fault of read.faults) console.error(`  ${fault}`);
  process.exit(2);
}
const closing: (() => Promise<unknown>)[] = [];
try {
  const { databaseUrl, dataFolder } = read.config;
  const running = databaseUrl ?? runningPostgres(join(resolve(dataFolder), 'postgres'));
  const store = openStore({ url: running ?? (await openDatabase(read.config, closing)) });
  closing.push(() => store.close());
  if (running === undefined) await migrate(store);
  // Heads first: what is written while the trail is read is younger than they are.
  const outside = await readHeads(resolve(dataFolder));
  const { entries, heads, lastHead, faults } = await verifyTrail(store, outside.heads);
  const all = [...outside.faults, ...faults];
  console.log(
    `${entries} entries and ${heads} signed heads were read; the last head is of entry ${lastHead ?? 'none'}.`,
  );
  for (const fault of all) console.log(`  ${fault}`);
  console.log(all.length === 0 ? 'Nothing was changed up to the last head.' : `${all.length} fault(s) were found.`);
  process.exitCode = all.length === 0 ? 0 : 1;
} finally {
  for (const step of closing.reverse()) await step();
}
