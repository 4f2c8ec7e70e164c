// Records of documents, written for all who hand some in at the same time.
import { openGroups } from '../store/groups.ts';
import type { Store } from '../store/pool.ts';
import type { Content } from './content-store.ts';
import { type BroughtFile, claimContents, fileKey, insertFiles } from './sql.ts';

export interface Records {
  /** Marks contents as counted on from now; the names of those that are not in the store, as far as is known. */
  readonly claim: (contents: readonly Content[]) => Promise<ReadonlySet<string>>;
  /** Records contents as stored, and files as handed in; the id of each file, an earlier one where its owner brought it before. */
  readonly bring: (files: readonly BroughtFile[]) => Promise<readonly string[]>;
}

const TOGETHER = { max: 50, atOnce: 2 } as const;

export function openRecords(store: Store): Records {
  return {
    claim: openGroups<readonly Content[], ReadonlySet<string>>(async (groups) => {
      const each = new Map(groups.flat().map((content) => [content.sha256, content]));
      const unstored = await claimContents(store, [...each.values()]);
      return groups.map(() => unstored);
    }, TOGETHER),
    bring: openGroups<readonly BroughtFile[], readonly string[]>(async (groups) => {
      const each = new Map(groups.flat().map((file) => [fileKey(file), file]));
      const ids = await insertFiles(store, [...each.values()]);
      return groups.map((files) => files.map((file) => ids.get(fileKey(file)) ?? file.id));
    }, TOGETHER),
  };
}
