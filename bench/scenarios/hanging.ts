// One department hangs: how long those wait who ask the others.
import { z } from 'zod';
import type { LoadRequest } from '../load/job.ts';
import { median } from '../rounds.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { graphRequest, type Stage } from '../stage.ts';

const PER_SECOND = 60;
const PEOPLE = 500;
const WARM_UP_S = 3;
const HANGING = 'tax';
const people = z.array(z.object({ number: z.string() }));
const OF_THE_HANGING = 'query($number: CitizenNumber!) { person(number: $number) { taxAccount { status } } }';
const OF_OTHERS = `query($number: CitizenNumber!) { person(number: $number) { name household { number }
  realEstate(first: 5) { nodes { unitNumber } } } }`;

export const scenario: Scenario = {
  about: `${PER_SECOND} requests a second to other departments, beside as many to one that hangs`,
  run: async (bench) => {
    const stage = await bench.openStage();
    const { others, hanging } = await questions(stage);
    const p95 = async (requests: readonly LoadRequest[], forS: number) =>
      (await bench.load.paced({ url: stage.url, requests, perSecond: PER_SECOND, forS })).latencyMs.p95;
    await p95(others, WARM_UP_S);
    const rounds: { before: number; during: number }[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      await stage.control.clearFaults();
      const before = await p95(others, bench.roundS);
      await stage.control.setFaults(HANGING, { hang: true });
      const crowd = keepAsking(stage.url, hanging, PER_SECOND);
      const during = await p95(others, bench.roundS);
      await crowd.stop();
      rounds.push({ before, during });
    }
    return figures(rounds);
  },
};

async function questions(stage: Stage) {
  const { items } = await stage.control.population('people', 0, PEOPLE);
  const token = await stage.token('window', 'acceptance');
  const numbers = people.parse(items).map(({ number }) => number);
  const ask = (query: string) => numbers.map((number) => graphRequest(token, query, { number }));
  return { others: ask(OF_OTHERS), hanging: ask(OF_THE_HANGING) };
}

/** Beside the load that is measured, from this process: nobody looks at how long these take. */
function keepAsking(url: string, requests: readonly LoadRequest[], perSecond: number) {
  let sent = 0;
  const pending = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const request = requests[sent++ % requests.length];
    if (!request) return;
    const { path, headers, body } = request;
    const answered = fetch(`${url}${path}`, { method: 'POST', headers, body }).then((response) =>
      response.arrayBuffer(),
    );
    const settled = answered.catch(() => undefined).finally(() => pending.delete(settled));
    pending.add(settled);
  }, 1_000 / perSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}

function figures(rounds: readonly { before: number; during: number }[]): readonly Figure[] {
  return [
    {
      name: 'p95 / p95 before',
      value: median(rounds.map(({ before, during }) => during / before)),
      unit: 'ratio',
      target: { atMost: 1.2 },
    },
    { name: 'p95 before', value: median(rounds.map(({ before }) => before)), unit: 'ms' },
    { name: 'p95 while one hangs', value: median(rounds.map(({ during }) => during)), unit: 'ms' },
  ];
}
