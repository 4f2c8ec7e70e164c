// Who runs and owns the enterprises. Every role is filled by the head of a household or the head's spouse, through
// bijections, so that a person's roles are found among a handful of candidates.
import type { CreditCodes } from './credit-codes.ts';
import type { Households } from './households.ts';
import { bijection, dealing, keyed } from './keyed.ts';
import type { Layout } from './layout.ts';
import type { EnterpriseTruth, Population } from './population.ts';

type Role = EnterpriseTruth['roles'][number];

export interface Roles {
  /** The legal representative first. */
  readonly ofEnterprise: (enterprise: number) => readonly Role[];
  /** Ordered by credit code, then role. */
  readonly ofPerson: Population['rolesOfPerson'];
}

/** How many enterprises the legal representatives of a block run. */
const HOLDINGS = [6, 2, 2, 1, 1, 1, 1, 1, 1];

export function createRoles(seed: number, layout: Layout, households: Households, codes: CreditCodes): Roles {
  const chance = keyed(seed, 'roles');
  const dealt = dealing(HOLDINGS);
  const seats = bijection(layout.enterprises, keyed(seed, 'roles-seat'));
  const over = (purpose: string) => bijection(households.count, keyed(seed, purpose));
  const representatives = over('legal-representative');
  const others = { supervisor: over('supervisor'), second: over('shareholder-2'), third: over('shareholder-3') };

  const ofEnterprise = (enterprise: number): Role[] => {
    const household = representatives.forward(dealt.rankOf(seats.forward(enterprise)));
    const representative = households.head(household);
    const roles: Role[] = [{ person: representative, role: 'LEGAL_REPRESENTATIVE' }];
    if (!codes.isCompany(enterprise)) return roles;
    const spouse = households.spouse(household);
    const draw = chance(enterprise);
    if (draw % 10 < 5) roles.push({ person: representative, role: 'DIRECTOR' });
    roles.push({ person: households.head(others.supervisor.forward(enterprise)), role: 'SUPERVISOR' });
    if (draw % 7 < 4) roles.push({ person: representative, role: 'MANAGER' });
    for (const person of shareholders(enterprise, draw, representative, spouse))
      roles.push({ person, role: 'SHAREHOLDER' });
    return roles;
  };

  function shareholders(
    enterprise: number,
    draw: number,
    representative: number,
    spouse: number | undefined,
  ): number[] {
    const people = [representative];
    if (spouse !== undefined && draw % 11 < 3) people.push(spouse);
    if (draw % 13 < 5) people.push(households.head(others.second.forward(enterprise)));
    if (draw % 17 < 3) people.push(households.head(others.third.forward(enterprise)));
    return [...new Set(people)];
  }

  function candidates(household: number): number[] {
    const rank = representatives.back(household);
    const run = dealt.seatsOf(rank).filter((seat) => seat < layout.enterprises);
    const served = Object.values(others).map((each) => each.back(household));
    return [...new Set([...run.map(seats.back), ...served.filter((enterprise) => enterprise < layout.enterprises)])];
  }

  const ofPerson: Roles['ofPerson'] = (person) =>
    candidates(households.seatOf(person).household)
      .flatMap((enterprise) => ofEnterprise(enterprise).map((each) => ({ ...each, enterprise })))
      .filter((each) => each.person === person)
      .map(({ enterprise, role }) => ({ enterprise, role, order: `${codes.code(enterprise)} ${role}` }))
      .sort((one, other) => (one.order < other.order ? -1 : 1))
      .map(({ enterprise, role }) => ({ enterprise, role }));

  return { ofEnterprise, ofPerson };
}
