// The adapter's code tables against those of the department's own OpenAPI: whoever changes one must change the other.
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import * as codes from '../../../adapters/licensing/codes.ts';

const contract = load(
  readFileSync(new URL('../../../adapters/licensing/contract/openapi.yaml', import.meta.url), 'utf8'),
) as { readonly 'x-code-tables': Readonly<Record<string, Readonly<Record<string, string>>>> };
const tables = contract['x-code-tables'];

describe('the code tables of the licensing contract', () => {
  it.each([
    ['code', codes.answerCodes],
    ['regstate', codes.licenceStates],
    ['enttype', codes.enterpriseKinds],
    ['position', codes.positions],
    ['applytype', codes.applicationTypes],
    ['node', codes.nodes],
    ['certtype', codes.certificateKinds],
  ])('%s holds the codes that the adapter knows, and no others', (name, known) => {
    expect(Object.keys(known).sort()).toEqual(Object.keys(tables[name] ?? {}).sort());
  });

  it.each([
    ['amendtype', Object.values(codes.amendmentTypes)],
    ['applicanttype', Object.values(codes.applicantTypes)],
    ['promiseunit', Object.values(codes.promiseUnits)],
    ['currency', [codes.yuanCurrency]],
  ])('%s holds the codes that the adapter sends, and no others', (name, sent) => {
    expect([...sent].sort()).toEqual(Object.keys(tables[name] ?? {}).sort());
  });

  it('names enterprise kinds and certificates as the adapter shows them', () => {
    expect(codes.enterpriseKinds).toEqual(tables['enttype']);
    expect(codes.certificateKinds).toEqual(tables['certtype']);
  });

  it('has another meaning for each code', () => {
    for (const table of Object.values(tables)) {
      expect(new Set(Object.values(table)).size).toBe(Object.keys(table).length);
    }
  });

  it('finds a kind written with brackets of either width', () => {
    expect(codes.enterpriseKindCode('有限责任公司(自然人独资)')).toBe('1150');
    expect(codes.enterpriseKindCode('有限责任公司（自然人独资）')).toBe('1150');
    expect(codes.enterpriseKindCode('无此类型')).toBeUndefined();
  });
});
