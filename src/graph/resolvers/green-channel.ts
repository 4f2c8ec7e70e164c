import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import type { Resolvers } from '../generated/types.ts';
import { optionalText } from '../inputs/text-input.ts';
import { knownCase } from '../parents/visibility.ts';

export const resolvers: Resolvers = {
  Query: {
    greenChannelReasons: (_, _arguments, { catalogue, text }) =>
      [...catalogue.service.greenChannel].map(([code, name]) => ({ code, name: text(name) })),
  },
  Mutation: {
    expediteCase: async (_, { input: { caseNumber, reason, note } }, context) => {
      const found = await knownCase(caseNumber, context);
      const by = context.principal?.subject ?? '';
      return { case: await context.cases.expedite(found, { reason, note: optionalText('note', note), by }) };
    },
  },
  Case: {
    greenChannel: async (record, _, { cases, catalogue, text }) => {
      const row = await cases.greenChannelOf(record);
      if (!row) return null;
      const name = catalogue.service.greenChannel.get(row.reason) ?? { zh: row.reason, en: row.reason };
      return { reason: { code: row.reason, name: text(name) }, note: row.note, at: centreDateTime(row.at) };
    },
  },
};
