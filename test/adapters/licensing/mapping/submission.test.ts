import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { encodeAmendment, encodeSubmission } from '../../../../adapters/licensing/mapping/submission.ts';
import type { JsonObject, Submission } from '../../../../src/departments/port.ts';
import { moneyOfFen } from '../../../../src/values/money.ts';
import { CODE, change, deregistration, establishment, KEY, keyOf, PERSON } from '../examples.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(
  load(
    readFileSync(new URL('../../../../adapters/licensing/contract/openapi.yaml', import.meta.url), 'utf8'),
  ) as object,
  'openapi',
);
const schemaOf = (type: string) =>
  ajv.compile({
    $ref: `openapi#/paths/~1applications~1${type}/post/requestBody/content/application~1json/schema`,
  });
const bodyOf = (encoded: ReturnType<typeof encodeAmendment>) => ('body' in encoded ? encoded.body : undefined);
const unmappable = (encoded: ReturnType<typeof encodeAmendment>) =>
  'unmappable' in encoded ? encoded.unmappable : undefined;

describe('an application onto the wire', () => {
  it.each([
    ['establishment', establishment()],
    ['change', change(CODE)],
    ['deregistration', deregistration(CODE)],
  ] as const)('has the shape of the contract: %s', (type, submission) => {
    const body = JSON.parse(bodyOf(encodeSubmission(type, submission)) ?? '{}');
    const validate = schemaOf(type);
    expect(validate(body), ajv.errorsText(validate.errors)).toBe(true);
    expect(validate({ ...body, callbackurl: undefined })).toBe(false);
    expect(body).toMatchObject({ caseno: submission.caseNumber, receivetime: '2026-11-23 09:30:00' });
  });

  it('carries each capital to the fen, as digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999_999_999n }), (fen) => {
        const money = moneyOfFen(fen);
        const body = bodyOf(encodeSubmission('establishment', establishment({}, { registeredCapital: money }))) ?? '';
        const digits = /"regcap":([\d.]+),/.exec(body)?.[1] ?? '';
        const [whole = '', fraction = ''] = digits.split('.');
        expect(BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))).toBe(fen);
      }),
    );
  });

  it('keeps rare characters and awkward punctuation as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'䶮㛃𬱖龴"\\:{}\u2028'), { minLength: 1 }), (characters) => {
        const address = `将${characters.join('')}`;
        const body = bodyOf(
          encodeSubmission('change', change(CODE, { payload: { ...change(CODE).payload, address } })),
        );
        expect(JSON.parse(body ?? '{}').dom).toBe(address);
      }),
    );
  });

  it('tells the time of receipt in Beijing, wherever it was written', () => {
    const body = bodyOf(encodeSubmission('change', change(CODE, { receivedAt: '2026-11-22T20:30:00-05:00' })));
    expect(JSON.parse(body ?? '{}').receivetime).toBe('2026-11-23 09:30:00');
  });

  const wrong: readonly (readonly [string, JsonObject])[] = [
    ['kind', { kind: '无此类型' }],
    ['registeredCapital', { registeredCapital: '-1' }],
    ['registeredCapital', { registeredCapital: '1.234' }],
    ['registeredCapital', { registeredCapital: 100 }],
    ['industry', { industry: '5127' }],
    ['unitNumber', { unitNumber: '350428001002GB00003F000100' }],
    ['county', { county: '350499' }],
    ['address', { address: '水南路\u00008号' }],
    ['address', { address: '\ud840' }],
    ['name', { name: '  ' }],
    ['legalRepresentative.number', { legalRepresentative: { number: '350428190001010010', name: '廖' } }],
    ['shareholders.0.capital', { shareholders: [{ number: PERSON, name: '廖', capital: '一百' }] }],
  ];
  it.each(wrong)('names the field that the form cannot take: %s', (field, payload) => {
    const named = unmappable(encodeSubmission('establishment', establishment({}, payload)));
    expect(named).toBe(field);
  });

  it('names fields of the frame as well', () => {
    const named = (over: Partial<Submission>) => unmappable(encodeSubmission('change', change(CODE, over)));
    expect(named({ callbackUrl: 'ftp://127.0.0.1/' })).toBe('callbackUrl');
    expect(named({ receivedAt: 'yesterday' })).toBe('receivedAt');
    expect(named({})).toBeUndefined();
  });
});

describe('an amendment onto the wire', () => {
  const amendment = { key: keyOf(2), of: KEY, reason: '补正章程', payload: { note: '见附件' }, materials: [] };

  it.each(['supplement', 'withdrawal'] as const)('has the shape of the contract: %s', (kind) => {
    const body = JSON.parse(bodyOf(encodeAmendment({ ...amendment, kind })) ?? '{}');
    expect(schemaOf('amendment')(body)).toBe(true);
    expect(body).toMatchObject({ idempotencykey: KEY, amendtype: kind === 'supplement' ? '1' : '2' });
  });

  it('is not sent with a damaged reason', () => {
    expect(unmappable(encodeAmendment({ ...amendment, kind: 'supplement', reason: '\ufffd' }))).toBe('reason');
  });
});
