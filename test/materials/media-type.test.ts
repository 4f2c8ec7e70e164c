import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { declaredMediaType, mediaTypeOf, unrecognisable } from '../../src/materials/media-type.ts';
import { document } from './documents.ts';

describe('a file’s type', () => {
  test.each(['application/pdf', 'image/png', 'image/jpeg'])('is found to be %s by its first bytes', async (type) => {
    expect(await mediaTypeOf(document(type, 5_000))).toBe(type);
    expect(await mediaTypeOf(document(type, 50))).toBe(type);
  });

  test.each([
    ['text', Buffer.from('hello')],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('%')],
    ['a PDF cut off in its first word', Buffer.from('%PD')],
    ['markup', Buffer.from('<html><script>alert(1)</script></html>')],
  ])('is not one that is taken where it is %s', async (_, content) => {
    expect(['application/pdf', 'image/png', 'image/jpeg']).not.toContain(await mediaTypeOf(content));
  });

  test('is found where a colour profile of any length stands before the image', async () => {
    const png = document('image/png', 50);
    const profile = Buffer.alloc(12 + 200_000);
    profile.writeUInt32BE(200_000, 0);
    profile.write('iCCP', 4, 'latin1');
    expect(await mediaTypeOf(Buffer.concat([png.subarray(0, 33), profile, png.subarray(33)]))).toBe('image/png');
  });

  test('is not what follows in the file: a program with a PDF behind it is a program', async () => {
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(512), document('application/pdf', 100)]);
    expect(await mediaTypeOf(program)).not.toBe('application/pdf');
  });
});

test('What a header says is read without case and parameters, under the registered name', () => {
  expect(declaredMediaType('Application/PDF; name="x"')).toBe('application/pdf');
  expect(declaredMediaType('image/jpg')).toBe('image/jpeg');
  expect(declaredMediaType(undefined)).toBe('');
});

test('Every type that the catalogue allows can be recognised', () => {
  const text = readFileSync(new URL('../../catalogue/materials.yaml', import.meta.url), 'utf8');
  const materials = Object.values(load(text) as Record<string, { mediaTypes: string[] }>);
  expect(materials.length).toBeGreaterThan(5);
  expect(unrecognisable(new Set(materials.flatMap(({ mediaTypes }) => mediaTypes)))).toEqual([]);
  expect(unrecognisable(['application/x-unheard-of'])).toEqual(['application/x-unheard-of']);
});
