// A month of a centre's life in half a minute, and a gateway that is killed in the middle of it.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openControl } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { type GraphClient, openGraph } from '../../commands/town/graph.ts';
import { developmentToken } from '../../development/issuer.ts';
import { startMocks } from '../../mocks/start.ts';
import { createDatabase } from '../support/postgres.ts';
import { golden } from '../support/town.ts';

const START = '2026-03-02T09:00:00+08:00';
/** A day takes 0.35 s. */
const RATE = 250_000;
const LIGHTS = ['GREEN', 'WARNING', 'YELLOW', 'RED'];

const [folder, database] = [await makeFolder(), await createDatabase({ migrated: true })];
const mocks = await startMocks({
  ...{ host: '127.0.0.1', port: 0, seed: 1, people: 10_000, dataFolder: folder.path, night: false },
  clock: { start: new Date(START), rate: RATE },
});
const control = openControl(mocks.control);
let gateway: ChildProcess | undefined;
afterAll(async () => {
  gateway?.kill('SIGKILL');
  await mocks.close();
  await folder.remove();
});

async function startGateway(): Promise<{ window: GraphClient; supervisor: GraphClient }> {
  const { PATH, HOME } = process.env;
  gateway = fork(fileURLToPath(new URL('../../src/main.ts', import.meta.url)), [], {
    env: {
      ...{ PATH, HOME, ...mocks.environment, DATABASE_URL: database.url, DATA_DIR: folder.path, PORT: '0' },
      ...{ LOG_LEVEL: 'error', CLOCK_START: START, CLOCK_RATE: String(RATE) },
    },
    execArgv: [],
  });
  const [{ url }] = (await once(gateway, 'message')) as [{ url: string }];
  const as = async (role: string, purpose: string) =>
    openGraph(url, await developmentToken({ role, purpose, expires: '1h' }));
  return { window: await as('window', 'acceptance'), supervisor: await as('supervisor', 'supervision') };
}

const alertsAnswer = z.object({
  supervision: z.object({
    alerts: z.object({
      nodes: z.array(
        z.object({
          rule: z.object({ id: z.string() }),
          subject: z.string(),
          light: z.string().nullable(),
          at: z.string().nullable(),
          raisedAt: z.string(),
        }),
      ),
    }),
  }),
});

async function alerts(supervisor: GraphClient) {
  const document = '{ supervision { alerts(first: 100) { nodes { rule { id } subject light at raisedAt } } } }';
  return (await supervisor.data({ document }, alertsAnswer)).supervision.alerts.nodes;
}

test('lights change as the days pass, silence becomes acceptance, and a kill -9 gives nothing twice', async () => {
  await control.setDecisions('land', { outcome: 'hold' });
  const { window } = await startGateway();
  const input = await control.sample('home-transfer', 1);
  const submitted = await window.data(
    { document: golden('submit-case'), variables: { input } },
    z.object({ submitCase: z.object({ receipt: z.object({ number: z.string() }) }) }),
  );
  const { number } = submitted.submitCase.receipt;
  const seen: string[] = [];
  const look = async (client: GraphClient) => {
    const answer = await client.data(
      { document: golden('follow-case'), variables: { number } },
      z.object({
        case: z.object({
          light: z.string(),
          parts: z.array(z.object({ code: z.string(), key: z.string() })),
          events: z.object({ nodes: z.array(z.object({ kind: z.string() })) }),
        }),
      }),
    );
    if (seen.at(-1) !== answer.case.light) seen.push(answer.case.light);
    return answer.case;
  };
  const until = async (client: GraphClient, light: string) => {
    for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(40)) {
      if ((await look(client)).light === light) return;
    }
    throw new Error(`The light stays ${seen.at(-1)}.`);
  };
  await until(window, 'YELLOW');
  gateway?.kill('SIGKILL');
  await sleep(500);
  const again = await startGateway();
  const before = await alerts(again.supervisor);
  await until(again.window, 'RED');
  for (let turn = 0; turn < 100; turn += 1) {
    if ((await alerts(again.supervisor)).some(({ rule }) => rule.id === 'JC-173')) break;
    await sleep(200);
  }
  const state = await look(again.window);
  expect(state.events.nodes.filter(({ kind }) => kind === 'DEEMED_ACCEPTED')).toHaveLength(1);
  const order = seen.map((light) => LIGHTS.indexOf(light));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(seen).toContain('GREEN');
  const given = await alerts(again.supervisor);
  expect(given.slice(0, before.length)).toEqual(before);
  const names = given.map(({ rule, subject }) => `${rule.id} ${subject}`);
  expect(new Set(names).size).toBe(names.length);
  // Days pass so fast that the other departments may be late as well.
  const transfer = state.parts.find(({ code }) => code === 'transfer')?.key ?? '';
  const own = (about: string) => names.filter((name) => name.endsWith(about)).map((name) => name.slice(0, 6));
  expect(own(`${transfer} NOTICE`)).toEqual(['JC-101', 'JC-102', 'JC-103']);
  expect(own(`${transfer} PROMISE`)).toContain('JC-113');
  expect(own(`${number} TOTAL`).sort()).toEqual(['JC-171', 'JC-172', 'JC-173']);
}, 180_000);
