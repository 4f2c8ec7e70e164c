// The evidence graph of a bundle: which parts a case has, in which order they can go, and what holds up what.
import type { JsonObject } from '../departments/port.ts';
import type { Bundle, BundlePart } from './catalogue.ts';
import { sameJson } from './pointer.ts';

/** What a graph question needs to know of a part. */
export type PlannedPart = Pick<BundlePart, 'code' | 'needs'>;

/** Evidence that parts have established so far, by the part's code, as it stands in `Progress.evidence`. */
export type EvidenceSoFar = ReadonlyMap<string, JsonObject>;

/** The parts that a case with this form has, in the bundle's order. The form carries its defaults already. */
export function neededParts(bundle: Bundle, form: JsonObject): readonly BundlePart[] {
  return bundle.parts.filter(({ when }) => when === null || sameJson(form[when.question], when.is));
}

/** Codes so that every part follows its prerequisites; ties keep the given order. Throws where there is a cycle. */
export function orderOf(parts: readonly PlannedPart[]): readonly string[] {
  const order: string[] = [];
  let left = parts;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ code }) => code));
    const ready = left.filter(({ needs }) => !needs.some(({ part }) => waiting.has(part)));
    if (ready.length === 0) throw new Error(`parts wait for each other: ${[...waiting].join(', ')}`);
    order.push(...ready.map(({ code }) => code));
    left = left.filter((part) => !ready.includes(part));
  }
  return order;
}

/** Codes of the parts that directly or indirectly need this one, in the given order. */
export function dependentsOf(parts: readonly PlannedPart[], code: string): readonly string[] {
  const found = new Set<string>([code]);
  for (let grown = true; grown; ) {
    const more = parts.filter((part) => !found.has(part.code) && part.needs.some((need) => found.has(need.part)));
    for (const part of more) found.add(part.code);
    grown = more.length > 0;
  }
  return parts.map((part) => part.code).filter((each) => each !== code && found.has(each));
}

/** Codes of the parts that this one directly or indirectly needs, in the given order. */
export function prerequisitesOf(parts: readonly PlannedPart[], code: string): readonly string[] {
  return parts.map((part) => part.code).filter((each) => dependentsOf(parts, each).includes(code));
}

/** The parts all of whose needed evidence is there, whatever they have done since. */
export function readyParts<Part extends PlannedPart>(parts: readonly Part[], sofar: EvidenceSoFar): readonly Part[] {
  return parts.filter(({ needs }) => needs.every(({ part, evidence }) => sofar.get(part)?.[evidence] !== undefined));
}

/** The evidence that flows to a part, by name, for its payload. What has not been established yet is absent. */
export function evidenceFor(part: PlannedPart, sofar: EvidenceSoFar): JsonObject {
  const arrived = part.needs.flatMap(({ part: from, evidence }) => {
    const value = sofar.get(from)?.[evidence];
    return value === undefined ? [] : [[evidence, value] as const];
  });
  return Object.fromEntries(arrived);
}

export interface PlannedSpan {
  readonly code: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Schedule {
  /** In the order of `orderOf`. */
  readonly spans: readonly PlannedSpan[];
  /** When the last of the awaited parts ends; `from` where there are none. */
  readonly endsAt: number;
  /** Codes of the chain that determines that end, first part first. */
  readonly criticalPath: readonly string[];
}

/**
 * Every part starts when the last of its prerequisites has ended, or later. `spanOf` tells when a part that could start at an
 * instant starts and ends: it knows durations, calendar, closing times and maintenance windows. `awaited`: codes of the parts
 * that the applicant waits for; those that nothing waits for end whenever they do. Any unit of time, as long as it is one.
 */
export function scheduleOf(
  parts: readonly PlannedPart[],
  from: number,
  spanOf: (code: string, earliest: number) => Pick<PlannedSpan, 'startsAt' | 'endsAt'>,
  awaited: readonly string[] = parts.map(({ code }) => code),
): Schedule {
  const spans = new Map<string, PlannedSpan & { readonly after: string | undefined }>();
  for (const code of orderOf(parts)) {
    const needs = parts.find((part) => part.code === code)?.needs ?? [];
    const latest = latestOf(needs.flatMap(({ part }) => spans.get(part) ?? []));
    spans.set(code, { code, ...spanOf(code, latest?.endsAt ?? from), after: latest?.code });
  }
  const last = latestOf(awaited.flatMap((code) => spans.get(code) ?? []));
  const criticalPath: string[] = [];
  for (let code = last?.code; code !== undefined; code = spans.get(code)?.after) criticalPath.unshift(code);
  return {
    spans: [...spans.values()].map(({ code, startsAt, endsAt }) => ({ code, startsAt, endsAt })),
    endsAt: last?.endsAt ?? from,
    criticalPath,
  };
}

function latestOf<Span extends PlannedSpan>(spans: readonly Span[]): Span | undefined {
  return spans.reduce<Span | undefined>(
    (latest, span) => (latest && latest.endsAt >= span.endsAt ? latest : span),
    undefined,
  );
}
