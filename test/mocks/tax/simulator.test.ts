// The department as a stranger meets it on the wire, without the gateway's adapter.
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTaxDepartment, type TaxDepartment } from './tax-department.ts';

let tax: TaxDepartment;
beforeAll(async () => {
  tax = await openTaxDepartment();
});
beforeEach(() => tax.fault({}));
afterAll(() => tax.close());

const KEY = '1135042800TE5T029H400011705100020261123000001';
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Question {
  readonly tranId?: string;
  readonly sequence?: string;
  readonly channel?: string;
  readonly fields?: string;
}

function envelope({ tranId, sequence, channel, fields }: Question): string {
  const head = `<head><tran_id>${tranId ?? 'SWZJ.HXZG.CX.NSRQSXX'}</tran_id><channel_id>${channel ?? 'YCZW'}</channel_id><tran_seq>${sequence ?? 'a'.repeat(32)}</tran_seq></head>`;
  const inner = `<?xml version="1.0" encoding="GBK"?><taxML>${fields ?? '<nsrsbh>350428190001010015</nsrsbh>'}</taxML>`;
  const service = `<service xmlns="http://www.chinatax.gov.cn/spec/">${head}<body><![CDATA[${inner}]]></body></service>`;
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><e:sendBaseXMLEsbWebService xmlns:e="http://esb.chinatax.example/BaseXMLEsbWebService"><xml>${escaped(service)}</xml></e:sendBaseXMLEsbWebService></s:Body></s:Envelope>`;
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
): Promise<{ status: number; text: string; service: string; code: string }> {
  const response = await fetch(tax.url, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
  });
  const text = await response.text();
  const service = /<return>([\s\S]*)<\/return>/.exec(text)?.[1] ?? '';
  const shown = service.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const rtnCode = /<rtn_code>(\d+)</.exec(shown)?.[1] ?? '';
  return { status: response.status, text, service: shown, code: `${rtnCode}/${/<Code>(\d+)</.exec(shown)?.[1] ?? ''}` };
}

const ask = (question: Question) => post(envelope(question));

describe('the tax department on its wire', () => {
  it('publishes its WSDL with the address at which it listens', async () => {
    const response = await fetch(`${tax.url}?wsdl`);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(new XMLParser().parse(text)).toHaveProperty(['wsdl:definitions']);
    expect(text).toContain(`location="${tax.url}"`);
  });

  it('answers with GBK declared inside UTF-8 and references for rare characters', async () => {
    const { status, service, code } = await ask({});
    expect([status, code]).toEqual([200, '0/000']);
    expect(service).toContain('<![CDATA[<?xml version="1.0" encoding="GBK"?><taxML>');
    expect(service).toContain('<nsrmc>&#19886;&#14019;</nsrmc>');
    expect(service).toContain(`<tran_seq>${'a'.repeat(32)}</tran_seq>`);
  });

  it('answers business failures with HTTP 200 and a code', async () => {
    expect((await ask({ fields: '<nsrsbh>1135042800TE5T029H</nsrsbh>' })).code).toBe('1/101');
    expect((await ask({ fields: '<nsrsbh>35042819000101001x</nsrsbh>' })).code).toBe('1/201');
    expect((await ask({ fields: '' })).code).toBe('1/201');
    expect((await ask({ fields: '<nsrsbh>350428190001010015</nsrsbh><x>1</x>' })).code).toBe('1/201');
    const twice = '<nsrsbh>350428190001010015</nsrsbh><nsrsbh>350428190001010015</nsrsbh>';
    expect((await ask({ fields: twice })).code).toBe('1/201');
    expect((await ask({ channel: 'XXXX' })).code).toBe('9/902');
    tax.fault({ maintenance: true });
    expect(await ask({})).toMatchObject({ status: 200, code: '2/801' });
  });

  it('answers what it cannot read, and its own failures, with a SOAP Fault', async () => {
    const truncated = envelope({}).slice(0, -20);
    const doctype = `<!DOCTYPE a>${envelope({})}`;
    for (const body of [
      '',
      'x',
      truncated,
      doctype,
      Buffer.of(0xff, 0xfe),
      envelope({ tranId: 'X' }),
      envelope({ sequence: '1' }),
    ]) {
      const { status, text } = await post(body);
      expect([status, /<faultcode>S:(\w+)</.exec(text)?.[1]]).toEqual([500, 'Client']);
    }
    tax.fault({ errorRate: 1 });
    const { status, text } = await ask({});
    expect([status, /<faultcode>S:(\w+)</.exec(text)?.[1]]).toEqual([500, 'Server']);
  });

  it('accepts only the number that the contract derives from the key', async () => {
    const fields = `<sbbh>${KEY}</sbbh><nsrsbh>91350428MA0TE5T16H</nsrsbh>`;
    const sequence = createHash('sm3').update(KEY).digest('hex').slice(0, 32);
    expect((await ask({ tranId: 'SWZJ.HXZG.DJ.QSSQ', fields })).code).toBe('1/202');
    expect(await tax.journal()).toEqual([]);
    expect((await ask({ tranId: 'SWZJ.HXZG.DJ.QSSQ', sequence, fields })).code).toBe('0/000');
    expect(await tax.journal()).toMatchObject([{ department: 'tax', effect: 'clearance', key: KEY }]);
  });

  it('journals the SHA-256 of the inner document as it came', async () => {
    const fields = `<sbbh>${KEY}</sbbh><nsrsbh>91350428MA0TE5T16H</nsrsbh>`;
    const inner = `<?xml version="1.0" encoding="GBK"?><taxML>${fields}</taxML>`;
    const lines = await tax.journal();
    expect(lines.at(-1)?.payloadSha256).toBe(createHash('sha256').update(inner).digest('hex'));
  });

  it('fails the access check of the ninth call at once, and of that one alone', async () => {
    tax.fault({ latencyMs: 200 });
    tax.counters.reset();
    const codes = (await Promise.all(Array.from({ length: 9 }, () => ask({})))).map(({ code }) => code);
    expect(codes.filter((code) => code === '0/000')).toHaveLength(8);
    expect(codes.filter((code) => code === '9/901')).toHaveLength(1);
    tax.fault({});
    expect((await ask({})).code).toBe('0/000');
    expect(tax.counters.tally()).toMatchObject({ messages: 10, peakConcurrency: 9 });
  });

  it('frees the places of callers that gave up', async () => {
    tax.fault({ hang: true });
    const asks = Array.from({ length: 8 }, () =>
      fetch(tax.url, { method: 'POST', body: envelope({}), signal: AbortSignal.timeout(100) }).catch(() => 'gave up'),
    );
    expect(await Promise.all(asks)).toEqual(Array.from({ length: 8 }, () => 'gave up'));
    tax.fault({});
    await expect.poll(async () => (await ask({})).code).toBe('0/000');
  });

  it('takes no request larger than its contract says, no other path and no other method', async () => {
    expect((await post(Buffer.alloc(524_289, 32))).status).toBe(413);
    expect((await fetch(`${tax.url}/other`, { method: 'POST', body: 'x' })).status).toBe(404);
    expect((await fetch(tax.url, { method: 'PUT', body: 'x' })).status).toBe(404);
    expect((await fetch(tax.url)).status).toBe(404);
  });

  it('closes and reopens its port as the fault is switched, many times over', async () => {
    for (let round = 0; round < 5; round++) {
      tax.fault({ refuseConnections: true });
      await expect
        .poll(() =>
          ask({}).then(
            ({ code }) => code,
            () => 'refused',
          ),
        )
        .toBe('refused');
      tax.fault({});
      await expect
        .poll(() =>
          ask({}).then(
            ({ code }) => code,
            () => 'refused',
          ),
        )
        .toBe('0/000');
    }
  });

  it('counts progress apart from questions', async () => {
    tax.counters.reset();
    await ask({ tranId: 'SWZJ.HXZG.CX.BLJD', fields: `<sbbh>${KEY}</sbbh>` });
    expect(tax.counters.tally()).toMatchObject({ messages: 0, polls: 1 });
  });
});
