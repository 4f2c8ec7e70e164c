// Files that development needs and no repository holds: made on first need, once even where several processes start together.
import { randomBytes } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';

export const folder = new URL('../.development/', import.meta.url);

/** Writes a whole file or nothing, and leaves alone what another process wrote first. */
export async function createOnce(file: URL, text: string, mode: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = new URL(`draft-${randomBytes(6).toString('hex')}`, folder);
  await writeFile(draft, text, { mode });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}
