// What a front end's build leaves behind: all its operations in one JSON file. Read are the manifest of the client preset
// (`persistedDocuments`: texts by hash) and the one of Apollo's clients (`apollo-persisted-query-manifest`).
import { z } from 'zod';

export interface ManifestDocument {
  /** What the front end will send. */
  readonly hash: string;
  readonly text: string;
}

/** Newer versions of the preset say by what they hashed. */
const ALGORITHM = /^sha256:/;
const clientPreset = z.record(z.string(), z.string());
const apollo = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});
const manifest = z.union([
  apollo.transform(({ operations }) => operations.map(({ id, body }) => ({ hash: id, text: body }))),
  clientPreset.transform((texts) =>
    Object.entries(texts).map(([hash, text]) => ({ hash: hash.replace(ALGORITHM, ''), text })),
  ),
]);

/** Undefined where the text is no manifest of either kind. */
export function documentsIn(json: string): readonly ManifestDocument[] | undefined {
  try {
    return manifest.safeParse(JSON.parse(json)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
