// Makes what the SDL declares hold at run time, around every field, so that no resolver can forget: personal data is masked,
// a front end goes on from its own citizen only, lists and time are within the budget, and whom it concerned is noted.
import {
  defaultFieldResolver,
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { type MaskingForm, mask } from '../../access/masking.ts';
import { reaches, type Subject, seesPersonalData } from '../../access/policy.ts';
import type { RequestContext } from '../context.ts';
import { after } from '../loaded.ts';
import { noteAskedCase, noteNamed, noteShown } from '../sightings.ts';

type Resolve = GraphQLFieldResolver<{ readonly subject: Subject }, RequestContext>;

export function enforceDeclarations(schema: GraphQLSchema): void {
  const directive = (name: string): GraphQLDirective => {
    const found = schema.getDirective(name);
    if (!found) throw new Error(`The SDL lacks the directive @${name}.`);
    return found;
  };
  const [personal, own] = [directive('personal'), directive('own')];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const marks = field.astNode && getDirectiveValues(personal, field.astNode);
      const wrappers: ((resolve: Resolve) => Resolve)[] = [];
      if (marks) wrappers.push((resolve) => masked(resolve, marks['as'] as MaskingForm));
      if (field.astNode && getDirectiveValues(own, field.astNode)) wrappers.push(ownOnly);
      if (standsForCase(schema, getNamedType(field.type))) wrappers.push(noted);
      if (isComputed(field)) wrappers.push(bounded);
      if (type === schema.getMutationType()) wrappers.push(changing);
      if (type === schema.getQueryType() && field.args.length > 0) wrappers.push(asking);
      if (type === schema.getSubscriptionType()) wrappers.push(following);
      wrap(field, wrappers);
    }
  }
}

function wrap(field: GraphQLField<unknown, unknown>, wrappers: readonly ((resolve: Resolve) => Resolve)[]): void {
  if (wrappers.length === 0) return;
  const inner = (field.resolve ?? defaultFieldResolver) as Resolve;
  field.resolve = wrappers.reduce((resolve, wrapper) => wrapper(resolve), inner) as NonNullable<typeof field.resolve>;
}

/** Fields that cost something to make: lists, and objects that a resolver makes. What merely stands in its parent is free. */
function isComputed(field: GraphQLField<unknown, unknown>): boolean {
  if (isListType(getNullableType(field.type))) return true;
  const type: GraphQLNamedType = getNamedType(field.type);
  return isCompositeType(type) && field.resolve !== undefined;
}

function masked(resolve: Resolve, form: MaskingForm): Resolve {
  return (parent, args, context, info) =>
    after(resolve(parent, args, context, info), (value) => {
      if (value === null || value === undefined) return null;
      if (!seesPersonalData(context, parent.subject)) return mask(form, value);
      noteShown(context.sightings, parent.subject);
      return value;
    });
}

function ownOnly(resolve: Resolve): Resolve {
  return (parent, args, context, info) =>
    reaches(context, parent.subject) ? resolve(parent, args, context, info) : null;
}

function bounded(resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    // What a mutation has done is told, however long it took and whatever it is: it cannot be asked for less any more. Its
    // length is bounded by the cost that was estimated before it began.
    const mayBeRefused = info.operation.operation !== 'mutation';
    if (mayBeRefused) context.budget.checkTime();
    return after(resolve(parent, args, context, info), (value: unknown) => {
      if (mayBeRefused && Array.isArray(value)) context.budget.spendRows(value.length);
      return value;
    });
  };
}

function changing(resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    noteNamed(context.sightings, args);
    noteAskedCase(context.sightings, args);
    return after(resolve(parent, args, context, info), (value: unknown) => {
      noteAskedCase(context.sightings, value);
      return value;
    });
  };
}

function asking(resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    noteAskedCase(context.sightings, args);
    return resolve(parent, args, context, info);
  };
}

function following(resolve: Resolve): Resolve {
  return (parent, args, context, info) =>
    after(resolve(parent, args, context, info), (value: unknown) => {
      noteAskedCase(context.sightings, value);
      return value;
    });
}

/** Types that stand for a case. */
const NOTED: ReadonlySet<string> = new Set(['Case', 'TrackedCase']);

interface NotedCase {
  readonly row: {
    readonly number: string;
    readonly applicantKind: 'person' | 'enterprise';
    readonly applicantNumber: string;
  };
}

function standsForCase(schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  return isUnionType(type) ? schema.getPossibleTypes(type).some(({ name }) => NOTED.has(name)) : NOTED.has(type.name);
}

function isNotedCase(value: unknown): value is NotedCase {
  return typeof value === 'object' && value !== null && 'row' in value;
}

function noted(resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    const changes = info.operation.operation === 'mutation';
    return after(resolve(parent, args, context, info), (value: unknown) => {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (isNotedCase(each)) noteCase(context, each.row, changes);
      }
      return value;
    });
  };
}

/** Whoever looks at a case looks at its applicant's matter. */
function noteCase(context: RequestContext, row: NotedCase['row'], changes: boolean): void {
  const { sightings } = context;
  sightings.cases.add(row.number);
  if (changes) sightings.changed.add(row.applicantNumber);
  if (row.applicantKind === 'enterprise') return;
  const subject: Subject = { kind: 'person', number: row.applicantNumber };
  if (seesPersonalData(context, subject)) noteShown(sightings, subject);
}
