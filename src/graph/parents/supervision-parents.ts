// What stands behind the types of supervision while their fields are resolved, and how it is found.

import type { Subject } from '../../access/policy.ts';
import type { CaseRecord, PartRecord } from '../../cases/case-record.ts';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import { type Reading, readClock } from '../../cases/clocks/clock-reading.ts';
import { type CaseClock, complaintClock } from '../../cases/clocks/clocks.ts';
import type { Department } from '../../catalogue/catalogue.ts';
import type { Text } from '../../catalogue/text.ts';
import type { ClockProof } from '../../supervision/proof.ts';
import type { NoticedPart } from '../../supervision/receipt-holder.ts';
import type { ComplaintRow } from '../../supervision/sql/complaints.ts';
import type { WorkOrderRow } from '../../supervision/sql/work-orders.ts';
import type { CaseOrder } from '../../supervision/sql/worklist.ts';
import type { SpotCheck } from '../../supervision/supervision.ts';
import type { Worklist } from '../../supervision/worklist.ts';
import type { ClockKind } from '../../time/clock-kinds.ts';
import type { Light } from '../../time/clocks.ts';
import { workingHoursBetween } from '../../time/working-hours.ts';
import type { RequestContext } from '../context.ts';

export interface ClockParent {
  readonly clock: CaseClock;
  readonly reading: Reading;
}
export interface CaseConnectionParent {
  readonly page: Worklist;
  readonly order: CaseOrder;
  readonly isFirst: boolean;
}
export interface ClockProofParent extends NoticedPart {
  readonly proof: ClockProof;
}
export interface ComplaintParent extends ComplaintRow {
  readonly subject: Subject;
}
export interface SpotCheckParent extends SpotCheck {
  readonly seed: string;
}
export interface PublicBoardParent {
  readonly size: number;
}

/** The clocks of a part in the order in which they matter, complaints about it included. */
export async function clocksOfPart({ of, row }: PartRecord, { supervision }: RequestContext): Promise<ClockParent[]> {
  const [{ parts }, complaints] = await Promise.all([supervision.clocksOf(of), supervision.complaintsOf(of)]);
  const own = complaints.filter(({ part }) => part === row.code);
  const clocks = [
    ...(parts.get(row.code)?.clocks ?? []),
    ...own.map((complaint) => complaintClock(complaint, supervision.rules)),
  ];
  return clocks.map((clock) => ({ clock, reading: readClock(clock, supervision.rules, supervision.now()) }));
}

export interface WorkOrderParent extends WorkOrderRow {
  readonly subject: Subject;
}

export function workOrderParent(row: WorkOrderRow): WorkOrderParent {
  return { ...row, subject: { kind: 'holder', numbers: [] } };
}

export function complaintParent(row: ComplaintRow): ComplaintParent {
  // Whose number it is nobody knows.
  return { ...row, subject: { kind: 'holder', numbers: [] } };
}

export function complaintReading(row: ComplaintRow, { supervision }: RequestContext): Reading {
  return readClock(complaintClock(row, supervision.rules), supervision.rules, supervision.now());
}

/** What is done to a complaint or a work order is done in the matter of a case: the audit trail has its number. */
export async function enteredUnderItsCase<Row extends { readonly caseId: number }>(
  row: Row,
  { supervision, sightings }: RequestContext,
): Promise<Row> {
  const record = await supervision.caseById(row.caseId);
  if (record) sightings.cases.add(record.row.number);
  return row;
}

export async function complaintCase(
  { caseId, number }: ComplaintRow,
  { supervision }: RequestContext,
): Promise<CaseRecord> {
  const record = await supervision.caseById(caseId);
  if (record) return record;
  throw new Error(`The case of complaint ${number} is not on record.`);
}

/** Whoever may ask sees the same supervision. */
export type SupervisionParent = Readonly<Record<never, never>>;

export interface RuleParent {
  readonly id: string;
  readonly name: Text;
  readonly clock: ClockKind | null;
  readonly light: Light | null;
}

/** A rule that was taken out of the catalogue is still named by what it fired. */
export function ruleParent(id: string, { supervision }: RequestContext): RuleParent {
  const rule = supervision.book.all.find((each) => each.id === id);
  if (!rule) return { id, name: { zh: id, en: id }, clock: null, light: null };
  const { name } = rule;
  return 'clock' in rule ? { id, name, clock: rule.clock, light: rule.light } : { id, name, clock: null, light: null };
}

/** Null where the calendar is not published. */
export function workingHoursSince(from: Date, { supervision }: RequestContext): number | null {
  const hours = workingHoursBetween(supervision.rules.time, from.getTime(), supervision.now().getTime());
  return hours.kind === 'published' ? Math.round(hours.value * 100) / 100 : null;
}

/** For lists from which departments were left out that the catalogue knows no more. */
export function knownDepartment(code: string, context: RequestContext): Department {
  const department = departmentOf(code, context);
  if (department) return department;
  throw new Error(`The catalogue has no department "${code}".`);
}

/** Null for a department that the catalogue knows no more. */
export function departmentOf(code: string | null, { catalogue }: RequestContext): Department | null {
  return (code === null ? undefined : catalogue.departments.get(code)) ?? null;
}

export function timeOf(at: Date | null): string | null {
  return at && centreDateTime(at);
}

export function versionsOf(versions: readonly string[]): string | null {
  return versions.length > 0 ? versions.join(', ') : null;
}

export function whyUndated(dueAt: Date | null): 'CALENDAR_NOT_PUBLISHED' | null {
  return dueAt ? null : 'CALENDAR_NOT_PUBLISHED';
}
