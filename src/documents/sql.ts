// Statements over rendered documents.
import type { Session } from '../store/pool.ts';

export interface StoredDocument {
  readonly number: string;
  readonly kind: string;
  readonly html: string;
  readonly pdf: Buffer;
  readonly digest: string;
  readonly sealKey: string | null;
  readonly signature: string | null;
}

export interface NewDocument extends StoredDocument {
  /** Null for a notice of an application that became no case. */
  readonly caseId: number | null;
  readonly renderedAt: Date;
}

const COLUMNS = `number, kind, html, pdf, digest, seal_key as "sealKey", signature`;

export async function documentByNumber(session: Session, number: string): Promise<StoredDocument | undefined> {
  const [row] = await session.query<StoredDocument>(`select ${COLUMNS} from documents where number = $1`, [number]);
  return row;
}

/** The document that is kept under the number: this one, or the one that came first. */
export async function insertDocument(session: Session, document: NewDocument): Promise<StoredDocument> {
  const { number, caseId, kind, renderedAt, html, pdf, digest, sealKey, signature } = document;
  await session.run(
    `insert into documents (number, case_id, kind, rendered_at, html, pdf, digest, seal_key, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (number) do nothing`,
    [number, caseId, kind, renderedAt, html, pdf, digest, sealKey, signature],
  );
  return (await documentByNumber(session, number)) ?? document;
}
