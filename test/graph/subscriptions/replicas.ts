// Gateways on one database, with a town behind them, and events that a test commits on its own.
import pg from 'pg';
import { afterAll } from 'vitest';
import { type ControlApi, openControl } from '../../../commands/town/control.ts';
import { makeFolder } from '../../../commands/town/folder.ts';
import { type GraphClient, openGraph } from '../../../commands/town/graph.ts';
import { DEVELOPMENT_ISSUER, developmentToken, type TokenRequest } from '../../../development/issuer.ts';
import { startMocks } from '../../../mocks/start.ts';
import { readConfig } from '../../../src/config.ts';
import { type RunningGateway, startGateway } from '../../../src/gateway.ts';
import { receive } from '../../support/cases.ts';
import { createDatabase } from '../../support/postgres.ts';

export interface Replicas {
  readonly gateways: readonly RunningGateway[];
  /** Base address of the first gateway. */
  readonly url: string;
  /** Where its WebSockets are. */
  readonly socketUrl: string;
  readonly control: ControlApi;
  readonly databaseUrl: string;
  /** With which further gateways talk to the same town and database. */
  readonly environment: Readonly<Record<string, string>>;
  /** A window clerk at the first gateway. */
  readonly window: GraphClient;
  /** Starts one more, on the same database. */
  readonly start: () => Promise<RunningGateway>;
  /** Submits a sample of `home-transfer`; returns the case's number. */
  readonly receive: (n: number) => Promise<string>;
  /** Commits so many events of the case, as a department's progress would; resolves after the commit. */
  readonly commitEvents: (caseNumber: string, count: number, reason?: string) => Promise<void>;
  /** The cursor of the last event that has its place in the feed. */
  readonly endOfFeed: () => Promise<string>;
  readonly sql: pg.Pool;
}

const TOWN = {
  host: '127.0.0.1',
  port: 0,
  seed: 1,
  night: false,
  clock: { start: undefined, rate: undefined },
} as const;

export async function runReplicas(
  count: number,
  people = 2_000,
  settings: Readonly<Record<string, string>> = {},
): Promise<Replicas> {
  const [folder, database] = await Promise.all([makeFolder(), createDatabase({ migrated: true })]);
  const mocks = await startMocks({ ...TOWN, people, dataFolder: folder.path });
  const control = openControl(mocks.control);
  const gateways: RunningGateway[] = [];
  const sql = new pg.Pool({ connectionString: database.url, max: 4 });
  sql.on('error', () => undefined);
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await sql.end();
    await mocks.close();
    await folder.remove();
  });
  const environment = { ...mocks.environment, DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent', ...settings };
  const start = async () => {
    const read = readConfig(environment, DEVELOPMENT_ISSUER);
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const gateway = await startGateway(read.config);
    gateways.push(gateway);
    return gateway;
  };
  for (let index = 0; index < count; index++) await start();
  const url = gateways[0]?.url ?? '';
  const window = openGraph(url, await tokenOf({ role: 'window', purpose: 'acceptance' }));
  return {
    gateways,
    url,
    socketUrl: socketUrlOf(url),
    control,
    databaseUrl: database.url,
    environment,
    window,
    start,
    receive: async (n) => receive(window, await control.sample('home-transfer', n)),
    commitEvents: (...commit) => commitEvents(sql, ...commit),
    endOfFeed: async () => {
      const { rows } = await sql.query('select coalesce(max(position), 0) as position from case_events');
      return cursorAt(rows[0].position);
    },
    sql,
  };
}

export function cursorAt(position: number): string {
  return Buffer.from(`feed:${position}`).toString('base64url');
}

export function socketUrlOf(url: string): string {
  return `${url.replace(/^http/, 'ws')}/graphql`;
}

export function tokenOf(request: Partial<TokenRequest> & { readonly role: string }): Promise<string> {
  return developmentToken({ expires: '1h', ...request });
}

/** Copies of the case's first event at the end of its history and of the feed, whatever columns an event has. */
async function commitEvents(sql: pg.Pool, caseNumber: string, count: number, reason = ''): Promise<void> {
  await sql.query(
    `with followed as (
       update cases set last_sequence = last_sequence + $2 where number = $1
       returning id, last_sequence - $2 as before),
     moved as (
       update feed_end set position = position + $2 returning position - $2 as before, pg_notify('case_feed', ''))
     insert into case_events overriding system value
     select (jsonb_populate_record(event, jsonb_build_object(
       'id', nextval(pg_get_serial_sequence('case_events', 'id')), 'sequence', followed.before + step,
       'position', moved.before + step, 'source_id', null, 'data', jsonb_build_object('reason', $3::text)))).*
     from followed join case_events event on event.case_id = followed.id and event.sequence = 1
       cross join moved cross join generate_series(1, $2) step`,
    [caseNumber, count, reason],
  );
}
