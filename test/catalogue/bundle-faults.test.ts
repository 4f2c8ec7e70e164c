import { describe, expect, test } from 'vitest';
import { type Edit, faultsAfter, lineOf } from './edited-catalogue.ts';

const HOME = 'bundles/home-transfer.yaml';
const OPENING = 'bundles/enterprise-opening.yaml';
const CLOSING = 'bundles/enterprise-closing.yaml';

const edit = (file: string, find: string, put: string): Edit => ({ file, find, put });

describe('the evidence graph', () => {
  test('refuses a circle and names its way', () => {
    const find = '    item: enterprise-tax-clearance\n';
    const put = `${find}    needs:\n      - { part: seal-cancellation, evidence: 注销登记 }\n`;
    expect(faultsAfter(edit(CLOSING, find, put))).toContain(
      `${CLOSING}:${lineOf(CLOSING, find.trim()) + 1}: parts wait for each other in a circle: clearance needs seal-cancellation needs deregistration needs clearance`,
    );
  });

  test('refuses a part that needs itself', () => {
    const find = '{ part: clearance, evidence: 清税证明 }';
    const faults = faultsAfter(edit(CLOSING, find, '{ part: deregistration, evidence: 注销登记 }'));
    expect(faults.join('\n')).toContain('in a circle: deregistration needs deregistration');
  });

  test('refuses evidence that the prerequisite does not produce, and tells who does', () => {
    const find = '{ part: identity, evidence: 核验结果 }';
    expect(faultsAfter(edit(HOME, find, '{ part: clearance, evidence: 核验结果 }'))).toContain(
      `${HOME}:${lineOf(HOME, find)}: "clearance" does not produce the evidence "核验结果", "identity" does`,
    );
  });

  test('refuses evidence that nobody produces', () => {
    const faults = faultsAfter(
      edit('items/home-parties-identity.yaml', 'produces: [核验结果]', 'produces: []'),
      edit('items/legal-representative-identity.yaml', 'produces: [核验结果]', 'produces: []'),
    );
    expect(faults).toContain(
      `evidence.yaml:${lineOf('evidence.yaml', '核验结果:')}: nobody produces the evidence "核验结果"`,
    );
    expect(faults).toContain(
      `${HOME}:${lineOf(HOME, '{ part: identity, evidence: 核验结果 }')}: "identity" does not produce the evidence "核验结果", and nobody in the bundle does`,
    );
  });

  test('refuses a payload that maps evidence which the part does not need', () => {
    const faults = faultsAfter(edit(CLOSING, '    needs:\n      - { part: clearance, evidence: 清税证明 }\n', ''));
    expect(faults.join('\n')).toMatch(
      /the part "deregistration" does not need the evidence "清税证明", although its item/,
    );
  });

  test('refuses that every case rests on a part which only some have', () => {
    const faults = faultsAfter(
      edit(
        HOME,
        '  - code: identity\n    item: home-parties-identity\n',
        '  - code: identity\n    item: home-parties-identity\n    when: { question: moveHousehold, is: true }\n',
      ),
    );
    expect(faults.join('\n')).toContain('"transfer" needs "identity", which some cases do not have');
  });

  test('refuses a condition on what is not asked, or on what nobody can answer', () => {
    const when = 'when: { question: moveHousehold, is: true }';
    expect(faultsAfter(edit(HOME, when, 'when: { question: seals, is: true }')).join('\n')).toContain(
      'the bundle asks no question "seals"',
    );
    expect(faultsAfter(edit(HOME, when, "when: { question: moveHousehold, is: 'yes' }")).join('\n')).toContain(
      'no answer to "moveHousehold" can be "yes"',
    );
  });
});

describe('what is asked', () => {
  test('refuses the same material under two codes', () => {
    const faults = faultsAfter(
      edit(
        'materials.yaml',
        'sale-contract:',
        'home-sale-contract:\n  name: { zh: 存量房 买卖合同, en: Contract }\n  legalBasis: [{ zh: 民法典, en: Civil Code }]\n  mediaTypes: [application/pdf]\n  bytesMax: 1000\nsale-contract:',
      ),
      edit('items/title-transfer.yaml', 'materials: [sale-contract,', 'materials: [home-sale-contract,'),
      edit('items/title-transfer.yaml', 'material: sale-contract', 'material: home-sale-contract'),
    );
    expect(faults).toEqual([
      expect.stringMatching(
        /^bundles\/home-transfer\.yaml:14: 存量房 买卖合同 is asked twice: as "sale-contract" and as "home-sale-contract"$/,
      ),
    ]);
  });

  test('refuses the same question under two codes', () => {
    const faults = faultsAfter(
      edit(
        'questions.yaml',
        'contractDate:',
        'agreementDate:\n  title: { zh: 合同签订日期, en: Date }\n  schema: { type: string }\ncontractDate:',
      ),
      edit('items/title-transfer.yaml', 'questions: [', 'questions: [agreementDate, '),
    );
    expect(faults.join('\n')).toContain('合同签订日期 is asked twice: as "agreementDate" and as "contractDate"');
  });
});

describe('joint issue', () => {
  test('refuses a licence that no rule would release', () => {
    expect(faultsAfter(edit(HOME, 'group: [clearance, transfer]', 'group: [transfer]'))).toContain(
      `${HOME}:${lineOf(HOME, 'group: [')}: "clearance" issues a licence (完税证明) that no rule would release`,
    );
  });

  test('refuses a group member without licence, and a lead outside the group', () => {
    const faults = faultsAfter(edit(HOME, 'group: [clearance, transfer]', 'group: [clearance, transfer, identity]'));
    expect(faults.join('\n')).toContain('"identity" issues no licence');
    const relocation = 'bundles/enterprise-relocation.yaml';
    expect(faultsAfter(edit(relocation, 'lead: change', 'lead: premises')).join('\n')).toContain(
      'the lead "premises" is not in the group',
    );
  });
});

describe('the policy for a partial refusal', () => {
  const refusedTransfer = 'clearance: { open: withdraw, granted: { task: REFUND } }';

  test('refuses to strand a licence', () => {
    const seal = 'tax-registration: { open: keep, granted: { task: RELEASE_SINGLY } }';
    const faults = faultsAfter(edit(OPENING, seal, 'tax-registration: { open: keep, granted: keep }'));
    expect(faults).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${OPENING}:${lineOf(OPENING, seal)}: strands a licence: "tax-registration" stays granted and is never released`,
        ),
      ),
    ]);
  });

  test('refuses to keep a paid tax without a refund', () => {
    const faults = faultsAfter(edit(HOME, refusedTransfer, 'clearance: { open: withdraw, granted: keep }'));
    expect(faults.length).toBeGreaterThan(0);
    const twice = faultsAfter(
      edit(
        HOME,
        `transfer:\n      identity: { open: keep, granted: keep }\n      ${refusedTransfer}`,
        `transfer:\n      identity: { open: keep, granted: keep }\n      clearance: { open: withdraw, granted: keep }`,
      ),
    );
    expect(twice.join('\n')).toContain('strands a licence: "clearance" stays granted and is never released');
  });

  test('refuses to let a department revoke what only a person can undo, or to use another task for it', () => {
    expect(
      faultsAfter(edit(HOME, refusedTransfer, 'clearance: { open: withdraw, granted: { revoke: REFUND } }')),
    ).toEqual([
      expect.stringMatching(/what "clearance" grants can only be undone by a person: give it the task "REFUND"/),
    ]);
    expect(
      faultsAfter(edit(HOME, refusedTransfer, 'clearance: { open: withdraw, granted: { task: RECALL_LICENCE } }')).join(
        '\n',
      ),
    ).toContain('"clearance" is undone by the task "REFUND", not "RECALL_LICENCE"');
  });

  test('refuses an unknown task, and an undoing of a check', () => {
    expect(
      faultsAfter(edit(HOME, refusedTransfer, 'clearance: { open: withdraw, granted: { task: GIVE_BACK } }')).join(
        '\n',
      ),
    ).toContain('there is no task "GIVE_BACK" in tasks.yaml');
    expect(
      faultsAfter(
        edit(HOME, 'identity: { open: keep, granted: keep }', 'identity: { open: keep, granted: { revoke: REFUND } }'),
      ).join('\n'),
    ).toContain('"identity" is a check that changes nothing');
  });

  test('refuses to say nothing of a part, and to speak of one that cannot have begun', () => {
    const faults = faultsAfter(
      edit(HOME, `identity:\n      ${refusedTransfer}`, 'identity:\n      transfer: { open: keep, granted: keep }'),
    );
    expect(faults.join('\n')).toContain('says nothing of what happens to "clearance" when "identity" is refused');
    expect(faults.join('\n')).toContain('"transfer" cannot have been granted by then: leave it out');
  });

  test('refuses to undo what another part still rests on', () => {
    const household = 'household: { open: withdraw, granted: { task: RESTORE_HOUSEHOLD } }';
    const faults = faultsAfter(edit(HOME, household, 'household: { open: keep, granted: keep }'));
    expect(faults.join('\n')).toContain('"household" stays granted although "transfer", which it rests on, is undone');
  });

  test('refuses remedies that wait for each other', () => {
    const household = 'household: { open: withdraw, granted: { task: RESTORE_HOUSEHOLD } }';
    const put = 'household: { open: withdraw, granted: { task: RESTORE_HOUSEHOLD }, after: [clearance] }';
    expect(faultsAfter(edit(HOME, household, put)).join('\n')).toMatch(
      /remedies wait for each other in a circle: transfer after household after clearance after transfer/,
    );
  });
});
