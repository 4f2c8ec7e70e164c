import { asOf } from '../as-of.ts';
import type { Resolvers } from '../generated/types.ts';
import { after } from '../loaded.ts';

export const resolvers: Resolvers = {
  Person: {
    taxAccount: ({ number, subject }, _, { loaders }) =>
      after(loaders('taxAccounts').load(number), (account) => account && { account, subject }),
  },
  Enterprise: {
    taxAccount: ({ creditCode, subject }, _, { loaders }) =>
      after(loaders('taxAccounts').load(creditCode), (account) => account && { account, subject }),
  },
  TaxAccount: {
    taxpayerNumber: ({ account }) => account.taxpayerNumber,
    arrears: ({ account }) => account.arrears,
    status: ({ account }) => account.status,
    asOf: ({ account }, _, context) => asOf([account], context),
  },
};
