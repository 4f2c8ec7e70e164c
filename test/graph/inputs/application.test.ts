import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { pdf } from '../../../mocks/samples/documents.ts';
import type { Principal } from '../../../src/access/principal.ts';
import type { RequestContext } from '../../../src/graph/context.ts';
import type { SubmitCaseInput } from '../../../src/graph/generated/types.ts';
import { applicationOf } from '../../../src/graph/inputs/application.ts';
import { openStore } from '../../../src/store/pool.ts';
import { openPresence } from '../../../src/store/presence.ts';
import { openDocuments } from '../../cases/replica.ts';
import { createDatabase } from '../../support/postgres.ts';

const { url } = await createDatabase({ migrated: true });
const store = openStore({ url });
const presence = await openPresence(url);
const { materials, remove } = await openDocuments(store, presence);
afterAll(async () => {
  await materials.close();
  await presence.close();
  await store.close();
  await remove();
});

const CITIZEN = { number: '350428190001010015', name: '张三' };
const OTHER = { number: '35010219040229002X', name: '李四' };

/** As far as an application looks at what the request carries. */
function asked(by: Partial<Principal> = {}): RequestContext {
  const clerk: Principal = { subject: 'clerk', role: 'window', purpose: null, regions: null, expiresMs: 0 };
  return { principal: { ...clerk, ...by }, materials } as RequestContext;
}

const document = pdf('sale-contract', 'Contract');
/** What the schema has let through: its scalars have checked the numbers. */
function inputWith(change: object = {}): SubmitCaseInput {
  const sound = {
    idempotencyKey: 'key',
    bundle: 'home-transfer',
    channel: 'WINDOW',
    applicant: { person: CITIZEN },
    form: { price: '1200000.00' },
    materials: [],
  };
  return { ...sound, ...change } as unknown as SubmitCaseInput;
}

const withMaterial = (material: object) => inputWith({ materials: [{ code: 'sale-contract', ...material }] });
const materialOf = async (material: object, by: Partial<Principal> = {}) =>
  (await applicationOf(withMaterial(material), asked(by))).materials[0];

describe('an application', () => {
  test('carries what was handed in, and who handed it in', async () => {
    expect(await applicationOf(inputWith({ agent: OTHER }), asked())).toEqual({
      idempotencyKey: 'key',
      bundle: 'home-transfer',
      channel: 'WINDOW',
      applicant: { kind: 'person', ...CITIZEN, phone: null },
      agent: { ...OTHER, phone: null },
      form: { price: '1200000.00' },
      materials: [],
      submittedBy: { role: 'window', subject: 'clerk' },
    });
  });

  test('of an enterprise goes by its credit code', async () => {
    const enterprise = { creditCode: '91350428MA0TE5T16H', name: '某公司', phone: '13900000000' };
    const { applicant } = await applicationOf(inputWith({ applicant: { enterprise } }), asked());
    expect(applicant).toEqual({
      kind: 'enterprise',
      number: enterprise.creditCode,
      name: '某公司',
      phone: '13900000000',
    });
  });

  test.each(['', 'x'.repeat(201)])('needs a key of 1 to 200 characters', async (idempotencyKey) => {
    await expect(applicationOf(inputWith({ idempotencyKey }), asked())).rejects.toThrow(
      'must have 1 to 200 characters',
    );
    expect((await applicationOf(inputWith({ idempotencyKey: 'x'.repeat(200) }), asked())).idempotencyKey).toHaveLength(
      200,
    );
  });

  test('from a front end is for the citizen of its token and nobody else', async () => {
    const citizen = { role: 'front-end', subject: CITIZEN.number } as const;
    expect((await applicationOf(inputWith(), asked(citizen))).applicant.number).toBe(CITIZEN.number);
    const foreign = applicationOf(inputWith({ applicant: { person: OTHER } }), asked(citizen));
    await expect(foreign).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('a material', () => {
  const bytes = Buffer.from(document.base64, 'base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  test('that comes along is known by its content, and by the type that its bytes show', async () => {
    const pretending = { ...document, mediaType: 'image/png' };
    expect(await materialOf({ inline: pretending })).toMatchObject({
      ...{ code: 'sale-contract', by: 'inline', sha256, bytes: bytes.length },
      ...{ mediaType: 'application/pdf', name: document.name, fileId: null },
    });
  });

  test('that was uploaded is the same content', async () => {
    const chunks = [new Uint8Array(bytes)].values();
    const upload = { chunks: asyncOf(chunks), mediaType: 'application/pdf', name: '合同.pdf' };
    const kept = await materials.receive(upload, { role: 'window', subject: 'clerk' });
    if (kept.kind !== 'kept') throw new Error(`Not kept: ${kept.kind}`);
    expect(await materialOf({ fileId: kept.id })).toMatchObject({
      by: 'file',
      sha256,
      fileId: kept.id,
      name: '合同.pdf',
    });
  });

  test('that somebody else uploaded, or nobody, comes without content', async () => {
    const nobodys = { by: 'file', sha256: null, fileId: null, content: null };
    expect(await materialOf({ fileId: 'no-such-file' })).toMatchObject(nobodys);
    const chunks = [new Uint8Array(bytes)].values();
    const upload = { chunks: asyncOf(chunks), mediaType: 'application/pdf', name: '' };
    const kept = await materials.receive(upload, { role: 'window', subject: 'clerk' });
    if (kept.kind !== 'kept') throw new Error(`Not kept: ${kept.kind}`);
    const stranger = { role: 'front-end', subject: CITIZEN.number } as const;
    expect(await materialOf({ fileId: kept.id }, stranger)).toMatchObject(nobodys);
  });

  test('is shared by a department, or follows later', async () => {
    expect(await materialOf({ shared: 'Q1' })).toMatchObject({ by: 'shared', shared: 'Q1', sha256: null });
    expect(await materialOf({ deferred: true })).toMatchObject({ by: 'deferred', shared: null, sha256: null });
  });

  test.each<[string, object]>([
    ['in no way', {}],
    ['in no way at all', { deferred: false }],
    ['in two ways', { shared: 'Q1', deferred: true }],
    ['in two other ways', { inline: document, fileId: 'x' }],
  ])('that comes %s is refused', async (_, ways) => {
    await expect(materialOf(ways)).rejects.toThrow('must come in exactly one way');
  });

  test.each([
    ['is no base64', 'not base64'],
    ['lacks its padding', document.base64.replace(/=*$/, '').slice(0, -1)],
    ['is of the other alphabet', '_-_-'],
  ])('whose content %s is refused', async (_, base64) => {
    await expect(materialOf({ inline: { ...document, base64 } })).rejects.toThrow('not base64 with padding');
  });

  test('may come along up to 64 KiB, and no byte more', async () => {
    const inline = (length: number) => ({
      inline: { ...document, base64: Buffer.alloc(length, 1).toString('base64') },
    });
    expect(await materialOf(inline(65_536))).toMatchObject({ bytes: 65_536 });
    await expect(materialOf(inline(65_537))).rejects.toThrow('has 65537 bytes; at most 65536');
  });
});

async function* asyncOf<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
