import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, frameLimits } from '../../../adapters/police/message.ts';
import { openTransport, type PoliceTransport, type TransportSettings } from '../../../adapters/police/transport.ts';
import { frameOf, type Message, readMessage, writeAnswer } from '../../../mocks/police/records.ts';
import { type ScriptedPolice, scriptedPolice } from './scripted-police.ts';

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function police(onFrame: (message: Message, socket: Socket) => void): Promise<ScriptedPolice> {
  const scripted = await scriptedPolice({
    onFrame: (content, socket) => {
      const message = readMessage(content);
      if (!message) throw new Error('the transport sent a malformed frame');
      onFrame(message, socket);
    },
  });
  opened.unshift(scripted);
  return scripted;
}

function transportTo({ port }: { port: number }, change: Partial<TransportSettings> = {}): PoliceTransport {
  const usual = { connectionsMax: 2, inFlightMax: 8, queueMax: 256, connectTimeoutMs: 10_000 };
  const transport = openTransport({ host: '127.0.0.1', port, ...usual, ...change });
  opened.unshift(transport);
  return transport;
}

/** A question whose one record says which it is, and an answer that says it back. */
const question = (text: string) => ({ transaction: 'Q102', purpose: '1001', records: [Buffer.from(text)] });
const answerTo = ({ head, body }: Message) => frameOf(writeAnswer(head, '000', [body]));
const ask = (transport: PoliceTransport, text: string, signal = AbortSignal.timeout(5000)) =>
  transport.exchange(question(text), signal).then(({ body }: Answer) => Buffer.from(body).toString());
const endOf = (exchange: Promise<string>) => exchange.catch((fault: { kind: string }) => fault.kind);
const texts = (count: number) => Array.from({ length: count }, (_, index) => `question ${index}`);

describe('questions to the police in flight', () => {
  it('are matched to their answers by sequence number, in whatever order these come', async () => {
    const waiting: (() => void)[] = [];
    const transport = transportTo(
      await police((message, socket) => {
        waiting.push(() => socket.write(answerTo(message)));
        if (waiting.length === 8) for (const answer of waiting.reverse()) answer();
      }),
    );
    const answers = await Promise.all(texts(8).map((text) => ask(transport, text)));
    expect(answers).toEqual(texts(8));
  });

  it('are answered however the bytes are cut', async () => {
    const transport = transportTo(
      await police(async (message, socket) => {
        const bytes = Buffer.concat([answerTo(message)]);
        for (let at = 0; at < bytes.length; at += 37) {
          socket.write(bytes.subarray(at, at + 37));
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),
    );
    expect(await ask(transport, 'one')).toBe('one');
    expect(await ask(transport, 'two')).toBe('two');
  });

  it('wait for a place: two connections, eight in flight on each', async () => {
    const underWay = new Map<Socket, number>();
    let most = 0;
    const scripted = await police((message, socket) => {
      const now = (underWay.get(socket) ?? 0) + 1;
      underWay.set(socket, now);
      most = Math.max(most, now);
      setTimeout(() => {
        underWay.set(socket, (underWay.get(socket) ?? 1) - 1);
        socket.write(answerTo(message));
      }, Math.random() * 5);
    });
    const transport = transportTo(scripted);
    const answers = await Promise.all(texts(200).map((text) => ask(transport, text)));
    expect(answers).toEqual(texts(200));
    expect({ most, connections: scripted.connections() }).toEqual({ most: 8, connections: 2 });
  });

  it('are refused where too many wait already', async () => {
    const transport = transportTo(await police(() => {}), { connectionsMax: 1, inFlightMax: 1, queueMax: 1 });
    const first = endOf(ask(transport, 'in flight', AbortSignal.timeout(400)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const second = endOf(ask(transport, 'waiting', AbortSignal.timeout(200)));
    expect(await endOf(ask(transport, 'too many'))).toBe('unavailable');
    expect(await Promise.all([first, second])).toEqual(['timeout', 'unavailable']);
  });

  it('are not written to an end that reads nothing, and those that wait are known not to be sent', async () => {
    const sockets: Socket[] = [];
    const seen: string[] = [];
    const scripted = await police((message, socket) => {
      seen.push(message.body.toString().trim());
      if (!sockets.includes(socket)) sockets.push(socket.pause());
      socket.write(answerTo(message));
    });
    const transport = transportTo(scripted, { connectionsMax: 1, inFlightMax: 1000 });
    const large = (index: number) => `${index}`.padEnd(1_000_000, ' ');
    const exchanges = Array.from({ length: 40 }, (_, index) =>
      ask(transport, large(index)).then((text) => text.trim()),
    );
    const impatient = endOf(ask(transport, 'impatient', AbortSignal.timeout(300)));
    expect(await impatient).toBe('unavailable');
    for (const socket of sockets) socket.resume();
    expect(await Promise.all(exchanges)).toEqual(Array.from({ length: 40 }, (_, index) => `${index}`));
    expect(seen).not.toContain('impatient');
  });
});

describe('a question that was given up', () => {
  it('leaves its late answer to nobody and the other questions alone', async () => {
    const late: (() => void)[] = [];
    const scripted = await police((message, socket) => {
      const answer = () => socket.write(answerTo(message));
      if (message.body.toString() === 'slow') late.push(answer);
      else answer();
    });
    const transport = transportTo(scripted);
    await ask(transport, 'before');
    const slow = endOf(ask(transport, 'slow', AbortSignal.timeout(100)));
    expect(await ask(transport, 'meanwhile')).toBe('meanwhile');
    expect(await slow).toBe('timeout');
    for (const answer of late) answer();
    expect(await Promise.all(texts(5).map((text) => ask(transport, text)))).toEqual(texts(5));
    expect(scripted.connections()).toBe(1);
  });

  it('gives up a connection on which nothing has come since', async () => {
    const dead = new Set<Socket>();
    const scripted = await police((message, socket) => {
      if (dead.size === 0) dead.add(socket);
      if (!dead.has(socket)) socket.write(answerTo(message));
    });
    const transport = transportTo(scripted, { connectionsMax: 1 });
    expect(await endOf(ask(transport, 'into the void', AbortSignal.timeout(100)))).toBe('timeout');
    expect(await ask(transport, 'again')).toBe('again');
    expect(scripted.connections()).toBe(2);
  });

  it('was never asked where its deadline had passed before', async () => {
    const scripted = await police((message, socket) => socket.write(answerTo(message)));
    expect(await endOf(ask(transportTo(scripted), 'too late', AbortSignal.abort()))).toBe('unavailable');
    expect(scripted.connections()).toBe(0);
  });
});

describe('a connection to the police', () => {
  it('fails exactly the questions in flight when it is lost, and those that waited go by the next', async () => {
    let first: Socket | undefined;
    const scripted = await police((message, socket) => {
      first ??= socket;
      if (socket !== first) socket.write(answerTo(message));
      else if (message.body.toString() === 'question 3') socket.resetAndDestroy();
    });
    const transport = transportTo(scripted, { connectionsMax: 1, inFlightMax: 4 });
    const ends = await Promise.all(texts(10).map((text) => endOf(ask(transport, text))));
    expect(ends).toEqual([...Array(4).fill('broken'), ...texts(10).slice(4)]);
    expect(scripted.connections()).toBe(2);
  });

  it('is given up with all its questions when a frame is damaged', async () => {
    let frames = 0;
    const scripted = await police((message, socket) => {
      frames += 1;
      const bytes = answerTo(message);
      if (frames === 4) bytes[bytes.length - 1] = 0xff;
      if (frames >= 4) socket.write(bytes);
    });
    const transport = transportTo(scripted, { connectionsMax: 1 });
    const ends = await Promise.all(texts(4).map((text) => endOf(ask(transport, text))));
    expect(ends).toEqual(Array(4).fill('broken'));
    expect(await ask(transport, 'next')).toBe('next');
    expect(scripted.connections()).toBe(2);
  });

  it('is given up when a question is answered twice', async () => {
    const scripted = await police((message, socket) => {
      if (message.body.toString() === 'open') return;
      socket.write(Buffer.concat([answerTo(message), answerTo(message)]));
    });
    const transport = transportTo(scripted);
    const open = endOf(ask(transport, 'open'));
    expect(await ask(transport, 'twice')).toBe('twice');
    expect(await open).toBe('broken');
  });

  it('may be ended by the police while idle without failing a question', async () => {
    const sockets: Socket[] = [];
    const scripted = await police((message, socket) => {
      sockets.push(socket);
      socket.write(answerTo(message));
    });
    const transport = transportTo(scripted);
    await ask(transport, 'one');
    sockets[0]?.end();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await ask(transport, 'two')).toBe('two');
    expect(scripted.connections()).toBe(2);
  });

  it('is tried once, not in a loop, where the police refuse it, and all who wait hear of it', async () => {
    const scripted = await police(() => {});
    await scripted.close();
    opened.splice(opened.indexOf(scripted), 1);
    const ends = await Promise.all(texts(20).map((text) => endOf(ask(transportTo(scripted), text))));
    expect(ends).toEqual(Array(20).fill('unavailable'));
  });

  it('is closed with the transport: what is in flight fails, nothing more is taken', async () => {
    const transport = transportTo(await police(() => {}));
    const inFlight = endOf(ask(transport, 'in flight'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await transport.close();
    expect(await inFlight).toBe('broken');
    expect(await endOf(ask(transport, 'afterwards'))).toBe('unavailable');
  });

  it('never takes a question larger than a frame', async () => {
    const scripted = await police((message, socket) => socket.write(answerTo(message)));
    expect(await endOf(ask(transportTo(scripted), 'x'.repeat(frameLimits.maxBytes)))).toBe('unavailable');
    expect(scripted.connections()).toBe(0);
  });
});
