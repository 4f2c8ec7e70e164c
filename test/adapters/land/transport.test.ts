// The transport against servers that do not speak PostgreSQL's protocol as they should.
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openStagingDatabase, type StagingDatabase } from '../../../adapters/land/transport.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
const LOGGED_IN = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
const error = (state: string, severity = 'ERROR') =>
  message('E', Buffer.from(`S${severity}\0V${severity}\0C${state}\0M王小明 already there\0\0`));
const READY = message('Z', Buffer.from('I'));

/** A server that answers the login with `login` and the first statement with `answer`, then closes if told. */
async function rogue(login: Buffer, answer: Buffer, closes = false): Promise<StagingDatabase> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(login);
      socket.once('data', () => {
        socket.write(answer);
        if (closes) socket.end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const database = openStagingDatabase({
    url: `postgres://user:secret@127.0.0.1:${port}/db`,
    connectionsMax: 2,
    maintenanceState: 'BDC01',
  });
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  }, database.close);
  return database;
}

const statement = { name: 'titles', text: 'select 1', values: [] };
const ask = (database: StagingDatabase) =>
  database.ask({ ...statement, rowsMax: 5 }, AbortSignal.timeout(800)).catch((fault: unknown) => fault);
const insert = (database: StagingDatabase) => database.insert(statement, AbortSignal.timeout(800));

const hugeLength = Buffer.from([0x44, 0x7f, 0xff, 0xff, 0xff]);
const rowBeyondItsEnd = message('D', Buffer.from([0, 9, 0, 0, 0, 99, 1]));

describe('an answer that is no PostgreSQL protocol', () => {
  it.each([
    ['random-bytes', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['row-beyond-its-end', Buffer.concat([rowBeyondItsEnd, READY])],
    ['row-without-description', Buffer.concat([message('D', Buffer.from([0, 0])), READY])],
    ['unknown-message', Buffer.concat([message('y', Buffer.from('?')), READY])],
    ['endless-length', hugeLength],
    ['insert-without-count', Buffer.concat([message('C', Buffer.from('INSERT\0')), READY])],
    ['other-command', Buffer.concat([message('C', Buffer.from('SELECT 1\0')), READY])],
    ['two-rows-inserted', Buffer.concat([message('C', Buffer.from('INSERT 0 2\0')), READY])],
  ])('leaves a submission unknown and the process alive: %s', async (_, answer) => {
    const outcome = await insert(await rogue(LOGGED_IN, answer, true));
    expect(outcome).toMatchObject({ kind: 'unknown', fault: { kind: expect.stringMatching(/^(?:broken|timeout)$/) } });
  });

  it('is a fault for a question', async () => {
    const fault = await ask(await rogue(LOGGED_IN, Buffer.concat([rowBeyondItsEnd, READY]), true));
    expect(fault).toMatchObject({ name: 'DepartmentFault', kind: 'broken' });
  });

  it('at the login means that nothing was sent', async () => {
    const outcome = await insert(await rogue(Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'), Buffer.alloc(0), true));
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      fault: { kind: expect.stringMatching(/^(?:unavailable|timeout)$/) },
    });
  });

  it('that never ends is given up at the bound', async () => {
    const flood = Buffer.alloc(32 * 1024 * 1024, 0x20);
    const started = Date.now();
    const database = await rogue(LOGGED_IN, Buffer.concat([hugeLength, flood, flood, flood]));
    const fault = await database
      .ask({ ...statement, rowsMax: 5 }, AbortSignal.timeout(20_000))
      .catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ kind: 'broken' });
    expect(Date.now() - started).toBeLessThan(15_000);
  });
});

describe('an error of the server', () => {
  it.each([
    ['23505', { kind: 'present' }],
    ['23514', { kind: 'refused', sqlState: '23514' }],
    ['22001', { kind: 'refused', sqlState: '22001' }],
    ['BDC01', { kind: 'not-sent', fault: { maintenance: true } }],
    ['58000', { kind: 'unknown', fault: { kind: 'broken' } }],
    ['57014', { kind: 'unknown', fault: { kind: 'timeout' } }],
    ['57P01', { kind: 'unknown', fault: { kind: 'unavailable' } }],
    ['53200', { kind: 'unknown', fault: { kind: 'unavailable' } }],
    ['42501', { kind: 'unknown', fault: { kind: 'broken' } }],
  ])('with SQLSTATE %s decides how a submission ended', async (state, ending) => {
    const outcome = await insert(await rogue(LOGGED_IN, Buffer.concat([error(state), READY])));
    expect(outcome).toMatchObject(ending);
    expect(JSON.stringify(outcome)).not.toContain('王小明');
    if ('fault' in outcome) expect(outcome.fault.message).not.toContain('王小明');
  });

  it.each(['28P01', '3D000', '53300', '57P03'])(
    'with SQLSTATE %s at the login means that nothing was sent',
    async (state) => {
      const outcome = await insert(await rogue(error(state, 'FATAL'), Buffer.alloc(0)));
      expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable' } });
      expect('fault' in outcome && outcome.fault.message).toContain(state);
      expect('fault' in outcome && outcome.fault.message).not.toContain('secret');
    },
  );
});

describe('a database that nobody serves', () => {
  it('is unavailable, and a submission to it is not sent', async () => {
    const database = openStagingDatabase({
      url: 'postgres://u:p@127.0.0.1:1/db',
      connectionsMax: 1,
      maintenanceState: 'BDC01',
    });
    open.push(database.close);
    expect(await ask(database)).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect((await insert(database)).kind).toBe('not-sent');
    expect(await ask(database)).toBeInstanceOf(DepartmentFault);
  });

  it.each(['', 'localhost:5432', 'mysql://u:p@127.0.0.1/db'])('is not opened at an address that is none: %j', (url) => {
    expect(() => openStagingDatabase({ url, connectionsMax: 1, maintenanceState: 'BDC01' })).toThrow(
      'LAND_DATABASE_URL',
    );
  });

  it('does not hold up the close of one that hangs', async () => {
    const database = await rogue(LOGGED_IN, Buffer.alloc(0));
    const hanging = database.insert(statement, AbortSignal.timeout(20_000));
    setTimeout(() => void database.close(), 100);
    expect((await hanging).kind).toBe('unknown');
  });
});
