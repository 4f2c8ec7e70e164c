// Cases of which a message has yet to be made up when somebody sends it.
import { forgetMessages } from '../../../src/cases/sql/deliveries.ts';
import { application, type Replica, rowOf } from '../replica.ts';
import { enterInRegister, type ScriptedTown } from '../scripted-departments.ts';

/** As where a department had to be asked for it; the number of the case. */
export async function receiveUnmade({ receive, store }: Replica, given = application('enterprise-closing')) {
  const number = await receive(given);
  await forgetMessages(store, (await rowOf(store, number)).id);
  return number;
}

/** Tells what the land registry holds, which is asked for it. */
export async function receiveAsking(town: ScriptedTown, replica: Replica): Promise<string> {
  const given = application('home-transfer');
  enterInRegister(town, given.form);
  return receiveUnmade(replica, given);
}
