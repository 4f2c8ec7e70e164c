import type { Resolvers } from '../generated/types.ts';

export const resolvers: Resolvers = {
  Person: {
    taxAccount: async ({ number, subject }, _, { loaders }) => {
      const account = await loaders('taxAccounts').load(number);
      return account && { account, subject };
    },
  },
  Enterprise: {
    taxAccount: async ({ creditCode, subject }, _, { loaders }) => {
      const account = await loaders('taxAccounts').load(creditCode);
      return account && { account, subject };
    },
  },
  TaxAccount: {
    taxpayerNumber: ({ account }) => account.taxpayerNumber,
    arrears: ({ account }) => account.arrears,
    status: ({ account }) => account.status,
  },
};
