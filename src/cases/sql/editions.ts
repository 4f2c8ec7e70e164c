// Statements over editions of bundles.
import type { Session } from '../../store/pool.ts';

/** Ids by code of bundle, of those that a catalogue put on record. */
export async function editionsOf(session: Session, fingerprint: string): Promise<ReadonlyMap<string, number>> {
  const rows = await session.query<{ code: string; id: number }>(
    `select code, id from bundle_editions where fingerprint = $1`,
    [fingerprint],
  );
  return new Map(rows.map(({ code, id }) => [code, id]));
}

export async function saveEdition(
  session: Session,
  edition: { readonly code: string; readonly version: string; readonly fingerprint: string; readonly content: string },
): Promise<number> {
  const [row] = await session.query<{ id: number }>(
    `with added as (
       insert into bundle_editions (code, version, fingerprint, content) values ($1, $2, $3, $4)
       on conflict (code, fingerprint) do nothing returning id)
     select id from added
     union all select id from bundle_editions where code = $1 and fingerprint = $3
     limit 1`,
    [edition.code, edition.version, edition.fingerprint, edition.content],
  );
  if (row) return row.id;
  return saveEdition(session, edition);
}

export async function editionContent(session: Session, id: number): Promise<unknown> {
  const [row] = await session.query<{ content: unknown }>(`select content from bundle_editions where id = $1`, [id]);
  return row?.content;
}
