// The documents of an application: durable before the case is committed, and held by it from then on.
import type { Materials } from '../../materials/materials.ts';
import type { Owner } from '../../materials/sql.ts';
import type { SubmittedMaterial } from './application.ts';

/** Ids of the files for `holdDocuments`. Throws OVERLOADED where a document cannot be stored now. */
export async function keepDocuments(
  materials: Materials,
  submitted: readonly SubmittedMaterial[],
  by: Owner,
): Promise<readonly string[]> {
  const uploaded = submitted.flatMap(({ fileId }) => fileId ?? []);
  const inline = submitted.flatMap(({ content, sha256, mediaType, name }) =>
    content && sha256 !== null
      ? [{ content, sha256, bytes: content.length, mediaType: mediaType ?? '', name: name ?? '' }]
      : [],
  );
  return [...uploaded, ...(await materials.keep(inline, by))];
}

/** A material as the formal review looks at it. */
export function asReviewed({ code, by, sha256, mediaType, bytes }: SubmittedMaterial) {
  if (by === 'shared' || by === 'deferred') return { code, kind: by } as const;
  if (sha256 === null) return { code, kind: 'unknown-file' } as const;
  return { code, kind: 'file', mediaType: mediaType ?? '', bytes: bytes ?? 0 } as const;
}
