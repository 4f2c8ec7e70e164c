import { centreDateTime, centreDay } from '../../cases/clocks/centre-time.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { badInput } from '../../errors.ts';
import type { Grant } from '../../mandates/mandates.ts';
import { stateOf } from '../../mandates/scope.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import { parseCountyCode } from '../../values/county-code.ts';
import { pageSize } from '../connection.ts';
import type { GrantMandateInput, Resolvers } from '../generated/types.ts';
import { checkedText, optionalText } from '../inputs/text-input.ts';
import { departmentOf, timeOf } from '../parents/supervision-parents.ts';

const NAME_MAX = 200;
const SCOPE_MAX = 200;

export const resolvers: Resolvers = {
  Query: {
    mandates: (_, { department, holder, first }, { mandates, principal }) => {
      const own = principal?.role === 'window' ? principal.subject : (holder ?? null);
      return mandates.list({ department: department ?? null, holder: own }, pageSize(first ?? 50));
    },
  },
  Mutation: {
    grantMandate: (_, { input }, { mandates, catalogue, principal }) =>
      mandates.grant({ ...grantOf(input, catalogue), by: principal?.subject ?? '' }),
    revokeMandate: (_, { id, reason }, { mandates, principal }) =>
      mandates.revoke(id, checkedText('reason', reason, NAME_MAX), principal?.subject ?? ''),
  },
  Mandate: {
    department: ({ department }, _, context) => departmentOf(department, context),
    state: (mandate, _, { supervision }) => stateOf(mandate, centreDay(supervision.now()) as CivilDate),
    grantedAt: ({ grantedAt }) => centreDateTime(grantedAt),
    revokedAt: ({ revokedAt }) => timeOf(revokedAt),
  },
};

/** Throws BAD_USER_INPUT for what the catalogue does not know: a mandate that covers nothing helps nobody. */
function grantOf(input: GrantMandateInput, { departments, items }: Catalogue): Omit<Grant, 'by'> {
  const { department } = input;
  if (!departments.has(department))
    throw badInput(`There is no department "${department}"; query { departments { code } } lists them.`);
  const covered = scopeOf('items', input.items);
  const foreign = covered?.find((item) => items.get(item)?.department.code !== department);
  if (foreign !== undefined) throw badInput(`Department ${department} has no item "${foreign}".`);
  const regions = scopeOf('regions', input.regions);
  const unknown = regions?.find((region) => parseCountyCode(region) === undefined);
  if (unknown !== undefined) throw badInput(`There is no county "${unknown}"; send codes of GB/T 2260.`);
  return {
    department,
    holder: optionalText('holder', input.holder, NAME_MAX),
    items: covered,
    regions,
    validFrom: input.validFrom as CivilDate,
    validTo: input.validTo as CivilDate,
    document: checkedText('document', input.document, NAME_MAX),
    substituteFor: optionalText('substituteFor', input.substituteFor, NAME_MAX),
  };
}

function scopeOf(name: string, codes: readonly string[] | null | undefined): readonly string[] | null {
  if (!codes) return null;
  if (codes.length >= 1 && codes.length <= SCOPE_MAX) return codes;
  throw badInput(`Argument "${name}" has ${codes.length} codes; send 1 to ${SCOPE_MAX}, or leave it out for all.`);
}
