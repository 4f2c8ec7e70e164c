// Bodies of GraphQL requests, damaged, against a running gateway before the four simulators. No fault of a client may cost the
// gateway more than a refusal; and what is answered with data must have been an operation of the schema, as graphql itself reads it.
import { isUtf8 } from 'node:buffer';
import { Agent, request as httpRequest } from 'node:http';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { openStage } from '../bench/stage.ts';
import { makeFolder } from '../commands/town/folder.ts';
import { developmentToken } from '../development/issuer.ts';
import { errorCodes } from '../src/errors.ts';
import { buildSchema } from '../src/graph/schema.ts';
import { type DrawnRequest, drawRequest, samplesOf } from './drawn-request.ts';
import { finding, type OpenTarget, type Plant, type Target, type Verdict } from './target.ts';

const FAILS: Plant = { name: 'answers a client’s fault with 500' };
const ANSWERS: Plant = { name: 'answers what is no operation with data' };
const ANSWERED_WITHIN_MS = 20_000;
const PEOPLE = 500;

export const requests: Target = {
  name: 'requests',
  inputs: 20_000,
  atOnce: 8,
  plants: [FAILS, ANSWERS],
  open: openRequests,
};

interface Reply {
  readonly status: number;
  readonly text: string;
}

async function openRequests(plant?: Plant): Promise<OpenTarget> {
  const folder = await makeFolder();
  const [stage, schema] = await Promise.all([
    openStage(folder.path, { people: PEOPLE, gateway: { LOG_LEVEL: 'error' } }),
    buildSchema(),
  ]);
  const { url, gateway } = stage;
  let gone: string | undefined;
  void gateway.ended.then((reason) => {
    gone = reason;
  });
  const samples = await samplesOf(stage.control);
  const tokens = await Promise.all([
    developmentToken({ role: 'window', purpose: 'acceptance', expires: '12h' }),
    developmentToken({ role: 'supervisor', purpose: 'supervision', expires: '12h' }),
    developmentToken({ role: 'front-end', purpose: 'own-data', subject: samples.citizen, expires: '12h' }),
  ]);
  const agent = new Agent({ keepAlive: true, maxSockets: requests.atOnce });
  return {
    run: async (chance) => {
      const drawn = drawRequest(chance, samples, tokens);
      const reply = await send(url, agent, drawn).catch((error: Error) => error);
      if (gone !== undefined) return finding(`the gateway is gone: ${gone}`, drawn.body);
      if (reply instanceof Error) return finding(`the connection broke: ${reply.message}`, drawn.body);
      return judge(drawn, planted(reply, drawn, plant), schema);
    },
    memoryBytes: async () => (await gateway.usageCollected()).heapBytes,
    close: async () => {
      agent.destroy();
      await stage.close();
      await folder.remove();
    },
  };
}

function send(url: string, agent: Agent, { method, path, headers, body }: DrawnRequest): Promise<Reply> {
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, { method, headers, agent, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.once('error', reject);
    });
    request.once('error', reject);
    request.end(method === 'POST' ? body : undefined);
  });
}

function planted(reply: Reply, drawn: DrawnRequest, plant: Plant | undefined): Reply {
  if (plant === FAILS && !isUtf8(drawn.body)) return { status: 500, text: reply.text };
  if (plant === ANSWERS && reply.status === 400) return { status: 200, text: '{"data":{"__typename":"Query"}}' };
  return reply;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function judge(drawn: DrawnRequest, { status, text }: Reply, schema: GraphQLSchema): Verdict {
  const input = `${drawn.method} ${drawn.path} ${JSON.stringify(drawn.headers)} ${drawn.body.toString('latin1')}`;
  if (status >= 500) return finding(`a client’s fault was answered ${status}: ${text}`, input);
  const answer = answerOf(text);
  if (!answer) return finding(`the answer of status ${status} is no JSON: ${text}`, input);
  const codes = answer.errors?.map(({ extensions }) => extensions?.code ?? 'none') ?? [];
  const odd = codes.find((code) => !(code in errorCodes) || code === 'INTERNAL');
  if (odd !== undefined) return finding(`an error carries the code ${odd}: ${text}`, input);
  if (answer.data === undefined) {
    return status >= 400 || codes.length > 0 ? { kind: 'refused' } : finding('neither data nor errors', input);
  }
  const fault = faultOf(drawn, schema);
  return fault === undefined ? { kind: 'taken' } : finding(`was answered with data, though ${fault}`, input);
}

function answerOf(text: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with a request, told without any code of ours; undefined where it is one. */
function faultOf({ method, path, body }: DrawnRequest, schema: GraphQLSchema): string | undefined {
  const url = new URL(path, 'http://gateway');
  if (method === 'POST' && !isUtf8(body)) return 'its bytes are not UTF-8';
  try {
    const text =
      method === 'GET' ? url.searchParams.get('query') : (JSON.parse(body.toString('utf8')) as { query: string }).query;
    if (typeof text !== 'string') return 'it has no query';
    const [error] = validate(schema, parse(text));
    return error && `its document is not valid: ${error.message}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
