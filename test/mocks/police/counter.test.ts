// The police's simulator as a raw client meets it: who is let in, what it refuses, and what its faults do to the wire.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  frameOf,
  layout,
  type Message,
  readMessage,
  sealed,
  type Values,
  writeAnswer,
  writeRecord,
} from '../../../mocks/police/records.ts';
import { keyOf, type OpenTown, openTown } from '../../adapters/police/open-town.ts';
import { NOBODY, numberOf } from '../../adapters/police/town.ts';

let open: OpenTown;
const sockets: Socket[] = [];
beforeAll(async () => {
  open = await openTown({ dailyQuota: 1000 });
});
afterAll(() => open.close());
afterEach(() => {
  open.misbehave({});
  open.state.night = false;
  for (const socket of sockets.splice(0)) socket.destroy();
});

const { operator, unit, terminal, purposes } = layout.registration;
const HEAD: Values = {
  version: layout.version,
  transaction: 'Q101',
  sequence: '1',
  operator,
  unit,
  terminal,
  purpose: purposes['acceptance'] ?? '',
};
const number = (index: number) => writeRecord('N', { number: numberOf(index) });
const sealOf = (serial: string) =>
  writeRecord('S', {
    serial,
    creditCode: '91350428MA0TE5T16H',
    enterpriseName: '将乐县龴科技有限公司',
    representativeNumber: numberOf(0),
    representativeName: '王䶮',
    kinds: '01',
  });

/** `writeAnswer` sets version and direction: they are put back, and the check code after them. */
function questionOf(change: Values, records: readonly Uint8Array[]): Buffer {
  const content = Buffer.from(writeAnswer({ ...HEAD, ...change }, '000', records));
  const headerBytes = content.length - Buffer.concat(records).length;
  const head = content.subarray(0, headerBytes);
  head.write(change['version'] ?? layout.version, 0, 'latin1');
  head.write(change['direction'] ?? 'Q', 8, 'latin1');
  return sealed(head, content.subarray(headerBytes));
}

async function connected(): Promise<Socket> {
  const socket = connect(open.state.port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** The next whole frames, or as many as came before the connection ended. */
async function frames(socket: Socket, count: number): Promise<Message[]> {
  const found: Message[] = [];
  let held = Buffer.alloc(0);
  for await (const chunk of socket) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const message = readMessage(held.subarray(4, 4 + held.readUInt32BE(0)));
      held = held.subarray(4 + held.readUInt32BE(0));
      if (message) found.push(message);
    }
    if (found.length >= count) break;
  }
  return found;
}

async function codeOf(change: Values, records: readonly Uint8Array[]): Promise<string | undefined> {
  const socket = await connected();
  socket.write(frameOf(questionOf(change, records)));
  return (await frames(socket, 1))[0]?.head['returnCode'];
}

describe("the police's counter", () => {
  it.each([
    ['an intact question', {}, '000'],
    ['another version', { version: 'GA23' }, '901'],
    ['an answer for a question', { direction: 'A' }, '902'],
    ['another operator', { operator: 'YCZW00350118' }, '903'],
    ['another unit', { unit: '350102000000' }, '904'],
    ['another terminal', { terminal: '10.35.42.9' }, '905'],
    ['a purpose that is not registered', { purpose: '0000' }, '906'],
    ['a transaction that does not exist', { transaction: 'Q999' }, '902'],
    ['a record of another transaction', { transaction: 'Q102' }, '902'],
  ])('answers %s with its return code', async (_scenario, change, code) => {
    expect(await codeOf(change, [number(0)])).toBe(code);
  });

  it.each([
    ['no record', []],
    ['51 records', Array.from({ length: 51 }, (_, index) => number(index))],
    ['half a record', [number(0).subarray(0, 10)]],
    ['a record with a blank field', [Buffer.from('N'.padEnd(19))]],
    ['a record that is not GB18030', [Buffer.concat([Buffer.from('N'), Buffer.alloc(18, 0xff)])]],
  ])('refuses %s as a broken layout', async (_scenario, records) => {
    expect(await codeOf({}, records)).toBe('902');
  });

  it('hangs up on bytes that are no message', async () => {
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      frameOf(Buffer.alloc(300, 0x41)),
      Buffer.alloc(4, 0xff),
    ]) {
      const socket = await connected();
      socket.write(bytes);
      expect(await frames(socket, 1)).toEqual([]);
    }
  });

  it('is closed at night and in maintenance, and nothing is taken then', async () => {
    open.state.night = true;
    expect(await codeOf({ transaction: 'S201' }, [sealOf(keyOf(1))])).toBe('911');
    open.state.night = false;
    open.misbehave({ maintenance: true });
    expect(await codeOf({ transaction: 'S201' }, [sealOf(keyOf(1))])).toBe('911');
    expect(open.book.find(keyOf(1))).toBeUndefined();
  });

  it('answers at most its quota of records a day', async () => {
    const fifty = Array.from({ length: 50 }, (_, index) => number(index));
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 21; turn++) codes.push(await codeOf({}, fifty));
    expect(codes.slice(0, 19)).toEqual(Array(19).fill('000'));
    expect(codes.at(-1)).toBe('912');
    const tomorrow = new Date(Date.now() + 86_400_000);
    open.state.now = () => tomorrow;
    expect(await codeOf({}, fifty)).toBe('000');
  });

  it('answers several frames of one connection as they get ready, each under its sequence number', async () => {
    open.misbehave({ jitterMs: 60 });
    const socket = await connected();
    const sent = Array.from({ length: 20 }, (_, index) => `${index + 1}`);
    socket.write(Buffer.concat(sent.map((sequence) => frameOf(questionOf({ sequence }, [number(0)])))));
    const order = (await frames(socket, 20)).map(({ head }) => head['sequence'] ?? '');
    expect(order.toSorted((one, other) => Number(one) - Number(other))).toEqual(sent);
    expect(order).not.toEqual(sent);
  });

  it('registers a seal for every frame, in the journal as well', async () => {
    const socket = await connected();
    const frame = frameOf(questionOf({ transaction: 'S201' }, [sealOf(keyOf(2))]));
    socket.write(Buffer.concat([frame, frame]));
    const [first, second] = await frames(socket, 2);
    expect(first?.body.toString()).not.toBe(second?.body.toString());
    const effects = (await open.journal()).filter(({ key }) => key === keyOf(2)).map(({ effect }) => effect);
    expect(effects).toEqual(['seal', 'seal']);
  });

  it.each([
    ['101', NOBODY, '王䶮'],
    ['102', numberOf(0), '王䶮䶮'],
  ])('answers %s for a person who is not the one on record', async (code, representativeNumber, representativeName) => {
    const record = writeRecord('S', {
      serial: keyOf(3),
      creditCode: '91350428MA0TE5T16H',
      enterpriseName: '公司',
      representativeNumber,
      representativeName,
      kinds: '01',
    });
    expect(await codeOf({ transaction: 'S201' }, [record])).toBe(code);
    expect(open.book.find(keyOf(3))).toBeUndefined();
  });

  it('damages answers in every way in turn, so that none of them reads as an answer', async () => {
    open.misbehave({ garbleRate: 1 });
    const shapes = new Set<string>();
    for (let turn = 0; turn < 10; turn++) {
      const socket = await connected();
      socket.write(frameOf(questionOf({ sequence: `${turn}` }, [number(0)])));
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      const stated = chunk.readUInt32BE(0);
      const whole = stated === chunk.length - 4;
      const message = whole ? readMessage(chunk.subarray(4)) : undefined;
      shapes.add(
        stated > layout.frame.maxBytes
          ? 'endless'
          : whole
            ? message
              ? 'resealed'
              : 'damaged'
            : stated > chunk.length
              ? 'cut off'
              : 'short',
      );
      if (message) expect(message.body.includes(0xff)).toBe(true);
    }
    expect([...shapes].toSorted()).toEqual(['cut off', 'damaged', 'endless', 'resealed', 'short']);
  });

  it('applies late only after it has dropped the connection', async () => {
    open.misbehave({ lateApplyMs: 400 });
    const socket = await connected();
    const began = Date.now();
    socket.write(frameOf(questionOf({ transaction: 'S201' }, [sealOf(keyOf(4))])));
    expect(await frames(socket, 1)).toEqual([]);
    expect(Date.now() - began).toBeLessThan(400);
    expect(open.book.find(keyOf(4))).toBeUndefined();
    await expect.poll(() => open.book.find(keyOf(4))?.effect, { timeout: 2000 }).toBe('seal');
  });

  it('answers what is under way when it begins to refuse connections, and then listens no more', async () => {
    open.misbehave({ latencyMs: 200 });
    const socket = await connected();
    socket.write(frameOf(questionOf({}, [number(0)])));
    await new Promise((resolve) => setTimeout(resolve, 50));
    open.misbehave({ refuseConnections: true });
    expect(await frames(socket, 1)).toHaveLength(1);
    await expect(connected()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    open.misbehave({});
    await expect.poll(() => codeOf({}, [number(0)]).catch(() => 'refused')).toBe('000');
  });
});
