// A case in a receiver's own terms: the fields of the receiver's profile, under its names and in its codes.

import { mask } from '../access/masking.ts';
import type { CaseRecord, PartRecord } from '../cases/case-record.ts';
import { acceptanceNotice } from '../cases/clocks/acceptance.ts';
import { centreDateTime } from '../cases/clocks/centre-time.ts';
import { bundlePart } from '../cases/editions.ts';
import {
  type CaseField,
  type ExportedField,
  type ExportProfile,
  type PartField,
  personalFields,
} from '../catalogue/export-rules.ts';
import type { JsonObject, JsonValue } from '../departments/port.ts';
import type { WorkingTime } from '../time/working-hours.ts';

/** Equal for as long as the case, the profile and the calendar are. `parts` is the one name that receivers cannot choose. */
export async function exportRecord(record: CaseRecord, profile: ExportProfile, time: WorkingTime): Promise<JsonObject> {
  const { parts, fold, events } = await record.particulars();
  const isPersonal = record.row.applicantKind === 'person';
  const told = <Name extends string>(fields: readonly ExportedField<Name>[], value: (from: Name) => JsonValue) =>
    Object.fromEntries(fields.map((field) => [field.as, shown(field, value(field.from), isPersonal)]));
  return {
    ...told(profile.case, (from) => caseValue(from, { record, fold, sequence: events.at(-1)?.sequence ?? 0 })),
    parts: parts.map((part) => told(profile.part, (from) => partValue(from, part, time))),
  };
}

function shown<Name extends string>(
  { from, codes, show }: ExportedField<Name>,
  value: JsonValue,
  isPersonal: boolean,
): JsonValue {
  if (typeof value !== 'string') return value;
  // An official's words may name somebody, whoever applies.
  if (show === 'MASKED' && isPersonalField(from) && (isPersonal || from === 'reason')) {
    return mask(personalFields[from], value);
  }
  if (codes === null) return value;
  const code = codes[value];
  if (code !== undefined) return code;
  throw new Error(`catalogue/exports.yaml has no code for ${value} of "${from}".`);
}

function isPersonalField(from: string): from is keyof typeof personalFields {
  return from in personalFields;
}

interface CaseValues {
  readonly record: CaseRecord;
  readonly fold: Awaited<ReturnType<CaseRecord['particulars']>>['fold'];
  readonly sequence: number;
}

function caseValue(from: CaseField, { record: { row, edition }, fold, sequence }: CaseValues): JsonValue {
  switch (from) {
    case 'number':
      return row.number;
    case 'sequence':
      return sequence;
    case 'bundle':
      return edition.bundle.code;
    case 'bundleVersion':
      return edition.bundle.version;
    case 'receivedAt':
      return centreDateTime(row.receivedAt);
    case 'channel':
      return row.channel;
    case 'kind':
      return fold.kind;
    case 'state':
      return fold.state;
    case 'applicantKind':
      return row.applicantKind;
    case 'applicantNumber':
      return row.applicantNumber;
    case 'applicantName':
      return row.applicant.name;
    case 'releasedAt':
      return timeOf(fold.releasedAt);
  }
}

function partValue(from: PartField, part: PartRecord, time: WorkingTime): JsonValue {
  const { row, fold, released } = part;
  const { item } = bundlePart(part, row.code);
  switch (from) {
    case 'code':
      return row.code;
    case 'key':
      return row.key;
    case 'item':
      return item.code;
    case 'implementationCode':
      return item.implementationCode;
    case 'department':
      return item.department.creditCode;
    case 'state':
      return fold.state;
    case 'departmentReference':
      return row.departmentReference;
    case 'acceptedAt':
      return timeOf(fold.acceptedAt);
    case 'promisedBy':
      return acceptanceNotice(part, time)?.promisedBy ?? null;
    case 'decidedAt':
      return timeOf(fold.decidedAt);
    case 'reason':
      return fold.reason;
    case 'licences':
      return released ? fold.licences.map(({ kind, number }) => ({ kind, number })) : [];
  }
}

function timeOf(at: Date | null): string | null {
  return at && centreDateTime(at);
}
