// A citizen number, a connection string and a path, planted in every kind of failure: none comes out in an answer, in the log or
// in the metrics.
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { PublicError } from '../../src/errors.ts';
import { formatError } from '../../src/graph/format-error.ts';
import { openLog } from '../../src/log.ts';
import { openStore } from '../../src/store/pool.ts';
import { citizenNumberCheck } from '../../src/values/citizen-number.ts';
import { type House, runHouse } from '../support/house.ts';

const window = { role: 'window', purpose: 'acceptance' };
const number = `35042819770707707${citizenNumberCheck('35042819770707707')}`;
const connection = 'postgres://canary:c4n4ry-secret@db.canary.example:5432/town';
const path = '/srv/canary/keys/signing.pem';
const canaries = [number, 'c4n4ry-secret', 'db.canary.example', path];
const planted = `${number} ${connection} ${path}`;
const lines: string[] = [];
const answers: string[] = [];
let house: House;
let citizen: string;

beforeAll(async () => {
  house = await runHouse({ log: (line) => lines.push(line) });
  citizen = house.population.person(7).number;
});

async function send(body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${house.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await house.token(window)}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  answers.push(text);
  return text;
}

const dossier =
  'query($number: CitizenNumber!) { person(number: $number) { taxAccount { status } roles { totalCount } realEstate { totalCount } household { members { relation } } } }';

describe('What is planted comes out nowhere:', () => {
  const submit =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';

  test('in what the client sends', async () => {
    for (const value of [number, connection, path, planted]) {
      const quoted = JSON.stringify(value);
      await send({ query: `{ person(number: ${quoted}) { colour } }` });
      await send({ query: `{ person(number: ${quoted} }` });
      await send({ query: `{ bundle(code: ${quoted}, ${quoted}) { code } }` });
      await send({ query: `query($a: Int) { tasks(first: $a) { id } }`, variables: { a: value } });
      await send({
        query: `query($a: EnterpriseFilter!) { enterprises(where: $a) { totalCount } }`,
        variables: { a: { [value]: value } },
      });
      await send({ query: submit, variables: { input: { idempotencyKey: value, channel: value } } });
      await send({ query: `{ enterprises(where: {county: ${quoted}}) { totalCount } }` });
      await send({ query: `{ enterprises(where: {county: "350428"}, after: ${quoted}) { totalCount } }` });
      await send({ query: '{ bundles { code } }', operationName: value });
      await send({ query: '{ bundles { code } }', extensions: { persistedQuery: { sha256Hash: value } } });
      await send(`{"query": ${quoted}`);
      await send({ query: '{ bundles { code } }' }, { 'x-purpose': value, 'x-correlation-id': value });
      await send({ query: '{ bundles { code } }' }, { authorization: `Bearer ${value}` });
      answers.push(
        await fetch(`${house.url}/${encodeURIComponent(value)}/${value}`).then((response) => response.text()),
      );
    }
    expect(answers.length).toBeGreaterThan(50);
    expect(answers.filter((text) => !text.includes('"errors"') && !text.includes('"bundles"'))).toEqual([]);
  });

  test('in a token that is refused', async () => {
    const token = await house.token({ role: 'window', subject: planted });
    const [header, , signature] = token.split('.');
    const body = Buffer.from(JSON.stringify({ sub: planted, iss: planted })).toString('base64url');
    expect(
      await send({ query: '{ __typename }' }, { authorization: `Bearer ${header}.${body}.${signature}` }),
    ).toContain('UNAUTHENTICATED');
  });

  test('in a failure of the database', async () => {
    const store = openStore({ url: house.databaseUrl, connectionsMax: 1 });
    await store.run(`create function canary() returns trigger language plpgsql as $$ begin
      raise exception 'canary: ${planted}' using detail = '${planted}', hint = '${planted}'; end $$`);
    await store.run('create trigger canary before insert on cases for each row execute function canary()');
    const input = await house.control.sample('home-transfer', 1);
    expect(await send({ query: submit, variables: { input } })).toContain('INTERNAL');
    await store.run('drop trigger canary on cases');
    await store.run('create trigger canary before insert on audit_entries for each row execute function canary()');
    expect(await send({ query: dossier, variables: { number: citizen } })).toContain('INTERNAL');
    await store.run('drop trigger canary on audit_entries');
    await store.close();
    expect(lines.join('')).toContain('canary: [identifier]');
  });

  test.each([{ maintenance: true }, { errorRate: 1 }, { garbleRate: 1 }, { refuseConnections: true }, { hang: true }])(
    'in a failure of the departments: %o',
    async (fault) => {
      for (const department of ['tax', 'land', 'licensing', 'police']) await house.control.setFaults(department, fault);
      expect(await send({ query: dossier, variables: { number: citizen } })).toContain('DEPARTMENT_');
      await house.control.clearFaults();
    },
  );

  test('in a connection that breaks off in the middle of a request', async () => {
    const { port } = new URL(house.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.end(
          `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"query":"${number}`,
          resolve,
        );
      });
      socket.on('data', (bytes) => answers.push(bytes.toString()));
    });
  });
});

describe('Whatever a resolver throws,', () => {
  const cause = new Error(planted, { cause: new Error(planted) });
  const thrown: readonly (readonly [string, unknown])[] = [
    ['an error', new Error(planted)],
    ['an error with a cause', cause],
    ['several errors', new AggregateError([cause, new Error(planted)], planted)],
    [
      'an error with properties',
      Object.assign(new Error('failed'), { detail: planted, config: { url: connection }, path, code: 'X' }),
    ],
    ['a fault of a department', new DepartmentFault('broken', planted, { cause })],
    ['a public error that has a cause', new PublicError('DEPARTMENT_FAULT', '部门系统答复有误', { cause })],
    [
      'a public error that was worded carelessly',
      new PublicError('BAD_USER_INPUT', `There is no person ${number} at ${connection}.`),
    ],
    ['a text', planted],
    ['an object', { message: planted, extensions: { code: 'BAD_USER_INPUT', secret: planted } }],
  ];

  test.each(thrown)('%s', (_, error) => {
    const log = openLog('debug', { write: (line) => lines.push(line) });
    const formatted = formatError(log)({ message: planted, path: ['a'] }, error);
    answers.push(JSON.stringify(formatted));
    expect(formatted.extensions?.['code']).toBeDefined();
  });
});

test('Of all this nothing stands in the answers, in the log and in the metrics', async () => {
  const metrics = await fetch(`${house.url}/metrics`).then((response) => response.text());
  const places: Readonly<Record<string, string>> = { answers: answers.join('\n'), log: lines.join(''), metrics };
  const secrets = [...canaries, citizen, house.databaseUrl, house.dataFolder];
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(1_000);
    for (const secret of secrets) {
      const found = text.indexOf(secret);
      expect(found === -1 ? '' : text.slice(Math.max(0, found - 200), found + 60), `${secret} in ${place}`).toBe('');
    }
  }
  expect(lines.length).toBeGreaterThan(5);
});
