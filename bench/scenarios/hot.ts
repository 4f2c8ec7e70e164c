// The golden dossier of a person, whose facts are all in the cache, next to raw node:http that serves the same bytes.
import { z } from 'zod';
import { medianOf, takeTurns } from '../rounds.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { golden, graphRequest, type Stage } from '../stage.ts';

const CONNECTIONS = 64;
const PEOPLE = 32;
const WARM_UP_S = 5;
/** While the other had its turn, facts grew old: all 32 people are asked for anew. */
const LEAD_S = 1;
const people = z.array(z.object({ number: z.string() }));

export const scenario: Scenario = {
  about: `person-dossier of ${PEOPLE} people in turn, ${CONNECTIONS} connections, everything switched on`,
  run: async (bench) => {
    const stage = await bench.openStage();
    const { requests, answers } = await dossiers(stage);
    const floor = await bench.openFloor(answers);
    const atFloor = requests.map((request, index) => ({ ...request, path: `/${index}` }));
    const taken = await takeTurns(
      [
        {
          name: 'floor',
          usage: floor.usage,
          load: (forS, leadS) =>
            bench.load.closed({ url: floor.url, requests: atFloor, connections: CONNECTIONS, forS, leadS }),
        },
        {
          name: 'gateway',
          usage: stage.gateway.usage,
          load: (forS, leadS) => bench.load.closed({ url: stage.url, requests, connections: CONNECTIONS, forS, leadS }),
        },
      ],
      { ...bench, warmUpS: bench.short ? bench.roundS : WARM_UP_S, leadS: LEAD_S },
    );
    return [...comparison(taken), await memory(stage)];
  },
};

async function dossiers(stage: Stage) {
  const document = await golden('person-dossier');
  const { items } = await stage.control.population('people', 0, PEOPLE);
  const token = await stage.token('window', 'acceptance');
  const clerk = await stage.as('window', 'acceptance');
  const numbers = people.parse(items).map(({ number }) => number);
  const answers: unknown[] = [];
  for (const number of numbers) {
    const data = await clerk.data({ document, variables: { number } }, z.unknown());
    answers.push({ data });
  }
  return { requests: numbers.map((number) => graphRequest(token, document, { number })), answers };
}

function comparison(taken: Awaited<ReturnType<typeof takeTurns>>): readonly Figure[] {
  const [floor, gateway] = [taken.get('floor'), taken.get('gateway')];
  const [floorRate, rate] = [floor, gateway].map((rounds) => medianOf(rounds, ({ tally }) => tally.perSecond)) as [
    number,
    number,
  ];
  const [floorP99, p99] = [floor, gateway].map((rounds) => medianOf(rounds, ({ tally }) => tally.latencyMs.p99)) as [
    number,
    number,
  ];
  return [
    { name: 'throughput / raw node:http', value: rate / floorRate, unit: 'ratio', target: { atLeast: 0.3 } },
    { name: 'p99 / p99 of raw node:http', value: p99 / floorP99, unit: 'ratio', target: { atMost: 3 } },
    { name: 'throughput', value: rate, unit: '1/s' },
    { name: 'throughput of raw node:http', value: floorRate, unit: '1/s' },
    { name: 'CPU of an answer', value: medianOf(gateway, ({ cpuUsPerAnswer }) => cpuUsPerAnswer), unit: 'us' },
    {
      name: 'CPU of an answer of raw node:http',
      value: medianOf(floor, ({ cpuUsPerAnswer }) => cpuUsPerAnswer),
      unit: 'us',
    },
    { name: 'p50', value: medianOf(gateway, ({ tally }) => tally.latencyMs.p50), unit: 'ms' },
    { name: 'p99', value: p99, unit: 'ms' },
    { name: 'p99 of raw node:http', value: floorP99, unit: 'ms' },
  ];
}

async function memory(stage: Stage): Promise<Figure> {
  const { residentBytes } = await stage.gateway.usage();
  return { name: 'resident memory', value: residentBytes / 2 ** 20, unit: 'MB', target: { atMost: 250 } };
}
