// Removes documents that were brought and never used. In two steps, so that whoever brings a content again while it is being
// removed stores it anew, and a crash between the steps leaves nothing that is believed to be there and is not.
import type { Store } from '../store/pool.ts';
import type { ContentStore } from './content-store.ts';
import { deleteGivenUpContent, deleteUnusedFiles, giveUpContents } from './sql.ts';

/** What one sweep may take on of each; the next one goes on. */
const ROWS_MAX = 1_000;

export interface Swept {
  readonly files: number;
  readonly contents: number;
}

/** `ageMs`: how long a document may lie unused. Safe beside uploads, submissions and sweeps of other replicas. */
export async function sweep(store: Store, contents: ContentStore, ageMs: number): Promise<Swept> {
  const files = await deleteUnusedFiles(store, ageMs, ROWS_MAX);
  await giveUpContents(store, ageMs, ROWS_MAX);
  let removed = 0;
  while (removed < ROWS_MAX && (await removeOne(store, contents, ageMs))) removed += 1;
  return { files, contents: removed };
}

/** The content goes before the record: a record without content is swept again, a content without record would stay. */
function removeOne(store: Store, contents: ContentStore, ageMs: number): Promise<boolean> {
  return store.transaction(async (session) => {
    const sha256 = await deleteGivenUpContent(session, ageMs);
    if (sha256 !== undefined) await contents.remove(sha256);
    return sha256 !== undefined;
  });
}
