import { describe, expect, test } from 'vitest';
import { faultReport, load } from '../../src/catalogue/load.ts';
import { parseImplementationCode } from '../../src/values/implementation-code.ts';
import { faultsAfter, loadEdited, shippedCatalogue, shippedFolder } from './edited-catalogue.ts';

const catalogue = shippedCatalogue();

describe('the shipped catalogue', () => {
  test.each([
    [
      'home-transfer',
      [
        ...['police identity', 'tax clearance', 'land transfer', 'police household'],
        ...['water water', 'power power', 'gas gas', 'heating heating'],
      ],
      [
        ...['transfer <- identity 核验结果', 'transfer <- clearance 完税证明', 'household <- transfer 不动产权证书'],
        ...['water', 'power', 'gas', 'heating'].map((utility) => `${utility} <- transfer 不动产权证书`),
      ],
      { rule: 'ALL', group: ['clearance', 'transfer'] },
    ],
    [
      'enterprise-opening',
      ['police identity', 'land premises', 'licensing establishment', 'police seal', 'tax tax-registration'],
      [
        'establishment <- identity 核验结果',
        'establishment <- premises 住所核验结果',
        'seal <- establishment 统一社会信用代码',
        'tax-registration <- establishment 统一社会信用代码',
      ],
      { rule: 'ALL', group: ['establishment', 'seal', 'tax-registration'] },
    ],
    [
      'enterprise-relocation',
      ['land premises', 'licensing change', 'tax tax-change'],
      ['change <- premises 住所核验结果', 'tax-change <- change 营业执照'],
      { rule: 'LEAD', lead: 'change', group: ['change', 'tax-change'] },
    ],
    [
      'enterprise-closing',
      ['tax clearance', 'licensing deregistration', 'police seal-cancellation'],
      ['deregistration <- clearance 清税证明', 'seal-cancellation <- deregistration 注销登记'],
      { rule: 'AVAILABLE', group: ['clearance', 'deregistration'] },
    ],
  ])('has %s with its parts, evidence edges and joint issue', (code, parts, edges, issuance) => {
    const bundle = catalogue.bundles.get(code);
    expect(bundle?.parts.map((part) => `${part.item.department.code} ${part.code}`)).toEqual(parts);
    const found = bundle?.parts.flatMap((part) =>
      part.needs.map((need) => `${part.code} <- ${need.part} ${need.evidence}`),
    );
    expect(found).toEqual(edges);
    expect(bundle?.issuance).toEqual(issuance);
  });

  test('has exactly four bundles, and only the household and the utilities are optional', () => {
    expect(catalogue.bundles.size).toBe(4);
    const optional = [...catalogue.bundles.values()].flatMap(({ parts }) => parts.filter(({ when }) => when));
    expect(optional.map(({ code, when }) => [code, when])).toEqual([
      ['household', { question: 'moveHousehold', is: true }],
      ['water', { question: 'moveWater', is: true }],
      ['power', { question: 'movePower', is: true }],
      ['gas', { question: 'moveGas', is: true }],
      ['heating', { question: 'moveHeating', is: true }],
    ]);
  });

  test('states every element of each item', () => {
    for (const item of catalogue.items.values()) {
      expect(item.name.zh, item.code).toMatch(/\p{Script=Han}/u);
      expect(item.legalBasis.length, item.code).toBeGreaterThan(0);
      expect(item.conditions.length, item.code).toBeGreaterThan(0);
      expect(item.materials.length, item.code).toBeGreaterThan(0);
      expect(item.process.length, item.code).toBeGreaterThan(0);
      expect(parseImplementationCode(item.implementationCode), item.code).toBeDefined();
      expect(item.fee.amount, item.code).toMatch(/^\d+\.\d\d$/);
    }
    expect(catalogue.items.size).toBe(18);
  });

  test('asks each material of a bundle once and tells whom it serves', () => {
    const transfer = catalogue.bundles.get('home-transfer');
    const materials = transfer?.materials.map(({ material, parts }) => [material.code, parts.join(' ')]);
    expect(materials).toEqual([
      ['identity-documents', 'identity transfer household water power gas heating'],
      ['sale-contract', 'clearance transfer'],
      ['title-certificate', 'clearance transfer'],
      ['marriage-certificate', 'clearance'],
      ['household-booklet', 'household'],
    ]);
    const shared = transfer?.materials.map(({ material }) => material.sharedFrom?.code ?? null);
    expect(shared).toEqual(['police', null, 'land', null, 'police']);
    expect(transfer?.materials.filter(({ material }) => material.deferrable).map((each) => each.material.code)).toEqual(
      ['marriage-certificate'],
    );
  });

  test('binds the purposes to their roles', () => {
    const purposes = [...catalogue.purposes.values()].map(({ code, roles }) => `${code} ${roles.join(' ')}`);
    expect(purposes).toEqual([
      'acceptance window',
      'own-data front-end',
      'supervision supervisor',
      'statistics analyst',
      'operation operator',
      'exchange operator',
    ]);
  });

  test('cannot be changed by whoever holds it', () => {
    const bundle = catalogue.bundles.get('home-transfer');
    expect(Object.isFrozen(bundle?.parts[0]?.item.name)).toBe(true);
    expect(() => (bundle?.parts as unknown as unknown[] | undefined)?.pop()).toThrow(TypeError);
  });

  test('holds bundles that survive being stored as JSON, so that a case can pin one', () => {
    for (const bundle of catalogue.bundles.values()) expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
  });

  test('has a fingerprint that follows every byte of it', () => {
    expect(catalogue.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(shippedCatalogue().fingerprint).toBe(catalogue.fingerprint);
    const edited = loadEdited({ file: 'service.yaml', find: 'high: 500', put: 'high: 501' });
    expect(edited.kind === 'loaded' && edited.catalogue.fingerprint).not.toBe(catalogue.fingerprint);
  });
});

describe('a changed catalogue', () => {
  test('takes a new bundle over known items without any code', () => {
    const put = `version: '1.0'
name: { zh: 住所核验, en: Premises check and change }
description: { zh: 只变更住所, en: Only the change of address }
applicants: [enterprise]
parts:
  - { code: premises, item: premises-check }
  - { code: change, item: enterprise-address-change, needs: [{ part: premises, evidence: 住所核验结果 }] }
issuance: { rule: AVAILABLE, group: [change] }
compensation:
  refused:
    change: { premises: { open: keep, granted: keep } }
  withdrawal:
    premises: { open: keep, granted: keep }
    change: { open: withdraw, granted: { revoke: RECALL_LICENCE } }
`;
    expect(faultsAfter({ file: 'bundles/address-only.yaml', find: null, put })).toEqual([]);
  });

  test('tells all its faults at once, in the order of files and lines', () => {
    const faults = faultsAfter(
      { file: 'bundles/home-transfer.yaml', find: 'item: title-transfer', put: 'item: title-transfers' },
      { file: 'departments.yaml', find: '1135042800TE5T029H', put: '1135042800TE5T029J' },
      { file: 'materials.yaml', find: 'sharedFrom: police', put: 'sharedFrom: polizei' },
    );
    expect(faults).toEqual([
      expect.stringMatching(/^bundles\/home-transfer\.yaml:15: there is no item "title-transfers"$/),
      expect.stringMatching(/^departments\.yaml:5: tax\.creditCode: not a unified credit code/),
      expect.stringMatching(/^materials\.yaml:\d+: there is no department "polizei"$/),
    ]);
  });

  test('is reported as one line a fault, with the folder in front', () => {
    expect(faultReport('catalogue/', [{ file: 'tasks.yaml', line: 3, message: 'wrong' }])).toBe(
      'catalogue/tasks.yaml:3: wrong',
    );
  });
});

describe('what departments offer', () => {
  const byHand = { reads: [], submits: ['accountTransfer'] };
  const offers = new Map<string, { reads: string[]; submits: string[] }>([
    ['tax', { reads: ['taxAccounts'], submits: ['deedTax', 'registration', 'change', 'enterpriseClearance'] }],
    ['land', { reads: ['titles', 'encumbrances', 'holdings'], submits: ['premises', 'transfer'] }],
    ['licensing', { reads: ['licences', 'roles'], submits: ['establishment', 'change', 'deregistration'] }],
    ['police', { reads: ['residents', 'identities'], submits: ['identity', 'household', 'seal', 'sealCancellation'] }],
    ...['water', 'power', 'gas', 'heating'].map((code) => [code, byHand] as const),
  ]);

  test('is all that the shipped items ask for', () => {
    expect(load(shippedFolder, offers).kind).toBe('loaded');
  });

  test('is held against every item: a missing submission, read or adapter is a fault of that item', () => {
    const fewer = new Map(offers);
    fewer.set('land', { reads: ['encumbrances'], submits: ['premises'] });
    fewer.delete('tax');
    const result = load(shippedFolder, fewer);
    const messages = result.kind === 'faulty' ? result.faults.map(({ file, message }) => `${file} ${message}`) : [];
    expect(messages).toContain(
      'items/title-transfer.yaml the department land offers no submission "transfer": premises',
    );
    expect(messages).toContain('reads.yaml the department land offers no read "titles"');
    expect(messages).toContain('items/home-deed-tax.yaml no adapter serves the department "tax"');
  });
});
