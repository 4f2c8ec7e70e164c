// What kind of document a file is, by its own bytes: what its sender says is a claim.
import { fileTypeFromBuffer, fileTypeFromFile, supportedMimeTypes } from 'file-type';

/** Names that senders use for a type whose registered name is another. */
const ALIASES: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'application/x-pdf': 'application/pdf' };

/** The type that a document shows, in memory or at a path; null where it shows none that is known. */
export async function mediaTypeOf(content: Uint8Array | string): Promise<string | null> {
  // The whole of it, not a sample: a photograph's colour profile may be longer than any sample, and stands before the image.
  const found = await (typeof content === 'string' ? fileTypeFromFile(content) : fileTypeFromBuffer(content));
  return found?.mime ?? null;
}

/** The registered name, in lower case and without parameters, of what a `Content-Type` header says. */
export function declaredMediaType(header: string | undefined): string {
  const name = (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return ALIASES[name] ?? name;
}

/** Types that no file could ever be found to have. */
export function unrecognisable(mediaTypes: Iterable<string>): readonly string[] {
  return [...mediaTypes].filter((type) => !supportedMimeTypes.has(type));
}
