// From the input of a submission to an application: shapes that the schema cannot say are checked here, defects are not.
import { withinRegions } from '../../access/region.ts';
import type { Application, SubmittedAgent } from '../../cases/reception/application.ts';
import type { ApplicantRecord } from '../../cases/sql/cases.ts';
import { badInput, PublicError } from '../../errors.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import { countiesIn } from '../../values/county-of.ts';
import type { RequestContext } from '../context.ts';
import type { AgentInput, ApplicantInput, SubmitCaseInput } from '../generated/types.ts';
import { materialsOf, ownerOf } from './materials.ts';

const KEY_MAX = 200;

/** Throws BAD_USER_INPUT for a wrong shape, FORBIDDEN where the caller may not apply for the applicant. */
export async function applicationOf(input: SubmitCaseInput, context: RequestContext): Promise<Application> {
  const idempotencyKey = checkedKey(input.idempotencyKey);
  const applicant = applicantOf(input.applicant);
  refuseForeignApplicant(applicant, context);
  refuseForeignRegion([input.form, applicant.number], context);
  return {
    idempotencyKey,
    bundle: input.bundle,
    channel: input.channel,
    applicant,
    agent: input.agent ? await agentOf(input.agent, context) : null,
    form: input.form,
    materials: await materialsOf(input.materials, context),
    submittedBy: ownerOf(context),
  };
}

async function agentOf({ number, name, phone, mandate }: AgentInput, context: RequestContext): Promise<SubmittedAgent> {
  const person = { number, name, phone: phone ?? null };
  if (!mandate) return person;
  const { fileId, inline, items } = mandate;
  const { code } = context.catalogue.agentLetter;
  const [letter] = fileId || inline ? await materialsOf([{ code, fileId, inline }], context) : [];
  const dates = { validFrom: mandate.validFrom as CivilDate, validTo: mandate.validTo as CivilDate };
  return { ...person, mandate: { ...dates, items: items ?? null, letter: letter ?? null } };
}

export function checkedKey(idempotencyKey: string): string {
  if (idempotencyKey !== '' && idempotencyKey.length <= KEY_MAX) return idempotencyKey;
  throw badInput(`The idempotencyKey must have 1 to ${KEY_MAX} characters; choose one, such as a UUID.`);
}

function applicantOf({ person, enterprise }: ApplicantInput): ApplicantRecord {
  if (person) return { kind: 'person', number: person.number, name: person.name, phone: person.phone ?? null };
  if (!enterprise) throw badInput('The applicant is empty; send a person or an enterprise.');
  const { creditCode, name, phone } = enterprise;
  return { kind: 'enterprise', number: creditCode, name, phone: phone ?? null };
}

function refuseForeignRegion(named: unknown, { principal }: RequestContext): void {
  if (withinRegions(principal, countiesIn(named))) return;
  throw new PublicError(
    'FORBIDDEN',
    'The application lies in none of the counties of the token; apply at a window there.',
  );
}

function refuseForeignApplicant(applicant: ApplicantRecord, { principal }: RequestContext): void {
  if (principal?.role !== 'front-end' || principal.subject === applicant.number) return;
  throw new PublicError(
    'FORBIDDEN',
    'A front end may only submit for the citizen of its token; apply at a window instead.',
  );
}
