import { badInput } from '../../errors.ts';
import { notificationKind } from '../../notifications/notifications.ts';
import { parseCitizenNumber } from '../../values/citizen-number.ts';
import { feedPosition } from '../feed-cursor.ts';
import type { Resolvers } from '../generated/types.ts';
import { enumWords } from '../labels.ts';
import { notificationNodes, notificationPageInfo, notificationsOf } from '../parents/notification-page.ts';
import { person } from '../parents/parents.ts';
import { casesOf } from '../parents/worklist.ts';

export const resolvers: Resolvers = {
  Query: {
    me: (_, _arguments, { principal }) => {
      const number = parseCitizenNumber(principal?.subject);
      return number ? { number } : null;
    },
    enumLabels: (_, { name }, { principal }, { schema }) => {
      const words = enumWords(schema, principal);
      return name ? words.filter((each) => each.name === name) : words;
    },
  },
  Mutation: {
    markNotificationsRead: async (_, { upTo }, { notifications, principal }) => {
      const number = parseCitizenNumber(principal?.subject);
      if (!number) throw badInput('The token carries no citizen number as its subject; sign in as a citizen.');
      await notifications.markRead(number, feedPosition(upTo));
      return { unreadCount: (await notifications.count(number)).unread };
    },
  },
  Me: {
    person: ({ number }) => person(number),
    cases: (_, page, context) => casesOf(page, context),
    notifications: ({ number }, question, context) => notificationsOf(number, question, context),
  },
  NotificationConnection: {
    totalCount: async ({ applicantNumber }, _, { notifications }) => (await notifications.count(applicantNumber)).all,
    unreadCount: async ({ applicantNumber }, _, { notifications }) =>
      (await notifications.count(applicantNumber)).unread,
    nodes: (page, _, context) => notificationNodes(page, context),
    pageInfo: (page) => notificationPageInfo(page),
  },
  Notification: {
    kind: ({ row }) => notificationKind(row.kind),
    event: ({ row }) => row,
    case: ({ record }) => record,
    read: ({ row }) => row.read,
  },
  EnumLabel: { label: (words, _, { language }) => words[language] },
};
