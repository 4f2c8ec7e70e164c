// The scalars of the schema: identifiers are strings only and checked where they enter.
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { badInput } from '../errors.ts';
import { parseCitizenNumber } from '../values/citizen-number.ts';
import { parseCivilDate } from '../values/civil-date.ts';
import { parseCreditCode } from '../values/credit-code.ts';
import { parseMoney } from '../values/money.ts';
import { parseUnitNumber } from '../values/unit-number.ts';

function checkedString(name: string, rule: string, parse: (text: unknown) => string | undefined): GraphQLScalarType {
  const accept = (value: unknown): string => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    throw badInput(`A value of type ${name} is wrong: ${rule}. Send it as a string.`);
  };
  return new GraphQLScalarType({
    name,
    parseValue: accept,
    parseLiteral: (node) => accept(node.kind === Kind.STRING ? node.value : undefined),
    serialize: (value) => value,
  });
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function parseInstant(text: unknown): string | undefined {
  if (typeof text !== 'string' || !RFC3339.test(text)) return undefined;
  // Left to itself, 30 February becomes a day in March.
  if (parseCivilDate(text.slice(0, 10)) === undefined) return undefined;
  return Number.isNaN(Date.parse(text)) ? undefined : text;
}

function jsonLiteral(node: ValueNode, variables: Record<string, unknown> | null | undefined): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map((value) => jsonLiteral(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, jsonLiteral(value, variables)]));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
  }
}

function jsonObject(name: string): GraphQLScalarType {
  const accept = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw badInput(`A value of type ${name} is wrong: it must be a JSON object.`);
  };
  return new GraphQLScalarType({
    name,
    parseValue: accept,
    parseLiteral: (node, variables) => accept(jsonLiteral(node, variables)),
    serialize: (value) => value,
  });
}

export const scalars = {
  CitizenNumber: checkedString(
    'CitizenNumber',
    '18 characters by GB 11643, the check character included',
    parseCitizenNumber,
  ),
  CreditCode: checkedString('CreditCode', '18 characters by GB 32100, the check character included', parseCreditCode),
  UnitNumber: checkedString('UnitNumber', '28 characters of a real-estate unit number', parseUnitNumber),
  Date: checkedString('Date', 'a day of the calendar as yyyy-mm-dd', parseCivilDate),
  DateTime: checkedString('DateTime', 'an RFC 3339 instant with offset', parseInstant),
  Money: checkedString('Money', 'yuan as a decimal string with at most two digits', parseMoney),
  JSONObject: jsonObject('JSONObject'),
  _Any: jsonObject('_Any'),
};
