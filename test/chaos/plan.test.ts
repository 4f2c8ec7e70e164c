import { describe, expect, test } from 'vitest';
import { openCourse } from '../../chaos/course.ts';
import { drawsFor } from '../../chaos/draws.ts';
import { readOptions } from '../../chaos/options.ts';
import { drawPlan, hitsOf } from '../../chaos/plan.ts';

const usual = { seed: 7, cases: 1_000, stormMs: 210_000 };
const plan = drawPlan(usual);
const gatewayHits = plan.gateways.flat();

describe('a plan', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(drawPlan(usual)).toEqual(plan);
    expect(drawPlan({ ...usual, seed: 8 }).fingerprint).not.toBe(plan.fingerprint);
  });

  test('of a usual run has as many kills as were promised, and every other kind of hit', () => {
    const kinds = Object.groupBy(gatewayHits, ({ kind }) => kind);
    expect(kinds.kill?.length).toBeGreaterThanOrEqual(60);
    expect(kinds.stop?.length).toBeGreaterThanOrEqual(5);
    expect(kinds.drain?.length).toBeGreaterThanOrEqual(5);
    expect(plan.database.length).toBeGreaterThanOrEqual(15);
    expect(new Set(plan.database.map(({ kind }) => kind))).toEqual(new Set(['postmaster', 'all']));
    expect(hitsOf(plan)).toBe(gatewayHits.length + plan.database.length);
  });

  test('kills gateways that serve, and some that are still starting', () => {
    const kills = gatewayHits.filter(({ kind }) => kind === 'kill');
    const early = kills.filter(({ whileStarting }) => whileStarting);
    expect(early.length).toBeGreaterThan(5);
    expect(early.length).toBeLessThan(kills.length / 2);
  });

  test('switches every fault on somewhere at every department', () => {
    for (const [department, spells] of plan.weather) {
      const on = new Set(
        spells.flatMap(({ faults }) => Object.entries(faults).flatMap(([name, value]) => (value ? [name] : []))),
      );
      expect([...on].sort(), department).toEqual(
        [
          'appliedThenErrorRate',
          'duplicateCallbackRate',
          'errorRate',
          'garbleRate',
          'hang',
          'jitterMs',
          'lateApplyMs',
          'latencyMs',
          'lostReplyRate',
          'maintenance',
          'refuseConnections',
          'reorderCallbacks',
        ].sort(),
      );
    }
  });

  test('submits every sample once, of all bundles in equal parts, with twins and impostors among them', () => {
    const samples = plan.submissions.map(({ bundle, sample }) => `${bundle} ${sample}`);
    expect(new Set(samples).size).toBe(usual.cases);
    const sizes = Object.values(Object.groupBy(plan.submissions, ({ bundle }) => bundle)).map((each) => each?.length);
    expect(sizes).toEqual([250, 250, 250, 250]);
    expect(plan.submissions.filter(({ twin }) => twin).length).toBeGreaterThan(50);
    expect(new Set(plan.submissions.map(({ impostor }) => impostor))).toEqual(new Set(['none', 'racing', 'late']));
  });
});

test('Draws for one purpose do not depend on those for another', () => {
  const alone = drawsFor(1, 'a');
  const first = [alone.fraction(), alone.fraction()];
  const beside = drawsFor(1, 'a');
  const other = drawsFor(1, 'b');
  expect([beside.fraction(), other.fraction(), beside.fraction()]).toEqual([first[0], expect.any(Number), first[1]]);
  expect(other.between(3, 3)).toBe(3);
});

test('A course lets everybody through who waits for what it has reached, and all when it ends', async () => {
  const course = openCourse(4);
  const passed: number[] = [];
  for (const share of [0, 0.25, 0.5, 1]) void course.reach(share).then(() => passed.push(share));
  await Promise.resolve();
  expect(passed).toEqual([0]);
  course.advance();
  await Promise.resolve();
  expect(passed).toEqual([0, 0.25]);
  course.end();
  await Promise.resolve();
  expect(passed).toEqual([0, 0.25, 0.5, 1]);
  expect(course.share()).toBe(1);
});

describe('the command line', () => {
  test('has what a usual run needs, and a seed of its own each time', () => {
    expect(readOptions([])).toMatchObject({ cases: 1_000, minutes: 6 });
    expect(readOptions([])).not.toEqual(readOptions([]));
    expect(readOptions(['--cases', '5000', '--minutes', '30', '--seed', '1'])).toEqual({
      cases: 5_000,
      minutes: 30,
      seed: 1,
    });
  });

  test('is refused with the reason where it makes no sense', () => {
    expect(readOptions(['--minutes', 'two'])).toEqual({ fault: expect.stringContaining('--minutes') });
    expect(readOptions(['--cases', '0'])).toEqual({ fault: expect.stringContaining('--cases') });
    expect(readOptions(['--frequency', '1'])).toEqual({ fault: expect.stringContaining('--frequency') });
  });
});
