import { type FieldNode, type GraphQLResolveInfo, Kind, visit } from 'graphql';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import type { Report } from '../../catalogue/statistics-rules.ts';
import { frequencyOf } from '../../statistics/frequency.ts';
import { lastDay } from '../../statistics/periods.ts';
import type { RequestContext } from '../context.ts';
import type { Dimension, QueryResolvers, Resolvers } from '../generated/types.ts';
import { questionOf, reportFilter, spanOf } from '../inputs/statistics-question.ts';
import { wordsOfValue } from '../labels.ts';
import { shownStatistics } from '../parents/statistics-rows.ts';

const query: QueryResolvers = {
  caseStatistics: async (_, { by, where }, context, info) => {
    const question = questionOf(by, where);
    return shownStatistics(question, await context.statistics.ask(question, asksForTimes(info)), context);
  },
  reports: (_, _arguments, context) =>
    [...context.catalogue.statistics.reports.values()].map((report) => shownReport(report, context)),
  report: async (_, { code, period }, context, info) => {
    const report = context.catalogue.statistics.reports.get(code);
    if (!report) return null;
    const received = spanOf(report.period === 'WEEK' ? 'ISO_WEEK' : report.period, period);
    const question = { by: report.by, received, where: reportFilter(report.where) };
    const answer = await context.statistics.ask(question, asksForTimes(info));
    const [from, to] = [received.from, lastDay(received)];
    const statistics = shownStatistics(question, answer, context);
    return { report: shownReport(report, context), period, from, to, statistics };
  },
  itemFrequencies: async (_, { month }, { statistics, catalogue, text }) => {
    const { frequency: bounds } = catalogue.service;
    const question = { by: ['ITEM'] as const, received: spanOf('MONTH', month), where: { every: [] } };
    const { cutOff, rows } = await statistics.ask(question, false);
    const counted = new Map([...catalogue.items.keys()].map((code) => [code, 0]));
    for (const { values, received } of rows) if (values[0]) counted.set(values[0], received);
    const items = [...counted].map(([code, received]) => {
      const name = catalogue.items.get(code)?.name;
      return { code, name: name ? text(name) : code, received, frequency: frequencyOf(received, bounds) };
    });
    items.sort((a, b) => b.received - a.received || (a.code < b.code ? -1 : 1));
    return { month, cutOff: centreDateTime(cutOff), ...bounds, items };
  },
};

function shownReport({ code, name, period, by }: Report, { text }: RequestContext) {
  return { code, name: text(name), period, by };
}

const TIMES: ReadonlySet<string> = new Set(['medianWorkingHours', 'p90WorkingHours']);

/** Whether the operation names a working time anywhere; they take as long as all other figures together. */
function asksForTimes({ operation, fragments }: GraphQLResolveInfo): boolean {
  let found = false;
  const look = ({ name }: FieldNode) => {
    if (TIMES.has(name.value)) found = true;
  };
  for (const definition of [operation, ...Object.values(fragments)]) visit(definition, { [Kind.FIELD]: look });
  return found;
}

/** By which enumeration the values of a dimension are called; the others have names in the catalogue, or are dates. */
const ENUMERATIONS: Partial<Record<Dimension, string>> = {
  CHANNEL: 'Channel',
  KIND: 'CaseKind',
  STATE: 'CountedState',
  LIGHT: 'Light',
};

export const resolvers: Resolvers = {
  Query: query,
  DimensionValue: {
    label: ({ dimension, value, label }, _, { text }, { schema }) => {
      const enumeration = ENUMERATIONS[dimension];
      const words = enumeration && value ? wordsOfValue(schema, enumeration, value) : undefined;
      return words ? text(words) : label;
    },
  },
};
