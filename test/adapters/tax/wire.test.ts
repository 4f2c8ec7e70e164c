// Every file of wire/ is the body of one answer to the same question; what must become of each stands here.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TaxpayerNumber } from '../../../adapters/tax/facts.ts';
import { taxAccount } from '../../../adapters/tax/mapping/answers.ts';
import { readAnswer } from '../../../adapters/tax/mapping/envelope.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';

const folder = new URL('./wire/', import.meta.url);
const asked = { transaction: 'account', sequence: '0123456789abcdef0123456789abcdef' } as const;
const XML = 'text/xml; charset=utf-8';

/** What of the contract or of XML is broken, as the fault names it. */
const broken: Readonly<Record<string, RegExp>> = {
  'amount-in-exponents.xml': /qsje is not of type money/,
  'amount-negative.xml': /qsje is not of type money/,
  'amount-out-of-range.xml': /qsje is not of type money/,
  'amount-with-three-decimals.xml': /qsje is not of type money/,
  'answer-of-another-operation.xml': /Body holds another element/,
  'answer-to-another-question.xml': /tran_seq is not that of the question/,
  'answer-to-another-transaction.xml': /tran_id is not that of the question/,
  'blank.xml': /no element/,
  'body-empty-on-success.xml': /no element/,
  'body-missing.xml': /body is missing/,
  'body-with-two-elements.xml': /Body holds 2 elements/,
  'charset-contradicted.xml': /different charsets/,
  'control-character.xml': /a character that XML does not allow/,
  'crossed-tags.xml': /closes another element/,
  'document-type-declaration.xml': /a document type declaration/,
  'document-type-in-inner-document.xml': /a document type declaration/,
  'empty-return.xml': /return is empty/,
  'empty.xml': /no element/,
  'entity-bomb.xml': /a document type declaration/,
  'field-empty.xml': /nsrmc is missing/,
  'field-holds-elements.xml': /nsrmc holds elements/,
  'field-missing.xml': /qsje is missing/,
  'field-twice.xml': /qsje stands twice/,
  'head-missing.xml': /head is missing/,
  'html-page-well-formed.xml': /Envelope is not SOAP 1.1/,
  'html-page.xml': /a document type declaration/,
  'nested-too-deep.xml': /nested over 32 deep/,
  'not-gbk.xml': /0x80/,
  'not-utf-8.xml': /bytes that are not UTF-8/,
  'prefix-not-declared.xml': /the prefix of <S:Envelope> is not declared/,
  'reference-to-half-a-character.xml': /a reference that XML does not define/,
  'reference-to-nothing.xml': /a reference that XML does not define/,
  'return-code-missing.xml': /rtn_code is missing/,
  'service-of-another-namespace.xml': /holds no service document/,
  'soap-12-envelope.xml': /Envelope is not SOAP 1.1/,
  'soap-fault-without-code.xml': /SOAP Fault \(no code\)/,
  'soap-fault.xml': /SOAP Fault \(Server\)/,
  'state-not-listed.xml': /nsrztdm is not of type taxpayerState/,
  'success-code-with-failure-inside.xml': /a pair that it does not list/,
  'text-after-the-root.xml': /text outside the root element/,
  'text-between-fields.xml': /text between the children of <taxML>/,
  'truncated-after-the-service.xml': /the document ends inside/,
  'truncated-envelope.xml': /the document ends inside/,
  'truncated-inner-document.xml': /the document ends inside <taxML>/,
  'truncated-service.xml': /the end tag of <tr>/,
  'two-roots.xml': /a second root element/,
  'undefined-entity.xml': /a reference that XML does not define/,
  'unknown-charset.xml': /a charset other than/,
  'unknown-return-code.xml': /a pair that it does not list/,
};
const answered = ['answered.xml', 'answered-in-gbk-bytes.xml', 'answered-with-cdata-and-comments.xml'];
const told = [
  'no-such-taxpayer.xml',
  'refused-in-http-200.xml',
  'closed-for-maintenance.xml',
  'access-check-failed.xml',
];
const gbkBytes = ['answered-in-gbk-bytes.xml', 'not-gbk.xml'];
const malformed = Object.keys(broken);

function read(name: string) {
  const contentType = gbkBytes.includes(name)
    ? 'text/xml; charset=GBK'
    : name === 'unknown-charset.xml'
      ? 'text/xml'
      : XML;
  return readAnswer({ contentType, bytes: readFileSync(new URL(name, folder)) }, asked);
}

function faultOf(name: string): unknown {
  try {
    return read(name);
  } catch (error) {
    return error;
  }
}

describe('an answer of the tax department', () => {
  it('has an expectation for every file of the corpus', () => {
    expect(readdirSync(folder).sort()).toEqual([...new Set([...malformed, ...answered, ...told])].sort());
  });

  it.each(malformed)('%s is a broken answer and no value', (name) => {
    const fault = faultOf(name);
    expect(fault).toBeInstanceOf(DepartmentFault);
    expect(fault).toMatchObject({ kind: 'broken', message: expect.stringMatching(broken[name] ?? /never/) });
    expect((fault as Error).message).not.toMatch(/350428190001010015|王一/);
  });

  it.each(answered)('%s is read whole', (name) => {
    const answer = read(name);
    if (answer.kind !== 'success') throw new Error(answer.kind);
    const account = taxAccount(answer.body, '350428190001010015' as TaxpayerNumber);
    const taxpayer = name.includes('gbk') ? '王一' : '䶮㛃';
    expect(account).toEqual({
      taxpayerNumber: '350428190001010015',
      name: taxpayer,
      arrears: '12.50',
      status: 'NORMAL',
    });
  });

  it('about another taxpayer than the one asked for is refused', () => {
    const answer = read('answered.xml');
    if (answer.kind !== 'success') throw new Error(answer.kind);
    expect(() => taxAccount(answer.body, '35010219040229002X' as TaxpayerNumber)).toThrow(/not the taxpayer/);
  });

  it('with a business failure in HTTP 200 is a failure with its code and reason', () => {
    expect(read('refused-in-http-200.xml')).toEqual({
      kind: 'refusal',
      code: '301',
      reason: '成交价格偏低且无正当理由',
    });
    expect(read('no-such-taxpayer.xml')).toMatchObject({ kind: 'absent', code: '101' });
  });

  it('that says closed or counts the call out means that nothing was taken', () => {
    const closed = { kind: 'unavailable', maintenance: true, retryAfterMs: 60_000 };
    expect(faultOf('closed-for-maintenance.xml')).toMatchObject(closed);
    expect(faultOf('access-check-failed.xml')).toMatchObject({ kind: 'unavailable', maintenance: false });
  });

  it('under another media type than XML is not read', () => {
    const bytes = readFileSync(new URL('answered.xml', folder));
    for (const contentType of ['', 'text/html; charset=utf-8', 'application/json', 'text/xml; charset=']) {
      expect(() => readAnswer({ contentType, bytes }, asked)).toThrow(/Content-Type is not XML/);
    }
    expect(readAnswer({ contentType: 'application/xml', bytes }, asked).kind).toBe('success');
  });
});
