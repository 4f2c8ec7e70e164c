// From the materials of an input to materials as handed in: uploads are looked up, documents in the input are decoded.
import { createHash } from 'node:crypto';
import type { SubmittedMaterial } from '../../cases/reception/application.ts';
import { badInput } from '../../errors.ts';
import { fileName } from '../../materials/file-name.ts';
import { mediaTypeOf } from '../../materials/media-type.ts';
import type { FileRecord, Owner } from '../../materials/sql.ts';
import type { RequestContext } from '../context.ts';
import type { InlineMaterialInput, MaterialInput } from '../generated/types.ts';

const INLINE_BYTES_MAX = 64 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Throws BAD_USER_INPUT for a wrong shape. An upload that is not there, or not the caller's, comes without content. */
export async function materialsOf(
  inputs: readonly MaterialInput[],
  context: RequestContext,
): Promise<readonly SubmittedMaterial[]> {
  const ids = inputs.flatMap(({ fileId }) => fileId ?? []);
  const uploads = await context.materials.find(ids, ownerOf(context));
  return Promise.all(inputs.map((input) => materialOf(input, uploads)));
}

export function ownerOf({ principal }: Pick<RequestContext, 'principal'>): Owner {
  return { role: principal?.role ?? '', subject: principal?.subject ?? '' };
}

async function materialOf(input: MaterialInput, uploads: ReadonlyMap<string, FileRecord>): Promise<SubmittedMaterial> {
  const { code } = input;
  const ways = [input.fileId, input.inline, input.shared, input.deferred || undefined].filter((way) => way != null);
  if (ways.length !== 1) {
    throw badInput(`Material "${code}" must come in exactly one way: fileId, inline, shared or deferred: true.`);
  }
  const none = {
    code,
    sha256: null,
    name: null,
    shared: null,
    mediaType: null,
    bytes: null,
    fileId: null,
    content: null,
  };
  if (input.inline) return { ...none, by: 'inline', ...(await inlineDocument(code, input.inline)) };
  if (input.shared != null) return { ...none, by: 'shared', shared: input.shared };
  if (input.deferred) return { ...none, by: 'deferred' };
  const upload = uploads.get(input.fileId ?? '');
  if (!upload) return { ...none, by: 'file' };
  const { id, sha256, bytes, mediaType, name } = upload;
  return { ...none, by: 'file', fileId: id, sha256, bytes, mediaType, name: name === '' ? null : name };
}

/** The type is the one that the bytes show: what an upload must not pretend, an inline document must not either. */
async function inlineDocument(code: string, { name, base64 }: InlineMaterialInput) {
  if (!BASE64.test(base64)) throw badInput(`Material "${code}": the content is not base64 with padding.`);
  const content = Buffer.from(base64, 'base64');
  if (content.length > INLINE_BYTES_MAX) {
    throw badInput(
      `Material "${code}" has ${content.length} bytes; at most ${INLINE_BYTES_MAX} may be sent inline: upload it.`,
    );
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    name: fileName(name) || null,
    mediaType: await mediaTypeOf(content),
    bytes: content.length,
    sha256,
    content,
  };
}
