// `npm run after-restore`: to be run once on a database that was restored from a back-up, before a gateway is started on it.

import { DEVELOPMENT_ISSUER } from '../development/issuer.ts';
import { afterRestore } from '../src/cases/after-restore.ts';
import { readConfig } from '../src/config.ts';
import { findDepartments } from '../src/departments/modules.ts';
import { openDepartments } from '../src/departments/registry.ts';
import { openDatabase } from '../src/foundation.ts';
import { migrate } from '../src/store/migrate.ts';
import { openStore } from '../src/store/pool.ts';
import { openTaskList } from '../src/tasks/task-list.ts';

const read = readConfig(process.env, DEVELOPMENT_ISSUER);
if (!read.ok) {
  console.error(`Nothing was done; ${read.faults.length} fault(s) in the configuration:`);
  for (const fault of read.faults) console.error(`  ${fault}`);
  process.exit(1);
}
const closing: (() => Promise<unknown>)[] = [];
try {
  const store = openStore({ url: await openDatabase(read.config, closing) });
  closing.push(() => store.close());
  await migrate(store);
  const modules = await findDepartments();
  const taskList = openTaskList(store, () => new Date());
  const departments = await openDepartments(modules, read.config.departmentEnvironment, Date.now, taskList);
  closing.push(() => departments.close());
  const { doubted, withoutCase, feedFloor } = await afterRestore(store, departments);
  console.log(`${doubted} deliveries will be asked after before anything is sent.`);
  console.log(`The feed goes on above place ${feedFloor}; numbers go on above those in use.`);
  for (const [department, keys] of withoutCase) {
    console.log(
      `${department} has ${keys.length} applications without a case; have their applicants submit again, or look into:`,
    );
    for (const key of keys) console.log(`  ${key}`);
  }
  if (withoutCase.size === 0) console.log('No department has an application without a case.');
} finally {
  for (const step of closing.reverse()) await step();
}
