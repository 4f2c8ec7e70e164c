// The simulator against the department's own OpenAPI, asked by plain HTTP: no code of the adapter is between.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSubmission } from '../../../adapters/licensing/mapping/submission.ts';
import { call, establishment, KEY, keyOf } from '../../adapters/licensing/examples.ts';
import { openCallbackReceiver } from './callback-receiver.ts';
import { closeLicensing, eventually, type Licensing, openLicensing, town } from './licensing-department.ts';

const contract = load(
  readFileSync(new URL('../../../adapters/licensing/contract/openapi.yaml', import.meta.url), 'utf8'),
) as { paths: Record<string, Record<string, { responses: { 200: { $ref?: string } } }>> };
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(contract, 'openapi');

/** The schema of a path's answer; some paths share one by reference. */
function answerSchema(path: string, method: string) {
  const own = `#/paths/${path.replaceAll('/', '~1')}/${method}/responses/200`;
  const shared: string | undefined = contract.paths[path]?.[method]?.responses[200].$ref;
  return ajv.compile({ $ref: `openapi${shared ?? own}/content/application~1json/schema` });
}

let licensing: Licensing;
beforeAll(async () => {
  licensing = await openLicensing();
});
afterAll(() => closeLicensing(licensing));

interface Signature {
  readonly appKey?: string;
  readonly requestTime?: string;
  readonly sign?: string;
}

function signed(over: Signature = {}): Record<string, string> {
  const { LICENSING_APP_KEY: appKey = '', LICENSING_APP_SECRET: secret = '' } = licensing.settings;
  const requestTime = over.requestTime ?? String(Date.now());
  const sign = createHash('md5').update(`${appKey}${secret}${requestTime}`).digest('hex');
  return { appKey, requestTime, sign, ...over };
}

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = signed()) {
  const response = await fetch(`${licensing.settings['LICENSING_URL']}${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const codes = (...answers: { answer: Record<string, unknown> }[]) => answers.map(({ answer }) => answer['code']);

describe('answers of the licensing simulator', () => {
  const uniscid = town.enterprise(0).creditCode;
  const cerno = town.person(town.enterprise(0).roles[0]?.person ?? 0).number;
  const questions: readonly [string, string, string, unknown][] = [
    ['/licences/query', 'POST', '/licences/query', { uniscids: [uniscid] }],
    ['/licences', 'GET', `/licences?regorg=${town.enterprise(0).county}&size=2`, undefined],
    ['/positions/query', 'POST', '/positions/query', { cernos: [cerno] }],
    ['/applications/lookup', 'GET', `/applications/lookup?idempotencykey=${KEY}`, undefined],
    ['/applications/progress', 'POST', '/applications/progress', { idempotencykeys: [KEY] }],
    ['/applications/intake', 'GET', '/applications/intake?size=5', undefined],
  ];
  it.each(questions)('have the shape that the contract gives for %s', async (path, method, url, body) => {
    await licensing.adapter.submits.establishment(establishment(), call());
    await eventually(
      () => licensing.adapter.progress([KEY], call()),
      (steps) => steps.length === 2,
    );
    const { status, answer } = await send(method, url, body);
    const validate = answerSchema(path, method.toLowerCase());
    expect({ status, code: answer['code'] }).toEqual({ status: 200, code: '00' });
    expect(answer['datas']).not.toHaveLength(0);
    expect(validate(answer), ajv.errorsText(validate.errors)).toBe(true);
    expect(validate({ ...answer, datas: [{}] })).toBe(false);
  });

  it('have the shape of the contract in callbacks', async () => {
    const receiver = await openCallbackReceiver();
    await licensing.adapter.submits.establishment(establishment({ key: keyOf(2), callbackUrl: receiver.url }), call());
    await eventually(
      () => receiver.deliveries.length,
      (length) => length === 2,
    );
    const validate = ajv.compile({ $ref: 'openapi#/components/schemas/Callback' });
    for (const { body } of receiver.deliveries) {
      expect(validate(JSON.parse(Buffer.from(body).toString('utf8'))), ajv.errorsText(validate.errors)).toBe(true);
    }
    await receiver.close();
  });
});

describe('the gate of the licensing simulator', () => {
  const ask = (over: Signature) =>
    send('POST', '/licences/query', { uniscids: [town.enterprise(0).creditCode] }, signed(over));

  it('lets in what is signed and recent, and tells what is wrong with the rest', async () => {
    expect(
      codes(
        await ask({}),
        await ask({ requestTime: String(Date.now() - 299_000) }),
        await ask({ requestTime: String(Date.now() - 301_000) }),
        await ask({ requestTime: String(Date.now() + 301_000) }),
        await ask({ requestTime: 'now' }),
        await ask({ sign: '0'.repeat(32) }),
        await ask({ sign: signed().sign?.toUpperCase() ?? '' }),
        await ask({ appKey: 'somebody' }),
      ),
    ).toEqual(['00', '00', '03', '03', '03', '02', '02', '04']);
  });

  it('takes nothing in without a signature', async () => {
    const encoded = encodeSubmission('establishment', establishment());
    const body = 'body' in encoded ? encoded.body : '';
    const key = keyOf(3);
    const headers = { ...signed({ sign: 'x' }), 'idempotency-key': key };
    expect(codes(await send('POST', '/applications/establishment', body, headers))).toEqual(['02']);
    expect(licensing.book.find(key)).toBeUndefined();
    const good = { ...signed(), 'idempotency-key': key };
    expect(codes(await send('POST', '/applications/establishment', body, good))).toEqual(['00']);
    expect(licensing.book.find(key)?.key).toBe(key);
  });

  it('answers 01 to what does not have the shape of the contract', async () => {
    const key = { ...signed(), 'idempotency-key': keyOf(4) };
    expect(
      codes(
        await send('POST', '/licences/query', { uniscids: [] }),
        await send('POST', '/licences/query', { uniscids: ['123'] }),
        await send('POST', '/licences/query', '{"uniscids":'),
        await send('GET', '/licences?regorg=350428&size=101'),
        await send('GET', '/licences?size=10'),
        await send('GET', '/applications/lookup?idempotencykey=short'),
        await send('POST', '/applications/change', { uniscid: town.enterprise(0).creditCode }, key),
        await send('POST', '/applications/amendment', {}, { ...signed(), 'idempotency-key': 'short' }),
      ),
    ).toEqual(Array(8).fill('01'));
    expect((await send('GET', '/nowhere')).status).toBe(404);
  });
});
