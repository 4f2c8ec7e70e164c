// Where documents lie, by their content. Knows no sender, no case and no database.

export interface Content {
  /** Lower-case hex; the content's name. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface ContentStore {
  /** Whether it is there whole, going by its length. */
  readonly has: (content: Content) => Promise<boolean>;
  /**
   * Durable once it resolves. May be repeated, and done by several at once; somebody who looks meanwhile sees all of it or
   * nothing. The file at `path` must be on disk, and is gone afterwards.
   */
  readonly put: (content: Content, path: string) => Promise<void>;
  /** Nothing happens where it is not there. */
  readonly remove: (sha256: string) => Promise<void>;
}

/** The place where documents lie does not do its part now. */
export class ContentStoreFault extends Error {}

/** The same in a folder and in a bucket, so that one may be copied to the other. */
export function placeOf(sha256: string): string {
  return `contents/${sha256.slice(0, 2)}/${sha256}`;
}
