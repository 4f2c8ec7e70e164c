// The check of an enterprise's premises: answered from the unit's title, nothing is applied for.
import { z } from 'zod';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Outcome, Submission } from '../../../src/departments/port.ts';
import { parseUnitNumber, type UnitNumber } from '../../../src/values/unit-number.ts';
import type { Title } from '../facts.ts';
import { beijingTime, type Written } from './applications.ts';

const payload = z.object({ unitNumber: z.string().refine((text) => parseUnitNumber(text) !== undefined) });

/** The unit that is asked about. */
export function premisesUnit(submission: Submission): Written<UnitNumber> {
  const parsed = payload.safeParse(submission.payload);
  return parsed.success ? { rows: parsed.data.unitNumber as UnitNumber } : { faulty: 'payload.unitNumber' };
}

const REFUSALS: { readonly [State in Title['state']]: string | null } = {
  NORMAL: null,
  MORTGAGED: null,
  SEIZED: '该不动产单元已被查封，不能作为住所',
  MORTGAGED_AND_SEIZED: '该不动产单元已被查封，不能作为住所',
  CANCELLED: '该不动产单元的权利已注销，不能作为住所',
};

/** Approved with evidence 住所核验结果, or refused with the reason; `not-sent` where the title cannot be read. */
export function premisesOutcome(key: string, title: Title | DepartmentFault | null, at: Date): Outcome {
  if (title instanceof DepartmentFault) return { kind: 'not-sent', fault: title };
  const reason = title === null ? '登记簿中没有该不动产单元' : REFUSALS[title.state];
  const evidence =
    title === null || reason !== null
      ? {}
      : {
          住所核验结果: {
            unitNumber: title.unitNumber,
            address: title.address,
            usage: title.usage,
            state: title.state,
          },
        };
  const step = {
    key,
    sequence: 1,
    sourceId: `land:${key}:1`,
    at: `${beijingTime(at).replace(' ', 'T')}+08:00`,
    kind: reason === null ? ('APPROVED' as const) : ('REFUSED' as const),
    reason,
    licences: [],
    evidence,
  };
  return { kind: 'acknowledged', reference: key, progress: [step] };
}
