// An open load: requests leave by the clock, as those of a crowd do, which does not wait for others to be answered.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, type LoadRequest, OWN_ID, type Tally } from './job.ts';
import { openTally } from './tally.ts';

const ANSWER_WITHIN_MS = 30_000;
const TICK_MS = 2;
/** As behind a balancer that keeps its connections: Node accepts one new connection in each turn of its event loop, and no more. */
const CONNECTIONS = 512;

export async function pacedLoad(job: Extract<Job, { kind: 'paced' }>): Promise<Tally> {
  const { url, requests, perSecond, forS, leadS = 0 } = job;
  const counting = openTally();
  const agent = new Agent({
    keepAlive: true,
    scheduling: 'fifo',
    maxSockets: CONNECTIONS,
    maxFreeSockets: CONNECTIONS,
  });
  await connect(url, agent, Math.min(CONNECTIONS, Math.ceil(perSecond)));
  const startedMs = performance.now();
  const countedMs = startedMs + leadS * 1000;
  const total = Math.round(perSecond * (leadS + forS));
  const pending: Promise<void>[] = [];
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedMs) / 1000) * perSecond) + 1);
    while (pending.length < due) {
      const plannedMs = startedMs + (pending.length / perSecond) * 1000;
      const next = requests[pending.length % requests.length];
      if (!next) throw new Error('A load needs at least one request.');
      const body = next.body.replaceAll(OWN_ID, String(pending.length));
      const ended = send(url, { ...next, body }, agent);
      pending.push(
        ended.then((status) => {
          if (plannedMs >= countedMs) counting.count(status, performance.now() - plannedMs);
        }),
      );
    }
    await sleep(TICK_MS);
  }
  await Promise.all(pending);
  agent.destroy();
  // What was late counts as late: the time goes on until the last answer.
  return counting.tally(performance.now() - countedMs);
}

/** Opens connections ahead of the load. */
async function connect(url: string, agent: Agent, count: number): Promise<void> {
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const sent = request(`${url}/health/live`, { agent }, (response) => response.resume().once('close', resolve));
      sent.once('error', reject);
      sent.end();
    });
  await Promise.all(Array.from({ length: count }, one));
}

/** Resolves with the status of the answer, 0 where none came. */
function send(url: string, { path, headers, body }: LoadRequest, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      `${url}${path}`,
      {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: ANSWER_WITHIN_MS,
      },
      (response) => {
        response.resume();
        response.once('close', () => resolve(response.complete ? (response.statusCode ?? 0) : 0));
      },
    );
    sent.once('timeout', () => sent.destroy(new Error('No answer in time')));
    sent.once('error', () => resolve(0));
    sent.end(body);
  });
}
