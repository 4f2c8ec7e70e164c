// The entities that departments share, found by their own numbers; null where there is none or the asker may not know of it.
import { knowsPerson, reaches } from '../../access/policy.ts';
import { withinRegions } from '../../access/region.ts';
import type { CitizenNumber } from '../../values/citizen-number.ts';
import { countyOfEnterprise, countyOfUnit } from '../../values/county-of.ts';
import type { CreditCode } from '../../values/credit-code.ts';
import type { UnitNumber } from '../../values/unit-number.ts';
import type { RequestContext } from '../context.ts';
import { existsUnlessUnknown } from './existence.ts';
import {
  type EnterpriseParent,
  enterprise,
  type PersonParent,
  person,
  titleSubject,
  type UnitParent,
} from './parents.ts';

export async function findPerson(number: CitizenNumber, context: RequestContext): Promise<PersonParent | null> {
  if (!knowsPerson(context, number)) return null;
  const known = await existsUnlessUnknown(context.loaders('residents').load(number));
  return known === null ? null : person(number);
}

export async function findEnterprise(
  creditCode: CreditCode,
  { loaders, principal }: RequestContext,
): Promise<EnterpriseParent | null> {
  if (!withinRegions(principal, [countyOfEnterprise(creditCode)])) return null;
  const known = await existsUnlessUnknown(loaders('licences').load(creditCode));
  return known === null ? null : enterprise(creditCode);
}

export async function findUnit(unitNumber: UnitNumber, context: RequestContext): Promise<UnitParent | null> {
  if (!withinRegions(context.principal, [countyOfUnit(unitNumber)])) return null;
  const titles = context.loaders('titles');
  // Whether a citizen may know of it depends on the title itself: without it there is no answer. Nor with a copy of it: that
  // there is one would tell which units exist.
  const title =
    context.principal?.role === 'front-end'
      ? await titles.loadNow(unitNumber)
      : await existsUnlessUnknown(titles.load(unitNumber));
  if (title === null) return null;
  const subject = titleSubject(title);
  return reaches(context, subject) ? { unitNumber, subject } : null;
}
