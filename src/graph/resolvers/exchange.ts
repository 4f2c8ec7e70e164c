import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import type { JsonObject } from '../../departments/port.ts';
import { badInput } from '../../errors.ts';
import type { Resolvers } from '../generated/types.ts';
import { contentOf, exportProfile, toldBatch } from '../parents/case-export.ts';

const FIRST_MAX = 500;

export const resolvers: Resolvers = {
  Query: {
    caseExports: (_, _arguments, { catalogue, caseExports }) =>
      Promise.all(
        [...catalogue.exports.values()].map(async (profile) => ({
          profile,
          standing: await caseExports.standing(profile),
        })),
      ),
    caseExportBatch: async (_, { consumer, number }, context) => {
      const profile = exportProfile(consumer, context);
      const batch = await context.caseExports.batch(profile, number);
      return batch ? toldBatch(profile, batch, context) : null;
    },
  },
  Mutation: {
    takeCaseExport: async (_, { consumer, first }, context) => {
      const profile = exportProfile(consumer, context);
      const max = first ?? 200;
      if (max < 1 || max > FIRST_MAX) throw badInput(`Argument "first" is ${max}; ask for 1 to ${FIRST_MAX}.`);
      const batch = await context.caseExports.take(profile, max);
      return batch ? toldBatch(profile, batch, context) : null;
    },
    acknowledgeCaseExport: async (_, { input: { consumer, number, sha256 } }, context) => {
      const profile = exportProfile(consumer, context);
      const acknowledged = await context.caseExports.acknowledge(profile, number, sha256.toLowerCase());
      switch (acknowledged.kind) {
        case 'acknowledged':
          return toldBatch(profile, acknowledged.batch, context);
        case 'absent':
          throw badInput(`"${consumer}" has no batch ${number}; take one first.`);
        case 'damaged':
          throw badInput(
            `What arrived of batch ${number} of "${consumer}" is not what was sent: the SHA-256 differs. Take it again.`,
          );
      }
    },
  },
  CaseExport: {
    consumer: ({ profile }) => profile.code,
    name: ({ profile }, _, { text }) => text(profile.name),
    profile: ({ profile }) => profile.version,
    openNumber: ({ standing: { open } }) => open?.number ?? null,
    openSince: ({ standing: { open } }) => (open ? centreDateTime(open.madeAt) : null),
    lastNumber: ({ standing }) => standing.lastNumber,
    lastAcknowledgedAt: ({ standing: { lastAcknowledgedAt } }) =>
      lastAcknowledgedAt && centreDateTime(lastAcknowledgedAt),
    waitingEvents: ({ standing }) => standing.waitingEvents,
  },
  CaseExportBatch: {
    consumer: ({ profile }) => profile.code,
    number: ({ batch }) => batch.number,
    profile: ({ batch }) => batch.profile,
    count: ({ batch }) => batch.caseIds.length,
    records: (parent) =>
      contentOf(parent)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as JsonObject),
    content: (parent) => contentOf(parent),
    sha256: ({ batch }) => batch.sha256,
    madeAt: ({ batch }) => centreDateTime(batch.madeAt),
    acknowledgedAt: ({ batch }) => batch.acknowledgedAt && centreDateTime(batch.acknowledgedAt),
  },
};
