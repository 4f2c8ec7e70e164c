// Finds entries of the trail: who read or did something, in whose matter, for what purpose.
import type { Store } from '../store/pool.ts';
import type { AuditEntry } from './entry.ts';
import { type AuditFilter, countEntries, searchEntries } from './sql.ts';

export interface AuditQuestion {
  /** Number of a person or code of an enterprise whose data was shown or in whose matter something was done. */
  readonly subject: string | null;
  readonly caseNumber: string | null;
  /** `sub` of the token of whoever asked. */
  readonly actor: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

export interface FoundEntry {
  readonly entry: AuditEntry;
  /** `sub` of the token; null where none was shown. */
  readonly actor: string | null;
  /** Whether the data of the subject that was asked about was shown, or something was done in its matter. */
  readonly read: boolean;
  readonly changed: boolean;
}

export interface AuditSearch {
  /** Latest first, below a sequence. */
  readonly find: (question: AuditQuestion, below: number, max: number) => Promise<readonly FoundEntry[]>;
  readonly count: (question: AuditQuestion) => Promise<number>;
}

export interface SearchDependencies {
  readonly store: Store;
  readonly hashSubject: (identifier: string) => string;
  readonly sealActor: (subject: string) => string;
  readonly openActor: (actor: string) => string | undefined;
}

export function openSearch({ store, hashSubject, sealActor, openActor }: SearchDependencies): AuditSearch {
  const filterOf = ({ subject, actor, ...rest }: AuditQuestion): AuditFilter => ({
    ...rest,
    subject: subject === null ? null : hashSubject(subject),
    actor: actor === null ? null : sealActor(actor),
  });
  return {
    find: async (question, below, max) => {
      const filter = filterOf(question);
      const entries = await searchEntries(store, filter, below, max);
      return entries.map((entry) => ({
        entry,
        actor: entry.actor === null ? null : (openActor(entry.actor) ?? null),
        read: filter.subject !== null && entry.read.includes(filter.subject),
        changed: filter.subject !== null && entry.changed.includes(filter.subject),
      }));
    },
    count: (question) => countEntries(store, filterOf(question)),
  };
}
