import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Measured, startMeasured } from '../measured.ts';

const ready = z.object({ url: z.url() });

/** Starts the floor with these answers; its address comes when it is ready. */
export async function startFloor(
  folder: string,
  answers: readonly unknown[],
): Promise<Measured<z.infer<typeof ready>>> {
  const file = join(folder, 'floor-answers.json');
  await writeFile(file, JSON.stringify(answers));
  return startMeasured({ name: 'The floor', file: 'bench/floor/main.ts', environment: { FLOOR_ANSWERS: file }, ready });
}
