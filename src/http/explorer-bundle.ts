// The files of `explorer/bundle/`, compressed once each, when somebody first asks for them.
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface ServedFile {
  /** Under which it is served. */
  readonly path: string;
  readonly type: string;
  /** Whether its name changes with its content. */
  readonly lasting: boolean;
  readonly encoded: (acceptEncoding: string | undefined) => Promise<Encoded>;
}

interface Encoded {
  readonly bytes: Buffer;
  readonly encoding: 'br' | 'gzip' | undefined;
  readonly etag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};
/** A tenth of a second for the largest file; the highest quality takes seconds and gains a few percent. */
const BROTLI_QUALITY = 6;

const folder = fileURLToPath(new URL('../../explorer/bundle', import.meta.url));

export function readBundle(): readonly ServedFile[] {
  return globSync('{*.html,assets/*}', { cwd: folder }).map((name) => ({
    path: name === 'index.html' ? '/explorer' : `/explorer/${name}`,
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    lasting: name !== 'index.html',
    encoded: encodings(join(folder, name)),
  }));
}

function encodings(file: string): ServedFile['encoded'] {
  const plain = once(() => readFile(file));
  const etag = once(
    async () =>
      `"${createHash('sha256')
        .update(await plain())
        .digest('base64url')
        .slice(0, 22)}"`,
  );
  const compressed = {
    br: once(async () => brotli(await plain())),
    gzip: once(async () => promisify(gzip)(await plain())),
  };
  return async (acceptEncoding = '') => {
    const encoding = (['br', 'gzip'] as const).find((each) => accepts(acceptEncoding, each));
    return { bytes: await (encoding ? compressed[encoding]() : plain()), encoding, etag: await etag() };
  };
}

/** Servers may send plain bytes to whoever is unclear about it. */
function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((range) => {
    const [name, ...parameters] = range.trim().toLowerCase().split(';');
    return name === encoding && !parameters.some((parameter) => /^\s*q=0(\.0*)?$/.test(parameter));
  });
}

function brotli(bytes: Buffer): Promise<Buffer> {
  return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
}

/** A failure is not remembered. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
