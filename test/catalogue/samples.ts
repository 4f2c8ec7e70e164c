// Acceptable forms for the shipped bundles, for tests of the catalogue. Synthetic.
import type { JsonObject } from '../../src/departments/port.ts';

export const SELLER = { number: '350428190001010015', name: '张三' };
export const BUYER = { number: '35010219040229002X', name: '李四' };

export const homeForm: JsonObject = {
  unitNumber: '350428001002GB00003F00010002',
  certificateNumber: '闽(2019)将乐县不动产权第0001234号',
  sellers: [SELLER],
  buyers: [{ ...BUYER, share: '1/1' }],
  contractNumber: 'HT-2026-1',
  contractDate: '2026-11-01',
  price: '1200000.00',
  sellerOnlyHome: true,
  buyerHomes: 'ONLY',
  moveHousehold: false,
};

export const openingForm: JsonObject = {
  enterpriseName: '将乐县某某商贸有限公司',
  enterpriseKind: '有限责任公司(自然人独资)',
  registeredCapital: '1000000',
  businessScope: '日用百货销售',
  industry: 'F5211',
  unitNumber: '350428001002GB00003F00010002',
  legalRepresentative: SELLER,
  shareholders: [
    { ...SELLER, capital: '600000' },
    { number: '91350428MA0TE5T16H', name: '某某投资有限公司', capital: '400000.5' },
  ],
  seals: ['OFFICIAL', 'FINANCIAL'],
  contactPhone: '13900000000',
};

export const homeFacts: JsonObject = {
  unit: {
    unitNumber: '350428001002GB00003F00010002',
    county: '350428',
    address: '福建省将乐县某路 1 号',
    usage: 'RESIDENTIAL',
    areaSquareMetres: 89.5,
    state: 'NORMAL',
    owners: [
      {
        ...SELLER,
        share: null,
        certificateNumber: '闽(2019)将乐县不动产权第0001234号',
        registeredOn: '2019-05-06',
      },
    ],
  },
};
