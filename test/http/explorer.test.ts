import { beforeAll, describe, expect, test } from 'vitest';
import { registeredIn } from '../../commands/documents/registry.ts';
import { type House, runHouse } from '../support/house.ts';

let production: House;
let development: House;
beforeAll(async () => {
  [production, development] = await Promise.all([runHouse(), runHouse({ development: true })]);
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${production.url}${path}`, { headers });

/** The scripts and styles that the page names. */
function assetsOf(page: string): readonly string[] {
  return [...page.matchAll(/(?:src|href)="(\/explorer\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
}

describe('GET /explorer', () => {
  test('has no script and no style but its own files, and a policy that says so', async () => {
    const response = await get('/explorer');
    const page = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(assetsOf(page).length).toBeGreaterThan(1);
  });

  test('sends its files compressed, to be kept for good, and the page itself to be asked for anew', async () => {
    const page = await get('/explorer');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const etag = page.headers.get('etag') ?? '';
    expect((await get('/explorer', { 'if-none-match': etag })).status).toBe(304);
    for (const asset of assetsOf(await page.text())) {
      for (const encoding of ['br', 'gzip']) {
        const response = await get(asset, { 'accept-encoding': encoding });
        expect([asset, response.headers.get('content-encoding')]).toEqual([asset, encoding]);
        expect(response.headers.get('cache-control')).toContain('immutable');
      }
      const [plain, gzip] = await Promise.all([
        get(asset, { 'accept-encoding': 'identity' }),
        get(asset, { 'accept-encoding': 'gzip;q=1, br;q=0' }),
      ]);
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(await gzip.text()).toBe(await plain.text());
    }
  });

  test('offers every registered operation and the purposes of each role', async () => {
    const settings = (await (await get('/explorer/settings')).json()) as { operations: unknown[]; purposes: unknown[] };
    const registered = registeredIn(new URL('../../catalogue/documents', import.meta.url).pathname);
    expect(settings.operations).toHaveLength(registered.length);
    expect(settings.purposes).toContainEqual({
      code: 'acceptance',
      name: { zh: '受理业务', en: 'Taking in and handling an application' },
      roles: ['window'],
    });
  });

  test('signs tokens where the development issuer is in force, and nowhere else', async () => {
    const sign = ({ url }: House, body: unknown) =>
      fetch(`${url}/explorer/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await sign(production, { role: 'window' })).status).toBe(404);
    expect(await (await get('/explorer/settings')).json()).toMatchObject({ development: false });
    const signed = await sign(development, { role: 'front-end', subject: '350428190001010015' });
    const { token } = (await signed.json()) as { token: string };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ role: 'front-end', sub: '350428190001010015' });
    expect((await sign(development, { role: 'mayor' })).status).toBe(400);
  });
});
