// What would become of a submission: every defect, when each part can start and is due, and what determines the end. Writes nothing.
import type { BundlePart, Catalogue, Material } from '../../catalogue/catalogue.ts';
import type { Deficiency } from '../../catalogue/deficiencies.ts';
import { scheduleOf } from '../../catalogue/plan.ts';
import type { Departments } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import { opensAt } from '../../time/closings.ts';
import type { WorkingTime } from '../../time/working-hours.ts';
import { centreDateTime, centreDay } from '../clocks/centre-time.ts';
import { dueAt } from '../clocks/promise.ts';
import type { Edition, Editions } from '../editions.ts';
import type { Application } from './application.ts';
import { reviewApplication } from './review.ts';
import { currentEdition } from './submit.ts';

export interface RehearsedPart {
  readonly part: BundlePart;
  readonly startsAt: string | null;
  readonly dueAt: string | null;
}

export interface Rehearsal {
  readonly edition: Edition;
  readonly deficiencies: readonly Deficiency[];
  readonly parts: readonly RehearsedPart[];
  readonly issueOn: string | null;
  readonly criticalPath: readonly string[];
  readonly uncheckedDepartments: readonly string[];
}

export interface RehearseDependencies {
  /** What an agent's letter must be. */
  readonly agentLetter: Material;
  readonly editions: Editions;
  readonly departments: Departments;
  readonly closings: Catalogue['closings'];
  readonly exchange: Exchange;
  readonly workingTime: WorkingTime;
  readonly now: () => Date;
}

/** What has no end: a plan that runs into a year whose calendar is not published. */
const NEVER = Number.POSITIVE_INFINITY;

export async function rehearse(application: Application, dependencies: RehearseDependencies): Promise<Rehearsal> {
  const { editions, closings, workingTime, now } = dependencies;
  const edition = currentEdition(editions, application.bundle);
  const review = await reviewApplication(edition, application, dependencies);
  const chosen = new Map(review.parts.map((part) => [part.code, part]));
  const schedule = scheduleOf(
    withChosenNeeds(review.parts),
    now().getTime(),
    (code, earliest) => {
      const part = chosen.get(code);
      if (!part || earliest === NEVER) return { startsAt: NEVER, endsAt: NEVER };
      const closed = closings.get(part.item.department.code);
      const startsAt = closed ? opensAt(closed, earliest) : earliest;
      return { startsAt, endsAt: dueAt(workingTime, part.item.timeLimit, new Date(startsAt))?.getTime() ?? NEVER };
    },
    awaitedParts(edition, review.parts),
  );
  return {
    edition,
    deficiencies: review.deficiencies,
    parts: schedule.spans.flatMap(({ code, startsAt, endsAt }) => {
      const part = chosen.get(code);
      return part ? [{ part, startsAt: timeOf(startsAt), dueAt: timeOf(endsAt) }] : [];
    }),
    issueOn: schedule.endsAt === NEVER ? null : centreDay(new Date(schedule.endsAt)),
    criticalPath: schedule.criticalPath,
    uncheckedDepartments: review.uncheckedDepartments,
  };
}

/** What joint issue waits for; everything, where nothing of its group was chosen. */
function awaitedParts({ bundle: { issuance } }: Edition, parts: readonly BundlePart[]): readonly string[] {
  const codes = parts.map(({ code }) => code);
  const awaited = codes.filter((code) => issuance.group.includes(code));
  return awaited.length > 0 ? awaited : codes;
}

/** A part that the form leaves out holds up nobody. */
function withChosenNeeds(parts: readonly BundlePart[]) {
  const codes = new Set(parts.map(({ code }) => code));
  return parts.map(({ code, needs }) => ({ code, needs: needs.filter(({ part }) => codes.has(part)) }));
}

function timeOf(ms: number): string | null {
  return ms === NEVER ? null : centreDateTime(new Date(ms));
}
