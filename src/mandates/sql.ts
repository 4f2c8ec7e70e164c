// Statements over mandates.
import type { Session } from '../store/pool.ts';
import type { Mandate } from './scope.ts';

const COLUMNS = `id, holder, department, items, regions, valid_from as "validFrom", valid_to as "validTo", document,
  substitute_for as "substituteFor", granted_by as "grantedBy", granted_at as "grantedAt", revoked_by as "revokedBy",
  revoked_at as "revokedAt", revocation_reason as "revocationReason"`;

/** Those under which somebody might act for a department; they stay as they are until the transaction ends. */
export async function holdMandates(session: Session, holder: string, department: string): Promise<Mandate[]> {
  return session.query<Mandate>(
    `select ${COLUMNS} from mandates where department = $2 and (holder = $1 or holder is null)
     order by holder is null, valid_to desc, id limit 200 for share`,
    [holder, department],
    'hold-mandates',
  );
}

export interface MandateFilter {
  readonly department: string | null;
  /** Those that hold for this clerk, the counter's included. */
  readonly holder: string | null;
}

/** The last ones granted first. */
export async function mandateList(session: Session, { department, holder }: MandateFilter, max: number) {
  return session.query<Mandate>(
    `select ${COLUMNS} from mandates
     where ($1::text is null or department = $1) and ($2::text is null or holder = $2 or holder is null)
     order by granted_at desc, id limit $3`,
    [department, holder, max],
    'mandate-list',
  );
}

/** Those of the ids under which a mandate is on record. */
export async function mandatesOnRecord(session: Session, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ id: string }>(`select id from mandates where id = any($1::uuid[])`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** False where one with this id is on record. */
export async function insertMandate(session: Session, mandate: Mandate): Promise<boolean> {
  const written = await session.run(
    `insert into mandates (id, holder, department, items, regions, valid_from, valid_to, document, substitute_for,
       granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      mandate.id,
      mandate.holder,
      mandate.department,
      mandate.items,
      mandate.regions,
      mandate.validFrom,
      mandate.validTo,
      mandate.document,
      mandate.substituteFor,
      mandate.grantedBy,
      mandate.grantedAt,
    ],
    'insert-mandate',
  );
  return written === 1;
}

/** Writes it down where it is not revoked yet. */
export async function revokeMandate(
  session: Session,
  { id, by, at, reason }: { readonly id: string; readonly by: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  await session.run(
    `update mandates set revoked_by = $2, revoked_at = $3, revocation_reason = $4 where id = $1 and revoked_at is null`,
    [id, by, at, reason],
    'revoke-mandate',
  );
}

export async function mandateById(session: Session, id: string): Promise<Mandate | undefined> {
  const [row] = await session.query<Mandate>(
    `select ${COLUMNS} from mandates where id = $1::uuid`,
    [id],
    'mandate-by-id',
  );
  return row;
}
