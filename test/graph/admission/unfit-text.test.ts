// Texts that no database and no wire can carry are a client's fault, told before anything is read.
import { beforeAll, expect, test } from 'vitest';
import { type House, runHouse } from '../../support/house.ts';

const window = { role: 'window', purpose: 'acceptance' };
let house: House;

beforeAll(async () => {
  house = await runHouse({ people: 100 });
});

const TRACK = 'query($number: ID!) { trackCase(number: $number, checkCode: "1") { number } }';
const unfit = ['\u0000', 'a\u0000b', '\ud800', '\udc00\ud800', 'x\udfff'];

test.each(unfit)('In a variable: %j', async (number) => {
  const { status, errors } = await house.ask({ query: TRACK, variables: { number } }, window);
  expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([400, ['BAD_USER_INPUT']]);
  expect(errors[0]?.message).toContain('U+0000');
});

test.each(unfit)('Deep in a form, as a value and as a name: %j', async (text) => {
  const input = await house.control.sample('home-transfer', 1);
  const query = 'query($input: SubmitCaseInput!) { rehearseCase(input: $input) { acceptable } }';
  for (const form of [{ a: [{ b: text }] }, { [text]: 1 }]) {
    const { errors } = await house.ask({ query, variables: { input: { ...input, form } } }, window);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  }
});

test('In the document itself, written out or escaped', async () => {
  for (const literal of ['"\\u0000"', '"\\u{0}"', '"\u0000"', '"""a\u0000"""']) {
    const query = `{ trackCase(number: ${literal}, checkCode: "1") { number } }`;
    const { status, errors } = await house.ask({ query }, window);
    expect([status, errors.map(({ extensions }) => extensions.code)], literal).toEqual([400, ['BAD_USER_INPUT']]);
  }
});

test('Characters of two halves, and controls that can be kept, are let through', async () => {
  const { data, errors } = await house.ask({ query: TRACK, variables: { number: '𬱖\t\u202e' } }, window);
  expect([data, errors]).toEqual([{ trackCase: null }, []]);
});
