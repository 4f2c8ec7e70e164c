import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import type { Bundle, BundlePart, Department, Item, Material } from '../../catalogue/catalogue.ts';
import type { RequestContext } from '../context.ts';
import type { DepartmentResolvers, QueryResolvers, Resolvers } from '../generated/types.ts';

const query: QueryResolvers = {
  departments: (_, _arguments, { catalogue }) =>
    [...catalogue.departments.values()].filter(({ succession }) => !succession),
  bundles: (_, _arguments, { catalogue }) => [...catalogue.bundles.values()],
  bundle: (_, { code }, { catalogue }) => catalogue.bundles.get(code) ?? null,
};

const department: DepartmentResolvers = {
  name: ({ name }, _, { text }) => text(name),
  state: (one, _, context) => statusOf(one, context)?.state ?? 'UNAVAILABLE',
  maintenance: (one, _, context) => {
    const sinceMs = statusOf(one, context)?.maintenanceSinceMs ?? null;
    return sinceMs === null ? null : { from: centreDateTime(new Date(sinceMs)), to: null };
  },
  breaker: (one, _, context) => statusOf(one, context)?.breaker ?? 'OPEN',
  p95Ms: (one, _, context) => statusOf(one, context)?.p95Ms ?? null,
  succeededBy: ({ succession }, _, { catalogue }) =>
    (succession?.departments ?? []).flatMap((code) => catalogue.departments.get(code) ?? []),
  succeededOn: ({ succession }) => succession?.from ?? null,
  queueDepth: async ({ code }, _, { cases }) => (await cases.backlog()).get(code)?.depth ?? 0,
  oldestQueuedAt: async ({ code }, _, { cases }) => {
    const oldest = (await cases.backlog()).get(code)?.oldestAt;
    return oldest ? centreDateTime(oldest) : null;
  },
};

/** Undefined for a department that others have succeeded: no system of its own is left to ask. */
function statusOf({ code }: Department, { departments }: RequestContext) {
  return departments.all.find((department) => department.code === code)?.status();
}

export const resolvers: Resolvers = {
  Query: query,
  Department: department,
  Bundle: {
    name: ({ name }, _, { text }) => text(name),
    form: ({ form }, _, { language }) => form[language],
    materials: ({ materials }: Bundle) => materials.map(({ material }) => material),
    issuance: ({ issuance }) => ({ rule: issuance.rule, parts: issuance.group }),
  },
  BundlePart: {
    department: ({ item }: BundlePart) => item.department,
    optional: ({ when }: BundlePart) => when !== null,
  },
  ServiceItem: {
    name: ({ name }: Item, _, { text }) => text(name),
    legalBasis: ({ legalBasis }: Item, _, { text }) => legalBasis.map(text),
    conditions: ({ conditions }: Item, _, { text }) => conditions.map(text),
    process: ({ process }: Item, _, { text }) => process.map(({ name }) => text(name)),
    fee: ({ fee }: Item) => fee.amount,
  },
  MaterialRequirement: {
    name: ({ name }: Material, _, { text }) => text(name),
    legalBasis: ({ legalBasis }: Material, _, { text }) => legalBasis.map(text).join('；'),
  },
};
