// What the audit trail is told of each answer, before it is sent: who asked what, for what purpose, whom it concerned, and how
// it ended. Answers that are open to everybody and concern nobody are left out.
import {
  type FormattedExecutionResult,
  type GraphQLSchema,
  getDirectiveValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { AuditDraft, AuditKind, AuditOutcome } from '../../audit/entry.ts';
import { AuditFault, type AuditTrail } from '../../audit/trail.ts';
import { type ErrorCode, errorCodes, PublicError } from '../../errors.ts';
import { redact } from '../../log.ts';
import type { RequestContext } from '../context.ts';

/** What was asked, as far as it was understood. */
export interface Asked {
  readonly operation: OperationDefinitionNode | undefined;
  readonly document: string | null;
  readonly fields: readonly string[];
}

/** Fields at the root that are not entered where they concern nobody, as `Type.field`. */
export function unaudited(schema: GraphQLSchema): ReadonlySet<string> {
  const directive = schema.getDirective('access');
  const fields = new Set<string>();
  for (const type of [schema.getQueryType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const marks = directive && field.astNode && getDirectiveValues(directive, field.astNode);
      if (type && marks?.['audited'] === false) fields.add(field.name);
    }
  }
  return fields;
}

/** Resolves when the answer may be sent. Throws OVERLOADED or INTERNAL where it may not. */
export async function recordAnswer(
  audit: AuditTrail,
  context: RequestContext,
  asked: Asked,
  result: FormattedExecutionResult,
  open: ReadonlySet<string>,
): Promise<void> {
  const draft = draftOf(context, asked, result);
  if (concernsNobody(draft, open)) return;
  await record(audit, draft);
}

/** One event of a subscription. */
export function recordEvent(context: RequestContext, fields: readonly string[], result: FormattedExecutionResult) {
  const asked = { operation: undefined, document: null, fields };
  return record(context.audit, { ...draftOf(context, asked, result), kind: 'event' });
}

async function record(audit: AuditTrail, draft: AuditDraft): Promise<void> {
  try {
    await audit.record(draft);
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error;
    const code: ErrorCode = error.overloaded ? 'OVERLOADED' : 'INTERNAL';
    throw new PublicError(code, `${errorCodes[code].zh}。${errorCodes[code].en}`, { cause: error });
  }
}

const NAME_MAX = 100;

function draftOf(context: RequestContext, asked: Asked, result: FormattedExecutionResult): AuditDraft {
  const { principal, purpose, traceId, sightings } = context;
  const { outcome, code } = ending(result);
  const name = asked.operation?.name?.value;
  return {
    traceId,
    kind: (asked.operation?.operation ?? 'query') satisfies AuditKind,
    operation: name === undefined ? null : redact(name.slice(0, NAME_MAX)),
    document: asked.document,
    fields: asked.fields,
    role: principal?.role ?? null,
    subject: principal?.subject ?? null,
    purpose,
    outcome,
    code,
    // What was withheld after all was not read.
    read: outcome === 'refused' || outcome === 'failed' ? [] : sightings.read,
    changed: sightings.changed,
    cases: sightings.cases,
  };
}

/** How an operation ended, and the code of its first error. */
export function ending({ data, errors }: FormattedExecutionResult): { outcome: AuditOutcome; code: string | null } {
  const code = (errors?.[0]?.extensions?.['code'] as ErrorCode | undefined) ?? null;
  if (!code) return { outcome: 'answered', code };
  if (data !== undefined && data !== null) return { outcome: 'partial', code };
  return { outcome: errorCodes[code].status >= 500 ? 'failed' : 'refused', code };
}

/** A request that was merely wrong is nobody's secret; a catalogue that was read is everybody's. */
function concernsNobody(draft: AuditDraft, open: ReadonlySet<string>): boolean {
  const { kind, outcome, code, fields, read, changed, cases } = draft;
  if (kind === 'mutation') return outcome === 'refused' && code === 'BAD_USER_INPUT' && fields.length === 0;
  if ([read, changed, cases].some((each) => !isEmpty(each))) return false;
  if (outcome === 'refused') return code === 'BAD_USER_INPUT';
  return fields.every((field) => open.has(field));
}

function isEmpty(identifiers: Iterable<string>): boolean {
  for (const _ of identifiers) return false;
  return true;
}
