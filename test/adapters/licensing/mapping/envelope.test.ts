import { expect, it } from 'vitest';
import { judge } from '../../../../adapters/licensing/mapping/envelope.ts';

function judged(text: string) {
  const head = { kind: 'answered', status: 200, contentType: 'application/json', retryAfter: undefined } as const;
  return judge({ ...head, body: Buffer.from(text) }, 'an exchange', 0);
}

const SOUND = { code: '00', msg: '', dataCount: 1, datas: [{}], next: null };

it.each([null, undefined, 'A', 'A'.repeat(64)])('is read where it goes on from %j', (next) => {
  const envelope = { dataCount: 1, datas: [{}], next: next ?? null };
  expect(judged(JSON.stringify({ ...SOUND, next }))).toEqual({ kind: 'success', envelope });
});

it.each([
  ['code', 0],
  ['code', '0'],
  ['code', '000'],
  ['msg', null],
  ['dataCount', '1'],
  ['dataCount', -1],
  ['datas', {}],
  ['next', ''],
  ['next', 'A'.repeat(65)],
  ['next', 1],
] as const)('is refused for its %s where that is %j', (field, value) => {
  const said = judged(JSON.stringify({ ...SOUND, [field]: value }));
  expect(said).toMatchObject({ kind: 'failed', fault: { kind: 'broken' } });
  expect('fault' in said && said.fault.message).toContain(`the envelope is wrong in ${field};`);
});

it.each(['[]', '1', '"00"', 'null'])('is none where the answer is %s', (text) => {
  const said = judged(text);
  expect('fault' in said && said.fault.message).toContain('the envelope is wrong in code, msg, dataCount, datas;');
});
