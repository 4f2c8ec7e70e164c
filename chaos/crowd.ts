// The clients of a run: each takes its own submissions in turn, some together with a twin or an impostor.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlApi, SampleInput } from '../commands/town/control.ts';
import { type Clients, lookUp, submitUntilAnswered, withAnotherPhone } from './client.ts';
import type { Course } from './course.ts';
import { drawsFor } from './draws.ts';
import { REPLICAS, type Submission } from './plan.ts';

/** Inputs that got a receipt, by the number on it. */
export type Received = Map<string, SampleInput>;

export interface CrowdSettings {
  readonly clients: Clients;
  readonly control: ControlApi;
  readonly seed: number;
  readonly submissions: readonly Submission[];
  readonly course: Course;
  readonly received: Received;
}

const READ_BACK_ATTEMPTS = 3;
const READ_AGAIN_AFTER_MS = 300;

/** Resolves when every client has been answered everything, or it is over. */
export async function submitAll(settings: CrowdSettings): Promise<void> {
  const byClient = Map.groupBy(settings.submissions, ({ client }) => client);
  await Promise.all(
    [...byClient.values()].map(async (own) => {
      for (const submission of own) {
        await turnOf(submission, settings.course);
        await submitOne(submission, settings);
      }
    }),
  );
}

/** A client that is behind its plan, because answers were long in coming, does not wait any more. */
async function turnOf({ share, afterMs }: Submission, course: Course): Promise<void> {
  if (course.share() > share) return;
  await course.reach(share);
  await sleep(afterMs);
}

async function submitOne(submission: Submission, { clients, control, seed, received }: CrowdSettings): Promise<void> {
  const { index, bundle, sample, through, twin, impostor, readsBack } = submission;
  const input = await control.sample(bundle, sample);
  const send = async (who: string, sent: SampleInput, gateway: number) => {
    const sender = `${index} ${who}`;
    const draws = drawsFor(seed, `sender ${sender}`);
    const number = await submitUntilAnswered(clients, { sender, input: sent, through: gateway, draws });
    if (number !== undefined) received.set(number, sent);
    return number;
  };
  const other = (through + 1) % REPLICAS;
  const numbers = await Promise.all([
    send('first', input, through),
    ...(twin ? [send('twin', input, other)] : []),
    ...(impostor === 'racing' ? [send('impostor', withAnotherPhone(input), other)] : []),
  ]);
  const number = numbers.find((each) => each !== undefined);
  if (number !== undefined && readsBack) await readBack(clients, other, number);
  if (impostor === 'late') await send('impostor', withAnotherPhone(input), other);
}

/** Once answered is enough; a gateway that is away is asked again a few times. */
async function readBack(clients: Clients, gateway: number, number: string): Promise<void> {
  for (let attempt = 1; attempt <= READ_BACK_ATTEMPTS; attempt += 1) {
    try {
      await lookUp(clients, gateway, number, false);
      return;
    } catch {
      await sleep(READ_AGAIN_AFTER_MS);
    }
  }
}
