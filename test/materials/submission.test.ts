// Documents on their way through the whole gateway: uploaded, used in a submission, held by the case.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { developmentToken } from '../../development/issuer.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';
import { golden, type RunningTown, runTown } from '../support/town.ts';
import { document, sha256 } from './documents.ts';

interface Material {
  readonly code: string;
  readonly inline?: { readonly name: string; readonly mediaType: string; readonly base64: string };
}
interface Input {
  readonly idempotencyKey: string;
  readonly materials: readonly Material[];
  readonly applicant: { readonly person?: { readonly number: string } };
}

const submitted = z.object({
  submitCase: z.looseObject({
    __typename: z.string(),
    replayed: z.boolean().optional(),
    case: z.looseObject({ number: z.string() }).optional(),
    notice: z.looseObject({ deficiencies: z.array(z.looseObject({ code: z.string() })) }).optional(),
  }),
});

let town: RunningTown;
let clerk: string;
let store: Store;
beforeAll(async () => {
  const { url } = await createDatabase({ migrated: true });
  store = openStore({ url });
  town = await runTown({ DATABASE_URL: url });
  clerk = await developmentToken({ role: 'window', expires: '1h' });
});

afterAll(() => store.close());

async function upload(content: Uint8Array<ArrayBuffer>, mediaType: string, token = clerk): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': mediaType };
  const response = await fetch(`${town.url}/materials`, { method: 'PUT', headers, body: content });
  return z.object({ fileId: z.string() }).parse(await response.json()).fileId;
}

async function sample(index: number): Promise<Input> {
  return (await town.control.sample('home-transfer', index)) as unknown as Input;
}

async function submit(input: unknown, client = town.window) {
  const { submitCase } = await client.data({ document: golden('submit-case'), variables: { input } }, submitted);
  return submitCase;
}

/** The same input with every document that it carries uploaded beforehand. */
async function uploaded(input: Input, token = clerk) {
  const materials = input.materials.map(async ({ code, inline }) => {
    if (!inline) return input.materials.find((material) => material.code === code);
    const content = Buffer.from(inline.base64, 'base64');
    return { code, fileId: await upload(content, inline.mediaType, token) };
  });
  return { ...input, materials: await Promise.all(materials) };
}

describe('a submission', () => {
  test('with uploaded documents is received, and is the same as one that carries them', async () => {
    const input = await sample(0);
    expect(input.materials.some(({ inline }) => inline)).toBe(true);
    const first = await submit(await uploaded(input));
    expect(first).toMatchObject({ __typename: 'CaseReceived', replayed: false });
    const again = await submit(input);
    expect(again).toMatchObject({ __typename: 'CaseReceived', replayed: true, case: { number: first.case?.number } });
    const others = await submit({ ...input, materials: [...input.materials.slice(1), await changed(input)] });
    expect(others.__typename).toBe('IdempotencyConflict');
  });

  test('may carry a document too large to be carried inline, if it was uploaded', async () => {
    const input = await sample(1);
    const content = document('application/pdf', 3_000_000, 'large');
    const fileId = await upload(content, 'application/pdf');
    const materials = input.materials.map((material) =>
      material.code === 'sale-contract' ? { code: material.code, fileId } : material,
    );
    expect(await submit({ ...input, materials })).toMatchObject({ __typename: 'CaseReceived' });
  });

  test('with a file that is unknown or foreign gets a notice that says so; nothing else is lost', async () => {
    const input = await sample(2);
    const citizen = input.applicant.person?.number ?? '';
    const token = await developmentToken({ role: 'front-end', subject: citizen, expires: '1h' });
    const frontEnd = await town.as({ role: 'front-end', subject: citizen });
    const online = { ...input, channel: 'ONLINE' };
    const foreign = await upload(document('application/pdf', 500, 'foreign'), 'application/pdf');
    const own = await uploaded(online, token);
    const withFile = (fileId: string) => ({
      ...own,
      materials: own.materials.map((material) =>
        material?.code === 'sale-contract' ? { code: 'sale-contract', fileId } : material,
      ),
    });
    for (const fileId of [foreign, 'unknown']) {
      const answer = await submit(withFile(fileId), frontEnd);
      expect(answer.__typename).toBe('CaseDeficient');
      expect(answer.notice?.deficiencies.map(({ code }) => code)).toEqual(['MATERIAL_FILE_UNKNOWN']);
    }
    // What was uploaded before is still there, and the key is not used up.
    expect(await submit(own, frontEnd)).toMatchObject({ __typename: 'CaseReceived', replayed: false });
  });

  test('that pretends its document to be of another type is told so, as an upload would be', async () => {
    const input = await sample(3);
    const text = { name: 'a.pdf', mediaType: 'application/pdf', base64: Buffer.from('hello').toString('base64') };
    const materials = input.materials.map((material) =>
      material.inline ? { code: material.code, inline: text } : material,
    );
    const answer = await submit({ ...input, materials });
    expect(answer.__typename).toBe('CaseDeficient');
    expect(new Set(answer.notice?.deficiencies.map(({ code }) => code))).toEqual(new Set(['MATERIAL_TYPE']));
  });
});

/** Hashes of the documents that a case holds. */
async function heldBy(number: string): Promise<readonly string[]> {
  const rows = await store.query<{ sha256: string }>(
    `select distinct encode(file.sha256, 'hex') as sha256 from case_documents
     join material_files as file on file.id = file_id join cases on cases.id = case_id where number = $1 order by 1`,
    [number],
  );
  return rows.map((row) => row.sha256);
}

describe('a case', () => {
  test('holds its documents, uploaded or carried, and those that follow', async () => {
    const input = await sample(4);
    const late = document('application/pdf', 5_000, 'late');
    const deferred = { code: 'marriage-certificate', deferred: true };
    const materials = [...input.materials.filter(({ code }) => code !== deferred.code), deferred];
    const received = await submit({ ...input, materials });
    const number = received.case?.number ?? '';
    const carried = materials.flatMap((each) =>
      'inline' in each && each.inline ? [sha256(Buffer.from(each.inline.base64, 'base64'))] : [],
    );
    expect(carried.length).toBeGreaterThan(0);
    expect(await heldBy(number)).toEqual(carried.toSorted());
    const fileId = await upload(late, 'application/pdf');
    const supplement = { caseNumber: number, idempotencyKey: 'late', materials: [{ code: deferred.code, fileId }] };
    const supplemented = async (given: unknown) =>
      town.window.ask({
        document: golden('case-actions'),
        operationName: 'SupplementCase',
        variables: { input: given },
      });
    expect(await supplemented(supplement)).toMatchObject({
      data: { supplementCase: { __typename: 'CaseSupplemented' } },
    });
    expect(await heldBy(number)).toEqual([...carried, sha256(late)].toSorted());
    const inline = { name: 'late.pdf', mediaType: 'application/pdf', base64: late.toString('base64') };
    const again = { ...supplement, materials: [{ code: deferred.code, inline }] };
    expect(await supplemented(again)).toMatchObject({ data: { supplementCase: { __typename: 'CaseSupplemented' } } });
  });

  test('is not there when its documents could not be kept', async () => {
    const input = await sample(5);
    const before = await store.query(`select from cases`);
    await store.run(`alter table material_files rename to material_files_away`);
    const answer = await town.window.ask({ document: golden('submit-case'), variables: { input } });
    await store.run(`alter table material_files_away rename to material_files`);
    expect(answer.errors?.[0]?.extensions?.code).toBe('INTERNAL');
    expect(await store.query(`select from cases`)).toHaveLength(before.length);
    // The control: the same input, once they can.
    expect(await submit(input)).toMatchObject({ __typename: 'CaseReceived', replayed: false });
  });
});

async function changed(input: Input): Promise<Material> {
  const [first] = input.materials;
  if (!first?.inline) throw new Error('The sample’s first material carries no document.');
  const base64 = document('application/pdf', 900, 'changed').toString('base64');
  return { code: first.code, inline: { ...first.inline, mediaType: 'application/pdf', base64 } };
}
