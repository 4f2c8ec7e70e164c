// `caseChanged`: who may know the case follows it from a cursor, or from now on.
import type { FeedRow } from '../../cases/sql/events.ts';
import { badInput, PublicError } from '../../errors.ts';
import { feedPosition } from '../feed-cursor.ts';
import type { SubscriptionResolvers } from '../generated/types.ts';
import { knownCase } from '../parents/visibility.ts';

const COME_BACK_MS = 5_000;

export const caseChanged = {
  subscribe: async (_, { number, after }, context) => {
    const position = after == null ? undefined : feedPosition(after);
    const { row } = await knownCase(number, context);
    const followed = await context.cases.follow(row, position);
    switch (followed.kind) {
      case 'followed':
        return followed.events;
      case 'beyond':
        throw badInput(`Argument "after" lies beyond the feed's end; read case ${row.number} and follow it without.`);
      case 'full':
        throw new PublicError(
          'OVERLOADED',
          `Too many cases are followed here; follow case ${row.number} again later.`,
          {
            retryAfterMs: COME_BACK_MS,
          },
        );
    }
  },
  resolve: (event: FeedRow) => event,
} satisfies SubscriptionResolvers['caseChanged'];
