// Documents in a bucket of an S3-compatible service. Signatures cover the hash of the content: a service that checks it takes
// in nothing else.
import { openAsBlob } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { AwsClient } from 'aws4fetch';
import { type Content, type ContentStore, ContentStoreFault, placeOf } from './content-store.ts';

export interface S3Settings {
  /** Of the service; buckets are the first part of the path. */
  readonly url: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const RETRIES = 2;
const RETRY_FIRST_DELAY_MS = 100;
const ANSWER_MS = 5_000;
/** A link slower than this, in bytes for each millisecond, counts as broken. */
const SLOWEST = 500;

/** `prefix`: the folder, so to speak, in the bucket. */
export function s3Store({ url, bucket, accessKey, secretKey, region }: S3Settings, prefix: string): ContentStore {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    retries: RETRIES,
    initRetryMs: RETRY_FIRST_DELAY_MS,
  });
  const base = `${url.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/${prefix}`;
  const exchange = async (method: string, { sha256, bytes }: Content, body?: Blob): Promise<Response> => {
    const signal = AbortSignal.timeout(ANSWER_MS + (body ? Math.ceil(bytes / SLOWEST) : 0));
    try {
      const response = await client.fetch(`${base}/${placeOf(sha256)}`, {
        method,
        redirect: 'error',
        signal,
        headers: { 'x-amz-content-sha256': body ? sha256 : EMPTY },
        ...(body ? { body } : {}),
      });
      await response.arrayBuffer();
      return response;
    } catch (cause) {
      throw new ContentStoreFault(`Bucket ${bucket} does not answer to ${method}; check MATERIALS_S3_URL.`, { cause });
    }
  };
  const ask = async (method: string, content: Content, body?: Blob): Promise<Response> => {
    const response = await exchange(method, content, body);
    if (response.ok || response.status === 404) return response;
    throw new ContentStoreFault(
      `Bucket ${bucket} answers ${response.status} to ${method}; check MATERIALS_S3_* and its rights.`,
    );
  };
  return {
    has: async (content) => {
      const response = await ask('HEAD', content);
      return response.ok && Number(response.headers.get('content-length')) === content.bytes;
    },
    put: async (content, path) => {
      // Read from the disk as it is sent, with a length known beforehand: some services take no chunked body.
      const { ok } = await ask('PUT', content, await openAsBlob(path));
      if (!ok) throw new ContentStoreFault(`There is no bucket ${bucket}; create it, or check MATERIALS_S3_BUCKET.`);
      await unlink(path);
    },
    remove: async (sha256) => {
      await ask('DELETE', { sha256, bytes: 0 });
    },
  };
}
