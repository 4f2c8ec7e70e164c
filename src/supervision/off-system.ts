// Off-system handling 体外循环: what a department took in is held against the cases; an application that no case has is a finding.
// Reads each department's own list from where it was read to before, one process at a time.

import type { IntakeRecord } from '../departments/port.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/pool.ts';
import { openRounds, type Round } from '../store/rounds.ts';
import type { RuleBook } from './rules.ts';
import { intakeCursor, knownKeys, saveCursor, takeIntake } from './sql/intake.ts';
import { insertFindings } from './sql/sweep.ts';

export interface IntakeSource {
  readonly code: string;
  /** Undefined where the department does not answer. */
  readonly intake: (question: {
    readonly after: string | null;
    readonly first: number;
  }) => Promise<{ readonly items: readonly IntakeRecord[]; readonly next: string | null } | undefined>;
}

export interface OffSystemDependencies {
  readonly store: Store;
  readonly sources: readonly IntakeSource[];
  readonly book: RuleBook;
  readonly now: () => Date;
  readonly log: Log;
}

const IDLE_MS = 10_000;
const PAGE = 100;

export function watchIntake(dependencies: OffSystemDependencies): Round {
  const rounds = dependencies.sources.map((source) =>
    openRounds({
      name: `intake ${source.code}`,
      idleMs: IDLE_MS,
      waits: true,
      placesMax: 1,
      log: dependencies.log,
      take: async () => {
        while (await compare(source, dependencies));
        return [];
      },
      work: async () => undefined,
    }),
  );
  return {
    wake: () => {
      for (const round of rounds) round.wake();
    },
    close: async () => {
      await Promise.all(rounds.map((round) => round.close()));
    },
  };
}

/** One page; whether another follows. A department that does not answer is asked again at its next turn. */
export async function compare(source: IntakeSource, dependencies: OffSystemDependencies): Promise<boolean> {
  const { store, book, now } = dependencies;
  const rule = book.ofFinding('OFF_SYSTEM');
  if (!rule) return false;
  return store.transaction(async (session) => {
    if (!(await takeIntake(session, source.code))) return false;
    const after = await intakeCursor(session, source.code);
    const page = await source.intake({ after, first: PAGE });
    if (!page || page.items.length === 0) return false;
    // A part is on record before it is sent, so what the department has and nobody knows never was a part.
    const known = await knownKeys(
      session,
      page.items.map(({ key }) => key),
    );
    const foreign = page.items.filter(({ key }) => !known.has(key));
    const findings = foreign.map(({ key, at }) => ({
      rule,
      subject: key,
      department: source.code,
      caseId: null,
      part: null,
      at: new Date(at),
      detail: { key },
    }));
    await insertFindings(session, findings, now());
    await saveCursor(session, source.code, page.next ?? after, now());
    return page.next !== null && page.next !== after;
  });
}
