// Statements over how far each department's list of applications was read.
import type { Session } from '../../store/pool.ts';

const INTAKE_LOCKS = 0x79630003;

/** Whoever holds the lock reads this department's list, for one transaction. */
export async function takeIntake(session: Session, department: string): Promise<boolean> {
  const [lock] = await session.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock($1, hashtext($2)) as held`,
    [INTAKE_LOCKS, department],
    'intake-lock',
  );
  return lock?.held === true;
}

export async function intakeCursor(session: Session, department: string): Promise<string | null> {
  const [row] = await session.query<{ cursor: string | null }>(
    `select cursor from intake_cursors where department = $1`,
    [department],
    'intake-cursor',
  );
  return row?.cursor ?? null;
}

export async function saveCursor(session: Session, department: string, cursor: string | null, at: Date): Promise<void> {
  await session.run(
    `insert into intake_cursors (department, cursor, looked_at) values ($1, $2, $3)
     on conflict (department) do update set cursor = excluded.cursor, looked_at = excluded.looked_at`,
    [department, cursor, at],
    'save-intake-cursor',
  );
}

/** Those of the keys under which the centre sent something: a part, or a later word about one. */
export async function knownKeys(session: Session, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ key: string }>(
    `select key from parts where key = any($1) union select key from deliveries where key = any($1)`,
    [keys],
    'known-keys',
  );
  return new Set(rows.map(({ key }) => key));
}
