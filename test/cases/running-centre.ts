// A centre for a test file: the four simulators and a gateway in front of them, in this process, as far as a client sees them.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { z } from 'zod';
import { type ControlApi, openControl, type SampleInput } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { type GraphClient, openGraph } from '../../commands/town/graph.ts';
import { DEVELOPMENT_ISSUER, developmentToken } from '../../development/issuer.ts';
import { startMocks } from '../../mocks/start.ts';
import { readConfig } from '../../src/config.ts';
import { startGateway } from '../../src/gateway.ts';
import { createDatabase } from '../support/postgres.ts';

const part = z.object({
  code: z.string(),
  key: z.string(),
  state: z.string(),
  delivery: z.string(),
  department: z.object({ code: z.string() }),
  licences: z.array(z.object({ kind: z.string() })),
});
const found = z.object({
  number: z.string(),
  state: z.string(),
  issuance: z.object({ state: z.string() }),
  parts: z.array(part),
});
export type FoundCase = z.infer<typeof found>;

const task = z.object({ id: z.string(), kind: z.string(), part: z.string().nullable(), caseNumber: z.string() });
export type FoundTask = z.infer<typeof task>;

const CASE = `number state issuance { state } parts { code key state delivery department { code } licences { kind } }`;
const WAIT_MAX_MS = 25_000;

export interface RunningCentre {
  /** Base address of the gateway. */
  readonly url: string;
  readonly control: ControlApi;
  readonly window: GraphClient;
  readonly operator: GraphClient;
  /** The n-th valid application of a bundle; each n is another applicant with other units. */
  readonly sample: (bundle: string) => Promise<SampleInput>;
  /** The number of the new case; fails where it is not received. */
  readonly submit: (input: SampleInput) => Promise<string>;
  readonly case: (number: string) => Promise<FoundCase>;
  readonly until: (number: string, holds: (found: FoundCase) => boolean) => Promise<FoundCase>;
  /** Open tasks of a case. */
  readonly tasks: (number: string) => Promise<readonly FoundTask[]>;
  /** Id of the file. */
  readonly upload: (content: Uint8Array, mediaType: string) => Promise<string>;
  /** An official's word on one application; it may come before the application does. */
  readonly decide: (department: string, key: string, outcome: string) => Promise<void>;
  /** What departments wrote down under the keys of the case. */
  readonly effects: (found: FoundCase) => Promise<readonly string[]>;
}

/** Ends after the file's tests. `wayTo`: another way to its database. */
export async function runCentre(
  wayTo: (databaseUrl: string) => Promise<string> = async (url) => url,
): Promise<RunningCentre> {
  const [folder, database] = await Promise.all([makeFolder(), createDatabase({ migrated: true })]);
  const databaseUrl = await wayTo(database.url);
  const data = { dataFolder: folder.path, seed: 1, people: 10_000 };
  const clock = { start: undefined, rate: 1 };
  const mocks = await startMocks({ host: '127.0.0.1', port: 0, night: false, clock, ...data });
  const environment = { DATABASE_URL: databaseUrl, DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'silent' };
  const config = readConfig({ ...mocks.environment, ...environment }, DEVELOPMENT_ISSUER);
  if (!config.ok) throw new Error(config.faults.join('\n'));
  const gateway = await startGateway(config.config);
  afterAll(async () => {
    await gateway.close();
    await mocks.close();
    await folder.remove();
  });
  const token = await developmentToken({ role: 'window', purpose: 'acceptance', expires: '1h' });
  const operatorToken = await developmentToken({ role: 'operator', purpose: 'operation', expires: '1h' });
  const [window, operator] = [openGraph(gateway.url, token), openGraph(gateway.url, operatorToken)];
  const control = openControl(mocks.control);
  const samples = new Map<string, number>();
  const read = async (number: string) => {
    const document = `query Case($number: ID!) { case(number: $number) { ${CASE} } }`;
    return (await window.data({ document, variables: { number } }, z.object({ case: found }))).case;
  };
  return {
    url: gateway.url,
    control,
    window,
    operator,
    sample: (bundle) => {
      const n = samples.get(bundle) ?? 0;
      samples.set(bundle, n + 1);
      return control.sample(bundle, n);
    },
    submit: (input) => received(window, input),
    case: read,
    until: async (number, holds) => {
      const deadline = performance.now() + WAIT_MAX_MS;
      for (;;) {
        const now = await read(number);
        if (holds(now)) return now;
        if (performance.now() > deadline) throw new Error(`Case ${number} is ${JSON.stringify(now, null, 1)}`);
        await sleep(50);
      }
    },
    tasks: async (number) => {
      const { tasks } = await window.data({ document: '{ tasks(first: 500) { id kind part caseNumber } }' }, openTasks);
      return tasks.filter(({ caseNumber }) => caseNumber === number);
    },
    upload: async (content, mediaType) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': mediaType };
      const response = await fetch(`${gateway.url}/materials`, { method: 'PUT', headers, body: Buffer.from(content) });
      return z.object({ fileId: z.string() }).parse(await response.json()).fileId;
    },
    decide: async (department, key, outcome) => {
      const url = `${mocks.control}/decisions/${department}/${key}`;
      const body = JSON.stringify({ outcome });
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      if (!response.ok) throw new Error(`${outcome} of ${key}: ${await response.text()}`);
    },
    effects: async ({ parts }) => {
      const keys = new Set(parts.map(({ key }) => key));
      return (await control.journal()).filter(({ key }) => keys.has(key)).map(({ effect }) => effect);
    },
  };
}

const openTasks = z.object({ tasks: z.array(task) });

const submitted = z.object({
  submitCase: z.looseObject({
    __typename: z.string(),
    receipt: z.object({ number: z.string() }).optional(),
    notice: z.unknown().optional(),
  }),
});
export const SUBMIT = `mutation Submit($input: SubmitCaseInput!) { submitCase(input: $input) {
  __typename
  ... on CaseReceived { replayed receipt { number } }
  ... on CaseDeficient { notice { deficiencies { code part field material { code } } } }
} }`;

async function received(window: GraphClient, input: unknown): Promise<string> {
  const { submitCase } = await window.data({ document: SUBMIT, variables: { input } }, submitted);
  if (submitCase.receipt) return submitCase.receipt.number;
  throw new Error(`Not received: ${JSON.stringify(submitCase)}`);
}

export function partOf({ parts }: FoundCase, code: string): FoundCase['parts'][number] {
  const wanted = parts.find((each) => each.code === code);
  if (wanted) return wanted;
  throw new Error(`The case has no part ${code}`);
}
