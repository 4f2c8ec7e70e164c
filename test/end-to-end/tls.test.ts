// TLS to clients, departments and the database: spoken where it is configured, and refused where a certificate does not hold.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ControlApi, openControl } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { DEVELOPMENT_ISSUER } from '../../development/issuer.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import { type RunningMocks, startMocks } from '../../mocks/start.ts';
import { readConfig } from '../../src/config.ts';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { findDepartments } from '../../src/departments/modules.ts';
import { type Departments, openDepartments } from '../../src/departments/registry.ts';
import { openStore } from '../../src/store/pool.ts';
import { openPresence } from '../../src/store/presence.ts';
import { type Authority, type IssuedIdentity, makeAuthority, openTlsDoor } from '../support/authority.ts';
import { runHouse } from '../support/house.ts';

const town = { seed: 1, people: 300 };
const population = createPopulation(town);
const exchange = { purpose: 'acceptance', traceId: 'tls' };
let authority: Authority;
let stranger: Authority;
let good: IssuedIdentity;
let mocks: RunningMocks;
let control: ControlApi;

beforeAll(async () => {
  [authority, stranger] = [await makeAuthority(), await makeAuthority()];
  good = await authority.issue();
  const folder = await makeFolder();
  const clock = { start: undefined, rate: undefined };
  mocks = await startMocks({ host: '127.0.0.1', port: 0, night: false, clock, dataFolder: folder.path, ...town });
  control = openControl(mocks.control);
  afterAll(async () => {
    await mocks.close();
    await folder.remove();
  });
});

/** The departments through doors that show this certificate, as an environment configures them. */
async function departmentsBehind(
  identity: IssuedIdentity,
  environment: Readonly<Record<string, string>>,
  clientsOf?: string,
): Promise<Departments> {
  const door = async (address: string, postgres = false) =>
    (await openTlsDoor(Number(new URL(address).port), identity, { postgres, ...(clientsOf ? { clientsOf } : {}) }))
      .port;
  const { TAX_URL = '', LICENSING_URL = '', POLICE_ADDRESS = '', LAND_DATABASE_URL = '' } = mocks.environment;
  const land = new URL(LAND_DATABASE_URL);
  land.port = String(await door(LAND_DATABASE_URL, true));
  land.searchParams.set('sslmode', 'verify-full');
  land.searchParams.set('sslrootcert', environment['TAX_CA_FILE'] ?? '');
  const [tax, licensing] = [new URL(TAX_URL), new URL(LICENSING_URL)];
  for (const url of [tax, licensing]) {
    url.port = String(await door(url.href));
    url.protocol = 'https:';
  }
  const read = readConfig(
    {
      ...mocks.environment,
      TAX_URL: tax.href,
      LICENSING_URL: licensing.href,
      POLICE_ADDRESS: `127.0.0.1:${await door(`tcp://${POLICE_ADDRESS}`)}`,
      LAND_DATABASE_URL: land.href,
      POLICE_TLS: 'true',
      ...environment,
    },
    DEVELOPMENT_ISSUER,
  );
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const modules = (await findDepartments()).filter(({ settings }) => settings.length > 0);
  const departments = await openDepartments(modules, read.config.departmentEnvironment, Date.now);
  afterAll(() => departments.close());
  return departments;
}

function believing({ caFile }: Authority): Record<string, string> {
  return { TAX_CA_FILE: caFile, LICENSING_CA_FILE: caFile, POLICE_CA_FILE: caFile };
}

/** One question to each department; what came of it, or why nothing did. */
async function askAll(departments: Departments): Promise<Readonly<Record<string, unknown>>> {
  const { number } = population.person(1);
  const { creditCode } = population.enterprise(1);
  const { unitNumber } = population.unit(1);
  const asked = {
    tax: departments.reader('taxAccounts').read([number as never], exchange),
    land: departments.reader('titles').read([unitNumber as never], exchange),
    licensing: departments.reader('licences').read([creditCode as never], exchange),
    police: departments.reader('residents').read([number as never], exchange),
  };
  const answers = await Promise.all(
    Object.entries(asked).map(async ([name, answer]) => {
      const [first] = await answer.catch((error: unknown) => [error]);
      return [name, first instanceof DepartmentFault ? `${first.kind}: ${first.message}` : first] as const;
    }),
  );
  return Object.fromEntries(answers);
}

describe('The departments', () => {
  test('are read over TLS, each against the authority that was named for it', async () => {
    const answers = await askAll(await departmentsBehind(good, believing(authority)));
    expect(answers).toMatchObject({
      tax: { taxpayerNumber: population.person(1).number },
      land: { unitNumber: population.unit(1).unitNumber },
      licensing: { creditCode: population.enterprise(1).creditCode },
      police: { name: population.person(1).name },
    });
  });

  test.each([
    ['of an authority that nobody named', async () => await stranger.issue()],
    ['that has ended', async () => authority.issue({ expired: true })],
    ['of another host', async () => authority.issue({ host: '127.0.0.9' })],
  ])('with a certificate %s are unavailable, and nothing reaches them', async (_, issue) => {
    const departments = await departmentsBehind(await issue(), believing(authority));
    await control.resetCounters();
    for (const [name, answer] of Object.entries(await askAll(departments))) {
      expect(answer, name).toMatch(/^unavailable: .*(CERT|ALTNAME|VERIFY)/);
    }
    const counters = await control.counters();
    expect(Object.values(counters).map(({ messages }) => messages)).toEqual([0, 0, 0, 0]);
  });

  test('that ask for a certificate are shown the gateway’s own; without one they let nobody in', async () => {
    const ours = await authority.issue();
    const clientsOf = readFileSync(authority.caFile, 'utf8');
    const shown = { CLIENT_CERTIFICATE_FILE: ours.certificateFile, CLIENT_KEY_FILE: ours.keyFile };
    const known = await askAll(await departmentsBehind(good, { ...believing(authority), ...shown }, clientsOf));
    expect(known).toMatchObject({ tax: { status: expect.any(String) }, police: { name: population.person(1).name } });
    const unknown = await askAll(await departmentsBehind(good, believing(authority), clientsOf));
    expect(unknown['tax']).toMatch(/^(unavailable|broken)/);
    expect(unknown['police']).toMatch(/^(unavailable|broken)/);
  });
});

describe('The gateway', () => {
  test('serves HTTPS and wss, and plain HTTP no more', async () => {
    const house = await runHouse({
      people: 100,
      environment: { TLS_CERTIFICATE_FILE: good.certificateFile, TLS_KEY_FILE: good.keyFile },
    });
    expect(house.url).toMatch(/^https:/);
    const ca = readFileSync(authority.caFile, 'utf8');
    const token = await house.token({ role: 'analyst', purpose: 'statistics' });
    expect(await post(`${house.url}/graphql`, ca, token)).toEqual({ data: { __typename: 'Query' } });
    await expect(post(`${house.url}/graphql`, readFileSync(stranger.caFile, 'utf8'), token)).rejects.toThrow(
      /certificate/,
    );
    await expect(fetch(house.url.replace('https', 'http'))).rejects.toThrow();
    const client = createClient({
      url: `${house.url.replace('https', 'wss')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols, { ca });
        }
      },
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    const { value } = await client.iterate({ query: '{ __typename }' }).next();
    await client.dispose();
    expect(value).toEqual({ data: { __typename: 'Query' } });
  });

  test('talks to its database over TLS, its listener and its presence too, and to no impostor', async () => {
    const plain = new URL(inject('postgresUrl'));
    const urlVia = async (identity: IssuedIdentity) => {
      const url = new URL(plain);
      url.hostname = '127.0.0.1';
      url.port = String((await openTlsDoor(Number(plain.port), identity, { postgres: true })).port);
      url.searchParams.set('sslmode', 'verify-full');
      url.searchParams.set('sslrootcert', authority.caFile);
      return url.href;
    };
    const url = await urlVia(good);
    const [store, presence] = [openStore({ url }), await openPresence(url)];
    const told = Promise.withResolvers<string | undefined>();
    await store.listen('tls', told.resolve);
    await store.query(`select pg_notify('tls', 'heard')`);
    expect(await told.promise).toBe('heard');
    await presence.close();
    await store.close();
    const impostor = openStore({ url: await urlVia(await stranger.issue()) });
    await expect(impostor.query('select 1')).rejects.toThrow(/certificate/);
    await impostor.close();
  });
});

describe('A start is refused', () => {
  const faultsOf = (environment: Record<string, string>) => {
    const read = readConfig({ ...mocks.environment, ...environment }, DEVELOPMENT_ISSUER);
    return read.ok ? [] : read.faults;
  };
  test.each([
    ['TLS_KEY_FILE', () => ({ TLS_CERTIFICATE_FILE: good.certificateFile }), 'set both or none'],
    [
      'TLS_KEY_FILE',
      () => ({ TLS_CERTIFICATE_FILE: good.certificateFile, TLS_KEY_FILE: authority.caFile }),
      'no private key',
    ],
    [
      'TLS_CERTIFICATE_FILE',
      () => ({ TLS_CERTIFICATE_FILE: good.keyFile, TLS_KEY_FILE: good.keyFile }),
      'no certificate',
    ],
    ['TAX_CA_FILE', () => ({ TAX_CA_FILE: join(good.keyFile, 'nothing') }), 'cannot be read (ENOTDIR)'],
    ['LAND_DATABASE_URL', () => ({ LAND_DATABASE_URL: 'postgres://a@b/c?sslmode=no-verify' }), 'verify-full'],
  ])('with a faulty %s', (name, environment, why) => {
    expect(faultsOf(environment())).toEqual([expect.stringMatching(new RegExp(`^${name}:.*`))]);
    expect(faultsOf(environment())[0]).toContain(why);
  });

  test('with a key that is another certificate’s, and with a certificate that has ended', async () => {
    const [other, ended] = [await authority.issue(), await authority.issue({ expired: true })];
    expect(faultsOf({ TLS_CERTIFICATE_FILE: good.certificateFile, TLS_KEY_FILE: other.keyFile })).toEqual([
      expect.stringContaining('is not the key of the certificate'),
    ]);
    expect(faultsOf({ TLS_CERTIFICATE_FILE: ended.certificateFile, TLS_KEY_FILE: ended.keyFile })).toEqual([
      expect.stringContaining('ended on'),
    ]);
  });
});

function post(url: string, ca: string, token: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = request(url, { method: 'POST', ca, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
    });
    sent.once('error', reject);
    sent.end(JSON.stringify({ query: '{ __typename }' }));
  });
}
