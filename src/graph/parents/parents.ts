// What stands behind an object of the schema while its fields are resolved. `subject` says whose data it is, for masking.

import type { Title } from '../../../adapters/land/facts.ts';
import type { EnterpriseRole } from '../../../adapters/licensing/facts.ts';
import type { Household, HouseholdMember, Resident } from '../../../adapters/police/facts.ts';
import type { TaxAccount } from '../../../adapters/tax/facts.ts';
import type { Subject } from '../../access/policy.ts';
import type { AuditQuestion, FoundEntry } from '../../audit/search.ts';
import type { BatchProgress } from '../../cases/batches.ts';
import type { AgentRecord } from '../../cases/sql/cases.ts';
import type { HandOverRow } from '../../cases/sql/tasks.ts';
import type { CitizenNumber } from '../../values/citizen-number.ts';
import type { CreditCode } from '../../values/credit-code.ts';
import type { UnitNumber } from '../../values/unit-number.ts';
import type { Told } from '../as-of.ts';
import type { Connection } from '../connection.ts';
import type { ShownPage } from '../lists/department-list.ts';

interface About {
  readonly subject: Subject;
}

export interface PersonParent extends About {
  readonly __typename: 'Person';
  readonly number: CitizenNumber;
  /** Known already from the police, so that they need not be asked again. */
  readonly name?: string;
}

/** Whoever is signed in as a citizen. */
export interface MeParent {
  readonly number: CitizenNumber;
}

export interface EnterpriseParent extends About {
  readonly __typename: 'Enterprise';
  readonly creditCode: CreditCode;
}

export interface UnitParent extends About {
  readonly unitNumber: UnitNumber;
  /** Known already from a search by holder; its owners may be incomplete. */
  readonly title?: Title;
}

export interface HouseholdParent extends About {
  readonly household: Household;
  /** Whose answer it came with. */
  readonly resident: Resident;
}
export type HouseholdMemberParent = HouseholdMember;
export interface TaxAccountParent extends About {
  readonly account: TaxAccount;
}
export type EnterpriseRoleParent = EnterpriseRole;

/** A page of the audit trail; how much there is in all is counted only when asked for. */
export interface AuditPageParent extends Omit<Connection<FoundEntry>, 'totalCount'> {
  readonly question: AuditQuestion;
}

/** Whoever asked, in the audit trail. */
export interface ActorParent extends About {
  readonly role: string;
  readonly account: string | null;
}

/** A row of a batch that has ended. */
export type EndedBatchRowParent = BatchProgress['rows'][number];

/** Licences that somebody took. */
export interface HandOverParent extends About, HandOverRow {}

export type EnterprisePage = ShownPage<EnterpriseParent>;
export type UnitPage = ShownPage<UnitParent>;
export type RolePage = Connection<EnterpriseRole> & Told;

export type PartyParent = PersonParent | EnterpriseParent;

export function person(number: CitizenNumber, name?: string): PersonParent {
  const subject: Subject = { kind: 'person', number };
  return { __typename: 'Person', number, subject, ...(name === undefined ? {} : { name }) };
}

export function enterprise(creditCode: CreditCode): EnterpriseParent {
  return { __typename: 'Enterprise', creditCode, subject: { kind: 'enterprise' } };
}

/** A person or an enterprise, by what it is known to be. */
export function party(number: string, kind: 'person' | 'enterprise'): PartyParent {
  return kind === 'person' ? person(number as CitizenNumber) : enterprise(number as CreditCode);
}

/** Whose data a unit's address is: its holders', as far as they are known. */
export function titleSubject(title: Title | null | undefined): Subject {
  return { kind: 'holder', numbers: title?.owners.map(({ number }) => number) ?? [] };
}

export interface AgentParent extends About {
  readonly number: string;
  readonly name: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly items: readonly string[] | null;
}

export function agentParent({ number, name, mandate }: AgentRecord): AgentParent {
  const { validFrom = null, validTo = null, items = null } = mandate ?? {};
  return { number, name, validFrom, validTo, items, subject: { kind: 'person', number } };
}
