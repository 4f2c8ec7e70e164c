// The desk that calls come to: how many are served at once, and what goes wrong with each of them.
import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../request-body.ts';
import type { Mishap, SimulatorContext } from '../simulator.ts';
import { type ReturnCode, returnCode, rules, wsdl } from './contract.ts';
import { garbageOf } from './garbage.ts';
import type { Office } from './office.ts';
import { type Fields, readRequest, type TaxReply, type TaxRequest, writeFault, writeReply } from './wire.ts';

const XML = 'text/xml; charset=utf-8';
/** How long a caller whose declaration is applied late is left waiting before the connection drops. */
const LATE_DROP_MS = 20;
const CLOSED_FOR_S = '60';

export class Desk {
  readonly #context: SimulatorContext;
  readonly #office: Office;
  readonly #garbage: ReturnType<typeof garbageOf>;
  readonly #late = new Set<Promise<unknown>>();
  #underWay = 0;

  constructor(context: SimulatorContext, office: Office) {
    this.#context = context;
    this.#office = office;
    this.#garbage = garbageOf(context.misbehaviour.garble);
  }

  /** When nothing is waiting to be applied late any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#late]);
  }

  async serve(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    try {
      if (incoming.method === 'GET') return describe(incoming, response);
      const body = await readBody(incoming, rules.limits.requestBytes);
      const served = incoming.method === 'POST' && incoming.url === rules.service.path;
      if (!served) return send(response, 404, Buffer.alloc(0));
      if (!body) return send(response, 413, Buffer.alloc(0));
      await this.#call(parsed(body), response);
    } catch {
      // The caller went away, or the store refused: no answer is what either sees on this wire.
      response.destroy();
    }
  }

  async #call(request: TaxRequest | undefined, response: http.ServerResponse): Promise<void> {
    const answered = this.#context.counters.message(request?.transaction.kind === 'poll' ? 'poll' : 'message', 1);
    this.#underWay += 1;
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      this.#underWay -= 1;
      answered();
    };
    response.once('close', end);
    if (!request) return reply(response, end, 500, writeFault('Client', 'Cannot read the request'));
    const barred = this.#barred(request);
    if (barred) return this.#answer(request, response, end, { code: barred });
    await this.#respond(request, response, end);
  }

  /** The access check: too many calls at once, or a channel that is not admitted. */
  #barred(request: TaxRequest): ReturnCode | undefined {
    if (this.#underWay > rules.limits.concurrentCalls) return returnCode('901');
    return request.channelId === rules.service.channelId ? undefined : returnCode('902');
  }

  async #respond(request: TaxRequest, response: http.ServerResponse, end: () => void): Promise<void> {
    const submission = request.transaction.kind === 'application' || request.transaction.kind === 'amendment';
    const poll = request.transaction.kind === 'poll' ? 'poll' : 'question';
    const mishap = this.#context.misbehaviour.draw(submission ? 'submission' : poll);
    if (mishap.hang) return;
    if (mishap.maintenance || mishap.error) return this.#turnAway(request, response, end, mishap);
    if (submission && mishap.lateApplyMs > 0) return this.#applyLate(request, response, mishap.lateApplyMs);
    // Applied before the wait: a slow answer must not become a declaration that is applied late.
    const outcome = await this.#handle(request);
    if (mishap.delayMs > 0) await sleep(mishap.delayMs);
    if (mishap.lostReply) return void response.destroy();
    if (mishap.appliedThenError) return reply(response, end, 500, writeFault('Server', 'Internal error'));
    if (!mishap.garble) return this.#answer(request, response, end, outcome);
    const { contentType, bytes } = this.#garbage(this.#written(request, outcome));
    end();
    send(response, 200, bytes, contentType);
  }

  async #turnAway(request: TaxRequest, response: http.ServerResponse, end: () => void, mishap: Mishap): Promise<void> {
    if (mishap.delayMs > 0) await sleep(mishap.delayMs);
    if (!mishap.maintenance) return reply(response, end, 500, writeFault('Server', 'Internal error'));
    this.#answer(request, response, end, {
      code: returnCode('801'),
      expand: { name: 'retry_after_s', value: CLOSED_FOR_S },
    });
  }

  async #applyLate(request: TaxRequest, response: http.ServerResponse, afterMs: number): Promise<void> {
    const late = sleep(afterMs).then(() => this.#handle(request));
    this.#late.add(late);
    late.finally(() => this.#late.delete(late)).catch(() => {});
    await sleep(LATE_DROP_MS);
    response.destroy();
  }

  async #handle(request: TaxRequest): Promise<TaxReply> {
    if (!hasFields(request)) return { code: returnCode('201') };
    return this.#office.handle(request);
  }

  #answer(request: TaxRequest, response: http.ServerResponse, end: () => void, outcome: TaxReply): void {
    reply(response, end, 200, this.#written(request, outcome));
  }

  #written(request: TaxRequest, outcome: TaxReply): Buffer {
    const { transaction, tranSeq } = request;
    return writeReply({ tranId: transaction.tran_id, tranSeq, at: this.#context.now() }, outcome);
  }
}

function hasFields(request: TaxRequest): request is TaxRequest & { readonly fields: Fields } {
  return request.fields !== undefined;
}

/** The place at the counter is free before the caller can know of its answer. */
function reply(response: http.ServerResponse, end: () => void, status: number, bytes: Buffer): void {
  end();
  send(response, status, bytes);
}

function send(response: http.ServerResponse, status: number, bytes: Buffer, contentType = XML): void {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': bytes.length }).end(bytes);
}

function describe(incoming: http.IncomingMessage, response: http.ServerResponse): void {
  const known = incoming.url?.toLowerCase() === `${rules.service.path.toLowerCase()}?wsdl`;
  const address = `location="http://${incoming.headers.host ?? ''}${rules.service.path}"`;
  if (known) send(response, 200, Buffer.from(wsdl.replace(/location="[^"]*"/, address)));
  else send(response, 404, Buffer.alloc(0));
}

function parsed(body: Buffer): TaxRequest | undefined {
  try {
    return readRequest(body);
  } catch {
    return undefined; // bytes that are not UTF-8, or XML that is not well formed
  }
}
