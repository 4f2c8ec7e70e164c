// The control API: the town's truth, samples, the journal, counters, faults and decisions. JSON throughout.
import { Readable } from 'node:stream';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApplicationBook } from './applications.ts';
import type { DepartmentCounters } from './counters.ts';
import { type Order, OUTCOMES } from './course.ts';
import { type DecisionBook, USUAL } from './decisions.ts';
import type { Ledger } from './ledger.ts';
import { type DepartmentMisbehaviour, faults } from './misbehaviour.ts';
import type { Population } from './population/population.ts';
import { openSamples } from './samples/samples.ts';
import { type Truth, truthOf } from './truth.ts';

export interface ControlledDepartment {
  readonly code: string;
  readonly book: ApplicationBook;
  readonly decisions: DecisionBook;
  readonly counters: DepartmentCounters;
  readonly misbehaviour: DepartmentMisbehaviour;
}

interface Controlled {
  readonly departments: readonly ControlledDepartment[];
  readonly ledger: Ledger;
  readonly population: Population;
}

export async function startControl(
  parts: Controlled & { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = Fastify({ forceCloseConnections: true });
  answerErrors(server);
  routePopulation(server, parts.population);
  routeJournal(server, parts.ledger);
  routeCounters(server, parts.departments);
  routeFaults(server, parts.departments);
  routeDecisions(server, parts.departments);
  await server.listen({ host: parts.host, port: parts.port });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The control API listens on no port');
  return { port: address.port, close: async () => void (await server.close()) };
}

/** An answer other than 200, with a message that says what to do. */
class Refusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) console.error('The control API failed', error);
    return reply.status(status).send({ error: error.message });
  });
  server.setNotFoundHandler((request, reply) =>
    reply.status(404).send({
      error: `There is no ${request.method} ${request.url.split('?', 1)[0]}; see population, samples, journal, counters, faults, decisions`,
    }),
  );
}

function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new Refusal(400, problems.join('; '));
}

const sampleNumber = z.object({ n: z.coerce.number().int().min(0) });
const PIECE = 50;
const paging = z.strictObject({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).default(100),
});

function routePopulation(server: FastifyInstance, population: Population): void {
  const truth = truthOf(population);
  server.get<{ Params: { kind: string } }>('/population/:kind', async (request, reply) => {
    const { kind } = request.params;
    if (kind !== 'people' && kind !== 'enterprises' && kind !== 'units') {
      throw new Refusal(404, `There is no population of ${kind}; ask for people, enterprises or units`);
    }
    const { offset, limit } = parse(paging, request.query);
    const page = Readable.from(truthPage(truth[kind], offset, limit));
    return reply.type('application/json; charset=utf-8').send(page);
  });
  const samples = openSamples(population);
  server.get<{ Params: { bundle: string; n: string } }>('/samples/:bundle/:n', async (request) => {
    const bundle = samples.get(request.params.bundle);
    if (bundle === undefined) {
      throw new Refusal(
        404,
        `There are no samples of ${request.params.bundle}; bundles: ${[...samples.keys()].join(', ')}`,
      );
    }
    const { n } = parse(sampleNumber, request.params);
    const sample = bundle(n);
    if (sample === undefined) {
      throw new Refusal(
        404,
        `A town of ${population.people} people has no sample ${n} of ${request.params.bundle}; ask for a lower one or start a larger town`,
      );
    }
    return sample;
  });
}

/** Written piece by piece, so that a page of any size costs little memory and holds up no department. */
async function* truthPage({ total, item }: Truth, offset: number, limit: number): AsyncGenerator<string> {
  yield `{"total":${total},"items":[`;
  const end = Math.min(offset + limit, total);
  for (let first = offset; first < end; first += PIECE) {
    const count = Math.min(PIECE, end - first);
    const piece = Array.from({ length: count }, (_, index) => JSON.stringify(item(first + index)));
    yield `${first === offset ? '' : ','}${piece.join(',')}`;
    await new Promise((resolve) => setImmediate(resolve));
  }
  yield ']}';
}

const journalQuestion = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

function routeJournal(server: FastifyInstance, ledger: Ledger): void {
  server.get('/journal', async (request, reply) => {
    const { after } = parse(journalQuestion, request.query);
    return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(inChunks(ledger.journal(after))));
  });
}

/** A write for each line would cost more than the lines. */
async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function routeCounters(server: FastifyInstance, departments: readonly ControlledDepartment[]): void {
  const tallies = () => Object.fromEntries(departments.map(({ code, counters }) => [code, counters.tally()]));
  server.get('/counters', async () => tallies());
  server.delete('/counters', async () => {
    for (const { counters } of departments) counters.reset();
    return tallies();
  });
}

function routeFaults(server: FastifyInstance, departments: readonly ControlledDepartment[]): void {
  const inForce = () => Object.fromEntries(departments.map(({ code, misbehaviour }) => [code, misbehaviour.faults()]));
  server.get('/faults', async () => inForce());
  server.put<{ Params: { department: string } }>('/faults/:department', async (request) => {
    const { misbehaviour } = departmentOf(departments, request.params.department);
    misbehaviour.set(parse(faults, request.body));
    return misbehaviour.faults();
  });
  server.delete('/faults', async () => {
    for (const { misbehaviour } of departments) misbehaviour.set(faults.parse({}));
    return inForce();
  });
}

const orderBody = z.strictObject({
  outcome: z.enum(OUTCOMES),
  afterMs: z.number().int().min(0).max(86_400_000).optional(),
  reason: z.string().min(1).max(200).optional(),
});
const usualBody = orderBody.extend({
  outcome: z
    .enum(OUTCOMES)
    .exclude(['resume'], { error: 'must be approve, refuse, deficient, suspend or hold' })
    .default('approve'),
});

function routeDecisions(server: FastifyInstance, departments: readonly ControlledDepartment[]): void {
  server.put<{ Params: { department: string } }>('/decisions/:department', async (request) => {
    const { code, decisions } = departmentOf(departments, request.params.department);
    const { outcome, afterMs = USUAL.afterMs, reason = null } = parse(usualBody, request.body ?? {});
    decisions.usual = { outcome, afterMs, reason };
    return { department: code, ...decisions.usual };
  });
  server.post<{ Params: { department: string; key: string } }>('/decisions/:department/:key', async (request) => {
    const { code, book, decisions } = departmentOf(departments, request.params.department);
    const { key } = request.params;
    const given = parse(orderBody, request.body);
    // What is there is acted on at once; what is yet to come takes the time that such things usually take.
    const afterMs = given.afterMs ?? (book.find(key) === undefined ? decisions.usual.afterMs : 0);
    const order: Order = { outcome: given.outcome, afterMs, reason: given.reason ?? null };
    const done = await book.decide(key, order);
    if ('refused' in done) throw new Refusal(409, `${code} cannot ${order.outcome} ${key}: ${done.refused}`);
    return { department: code, key, ...order, arrived: done.arrived, steps: book.find(key)?.steps ?? [] };
  });
}

function departmentOf(departments: readonly ControlledDepartment[], code: string): ControlledDepartment {
  const department = departments.find((each) => each.code === code);
  if (department !== undefined) return department;
  throw new Refusal(
    404,
    `There is no department ${code}; departments: ${departments.map((each) => each.code).join(', ')}`,
  );
}
