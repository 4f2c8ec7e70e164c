// Makes a store old: cases that a gateway has carried through are put on record many times more, with all that belongs to them, as
// rows equal to real ones. What supervision and statistics have read so far covers them, so that they are nobody's work.
import type pg from 'pg';

/** Tables of a case, after those they refer to. */
const TABLES = [
  'cases',
  'parts',
  'deliveries',
  'delivery_attempts',
  'case_events',
  'case_documents',
  'supervised_cases',
  'statistics_facts',
] as const;
/** Columns that tell rows from those they are made of; the others stay what they are. */
const NUMBERED = ['id', 'case_id', 'part_id', 'delivery_id'];
const NAMED = ['cases.number', 'cases.idempotency_key', 'parts.key', 'deliveries.key', 'case_events.source_id'];
const PLACED = 'case_events.position';

/** Multiplies what is on record: so many copies of each case, in one transaction. Needs the rights of the server's owner. */
export async function growOld(database: pg.Pool, copies: number): Promise<void> {
  const client = await database.connect();
  try {
    await client.query(`begin; set local session_replication_role = replica; set local statement_timeout = 0`);
    const { rows } = await client.query<{ step: string; place: string }>(
      `select (select greatest((select max(id) from case_events), (select max(id) from deliveries))) as step,
         (select max(position) from case_events) as place`,
    );
    const { step = '0', place = '0' } = rows[0] ?? {};
    for (const table of TABLES) await client.query(await copying(client, table, { step, place, copies }));
    for (const table of ['cases', 'parts', 'deliveries', 'case_events'])
      await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
    const end = `(select max(position) from case_events)`;
    for (const table of ['feed_end', 'statistics_progress', 'supervision_progress'])
      await client.query(`update ${table} set position = ${end}`);
    await client.query('commit');
  } finally {
    client.release();
  }
  await database.query('vacuum analyze');
}

interface Copying {
  readonly step: string;
  readonly place: string;
  readonly copies: number;
}

async function copying(client: pg.PoolClient, table: string, { step, place, copies }: Copying): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = current_schema and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const copied = rows.map(({ name }) => {
    if (NUMBERED.includes(name)) return `${name} + ${step} * copy`;
    if (NAMED.includes(`${table}.${name}`)) return `${name} || '-' || copy`;
    return `${table}.${name}` === PLACED ? `${name} + ${place} * copy` : name;
  });
  return `insert into ${table} (${rows.map(({ name }) => name).join(', ')}) overriding system value
    select ${copied.join(', ')} from ${table}, generate_series(1, ${copies}) as copy`;
}
