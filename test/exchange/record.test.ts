// A case in a receiver's terms: what its profile says, and of personal data no more than that.
import { describe, expect, test } from 'vitest';
import type { CaseRecord, PartRecord } from '../../src/cases/case-record.ts';
import { planOf } from '../../src/cases/editions.ts';
import { foldCase } from '../../src/cases/history/fold.ts';
import type { ExportProfile } from '../../src/catalogue/export-rules.ts';
import { exportRecord } from '../../src/exchange/record.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import { shippedBundle, shippedCatalogue } from '../catalogue/edited-catalogue.ts';

const catalogue = shippedCatalogue();
const time = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
const shipped = catalogue.exports.get('province') as ExportProfile;
const number = '350428190001010015';

/** A case as it is just after its receipt. */
function received(kind: 'person' | 'enterprise', applicantNumber: string): CaseRecord {
  const bundle = shippedBundle('enterprise-closing');
  const edition = { id: 1, bundle, plan: (form: CaseRecord['row']['form']) => planOf(bundle, form) };
  const fold = foldCase(edition.plan({}), []);
  const record: CaseRecord = {
    row: {
      id: 1,
      number: '2611220000013',
      checkCode: 'AAAA',
      editionId: 1,
      channel: 'KIOSK',
      applicantKind: kind,
      applicantNumber,
      agent: null,
      applicant: { kind, number: applicantNumber, name: '龴小明', phone: '13800000000' },
      fingerprint: Buffer.alloc(0),
      form: { note: 'nothing of the form is told' },
      materials: [],
      state: 'RECEIVED',
      kind: null,
      receivedAt: new Date('2026-11-22T01:00:00Z'),
      releasedAt: null,
      lastSequence: 0,
    },
    edition,
    particulars: async () => ({ fold, parts, events: [], history: [] }),
  };
  const parts = [...fold.parts.values()].map(
    (part): PartRecord => ({
      of: record,
      row: {
        id: 1,
        caseId: 1,
        code: part.code,
        key: `key-${part.code}`,
        department: 'tax',
        delivery: 'QUEUED',
        state: part.state,
        departmentReference: null,
        stepsApplied: 0,
        polled: false,
      },
      fold: part,
      edition,
      released: false,
    }),
  );
  return record;
}

function plain(profile: ExportProfile): ExportProfile {
  const legalBasis = { zh: '某规定第一条', en: 'A rule, article 1' };
  return {
    ...profile,
    case: profile.case.map((field) => (field.show ? { ...field, show: 'PLAIN', legalBasis } : field)),
  };
}

describe('What the shipped profile tells of a citizen’s case', () => {
  test('is in its names and codes, masked, with times of the centre', async () => {
    const told = await exportRecord(received('person', number), shipped, time);
    expect(told).toMatchObject({
      caseNumber: '2611220000013',
      revision: 0,
      bundleCode: 'enterprise-closing',
      receivedAt: '2026-11-22T09:00:00.000+08:00',
      channel: '3',
      caseKind: null,
      caseState: 'RECEIVED',
      applicantType: '1',
      applicantNumber: '350428********0015',
      applicantName: '龴**',
      releasedAt: null,
    });
    expect(told['parts']).toContainEqual({
      projectCode: 'key-clearance',
      implementationCode: expect.stringMatching(/^.{31}$/),
      departmentCreditCode: expect.stringMatching(/^.{18}$/),
      handlingState: '3',
      acceptedAt: null,
      promisedBy: null,
      decidedAt: null,
      certificates: [],
    });
    for (const withheld of [number, '小明', '13800000000', 'nothing of the form']) {
      expect(JSON.stringify(told)).not.toContain(withheld);
    }
  });

  test('is in plain where the profile states a law', async () => {
    const told = await exportRecord(received('person', number), plain(shipped), time);
    expect(told).toMatchObject({ applicantNumber: number, applicantName: '龴小明' });
  });

  test('is in plain for an enterprise, whose name and code are nobody’s personal data', async () => {
    const told = await exportRecord(received('enterprise', '91350428MA0TE5T16H'), shipped, time);
    expect(told).toMatchObject({ applicantType: '2', applicantNumber: '91350428MA0TE5T16H', applicantName: '龴小明' });
  });
});
