// From the input of a submission to an application: shapes that the schema cannot say are checked here, defects are not.
import { createHash } from 'node:crypto';
import type { ApplicantRecord } from '../cases/sql/cases.ts';
import type { Application, SubmittedMaterial } from '../cases/submit.ts';
import { badInput, PublicError } from '../errors.ts';
import type { RequestContext } from './context.ts';
import type { ApplicantInput, InlineMaterialInput, MaterialInput, SubmitCaseInput } from './generated/types.ts';

const KEY_MAX = 200;
const INLINE_BYTES_MAX = 64 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Throws BAD_USER_INPUT for a wrong shape, FORBIDDEN where the caller may not apply for the applicant. */
export function applicationOf(input: SubmitCaseInput, context: RequestContext): Application {
  const idempotencyKey = checkedKey(input.idempotencyKey);
  const applicant = applicantOf(input.applicant);
  refuseForeignApplicant(applicant, context);
  return {
    idempotencyKey,
    bundle: input.bundle,
    channel: input.channel,
    applicant,
    agent: input.agent
      ? { number: input.agent.number, name: input.agent.name, phone: input.agent.phone ?? null }
      : null,
    form: input.form,
    materials: input.materials.map(materialOf),
  };
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

function refuseForeignApplicant(applicant: ApplicantRecord, { principal }: RequestContext): void {
  if (principal?.role !== 'front-end' || principal.subject === applicant.number) return;
  throw new PublicError(
    'FORBIDDEN',
    'A front end may only submit for the citizen of its token; apply at a window instead.',
  );
}

export function materialOf(input: MaterialInput): SubmittedMaterial {
  const ways = [input.fileId, input.inline, input.shared, input.deferred || undefined].filter((way) => way != null);
  if (ways.length !== 1) {
    throw badInput(`Material "${input.code}" must come in exactly one way: fileId, inline, shared or deferred: true.`);
  }
  const none = { code: input.code, sha256: null, name: null, shared: null, mediaType: null, bytes: null };
  if (input.inline) return { ...none, by: 'inline', ...inlineDocument(input.code, input.inline) };
  if (input.shared != null) return { ...none, by: 'shared', shared: input.shared };
  if (input.deferred) return { ...none, by: 'deferred' };
  throw badInput(`Material "${input.code}": there is no uploaded file ${input.fileId}; send it inline.`);
}

function inlineDocument(code: string, { name, mediaType, base64 }: InlineMaterialInput) {
  if (!BASE64.test(base64)) throw badInput(`Material "${code}": the content is not base64 with padding.`);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > INLINE_BYTES_MAX) {
    throw badInput(`Material "${code}" has ${bytes.length} bytes; at most ${INLINE_BYTES_MAX} may be sent inline.`);
  }
  return { name, mediaType, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
