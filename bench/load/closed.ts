// A closed load, by autocannon: its own histogram knows whole milliseconds only, so that latencies are taken from its events.
import autocannon from 'autocannon';
import { type Job, OWN_ID, type Tally } from './job.ts';
import { openTally, tellsErrors, WITH_ERRORS } from './tally.ts';

const ANSWER_WITHIN_S = 30;

export function closedLoad(job: Extract<Job, { kind: 'closed' }>): Promise<Tally> {
  const { url, requests, connections, forS, leadS = 0 } = job;
  const counting = openTally();
  const countedMs = performance.now() + leadS * 1_000;
  let endedMs = countedMs;
  /** Connections on which an answer with errors is arriving. */
  const flawed = new WeakSet<autocannon.Client>();
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        duration: leadS + forS,
        timeout: ANSWER_WITHIN_S,
        sampleInt: 100,
        setupClient: (client) => {
          client.on('body', (piece) => {
            if (tellsErrors(piece)) flawed.add(client);
          });
        },
        idReplacement: requests.some(({ body }) => body.includes(OWN_ID)),
        requests: requests.map(({ path, headers, body }) => ({ method: 'POST', path, headers: { ...headers }, body })),
      },
      (error: Error | null) => {
        if (error) reject(error);
        else resolve(counting.tally(endedMs - countedMs));
      },
    );
    instance.on('response', (client, status, _bytes, tookMs) => {
      const isFlawed = flawed.delete(client);
      const nowMs = performance.now();
      if (nowMs < countedMs) return;
      endedMs = nowMs;
      counting.count(isFlawed && status === 200 ? WITH_ERRORS : status, tookMs);
    });
    instance.on('reqError', () => {
      if (performance.now() >= countedMs) counting.count(0, 0);
    });
  });
}
