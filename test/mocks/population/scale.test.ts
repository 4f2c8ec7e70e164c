import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const town = fileURLToPath(new URL('../../../mocks/population/town.ts', import.meta.url));

/** Walks a town in a process of its own with its garbage collected, so that only what the town keeps is measured. */
function measure(people: number): { heapBytes: number; walkedMs: number; jumpedMs: number } {
  const script = `
    const { createPopulation } = await import(${JSON.stringify(town)});
    const before = (gc(), process.memoryUsage().heapUsed);
    const town = createPopulation({ seed: 3, people: ${people} });
    const walk = Math.min(town.units, 60000);
    let kept = 0;
    const started = performance.now();
    for (let index = 0; index < walk; index += 1) kept += town.unit(index).owners.length;
    const walkedMs = performance.now() - started;
    const jumped = performance.now();
    for (let index = 0; index < 5000; index += 1) {
      const person = (index * 7919) % town.people;
      kept += town.findPerson(town.person(person).number) === person ? town.unitsOfPerson(person).length + town.rolesOfPerson(person).length : NaN;
    }
    const jumpedMs = performance.now() - jumped;
    gc();
    const heapBytes = process.memoryUsage().heapUsed - before;
    if (!(kept > 0)) throw new Error('the walk found nothing');
    console.log(JSON.stringify({ heapBytes, walkedMs, jumpedMs, kept: town.people }));`;
  const output = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

test('a million people cost no more memory than ten thousand, and are as near', () => {
  const [small, large] = [measure(10_000), measure(1_000_000)];
  expect(large.heapBytes).toBeLessThan(8_000_000);
  expect(large.heapBytes - small.heapBytes).toBeLessThan(4_000_000);
  // Generous: the machine may be busy, and a town that searched would be a hundred times slower.
  expect(large.jumpedMs).toBeLessThan(Math.max(small.jumpedMs, 50) * 10);
  expect(large.walkedMs).toBeLessThan(10_000);
});
