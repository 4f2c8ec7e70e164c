// What applicants say of the service reaches the statistics, which read events alone.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { golden, runTown } from '../support/town.ts';

const LEVELS = [5, 5, 4, 3, 2, 1];
const town = await runTown();
const [supervisor, anybody] = [await town.as({ role: 'supervisor', purpose: 'supervision' }), await town.as()];

const submitted = z.object({
  submitCase: z.object({ receipt: z.object({ number: z.string(), checkCode: z.string() }) }),
});
const SATISFACTION = '{ caseStatistics(by: [BUNDLE]) { rows { satisfaction { numerator denominator percent } } } }';

async function satisfaction(denominator: number): Promise<unknown> {
  const shape = z.object({
    caseStatistics: z.object({
      rows: z.array(z.object({ satisfaction: z.looseObject({ denominator: z.number() }).nullable() })),
    }),
  });
  for (let turn = 0; turn < 200; turn += 1) {
    const { caseStatistics } = await supervisor.data({ document: SATISFACTION }, shape);
    const [row] = caseStatistics.rows;
    if (row?.satisfaction?.denominator === denominator) return row.satisfaction;
    await sleep(100);
  }
  throw new Error(`There are not ${denominator} ratings in the statistics.`);
}

test('Ratings are events of their cases and make up the satisfaction in the statistics', async () => {
  const numbers: string[] = [];
  for (const [index, level] of LEVELS.entries()) {
    const input = await town.control.sample('enterprise-closing', index + 1);
    const { receipt } = (await town.window.data({ document: golden('submit-case'), variables: { input } }, submitted))
      .submitCase;
    const rating = { caseNumber: receipt.number, checkCode: receipt.checkCode, level, reason: '窗口等候时间' };
    const rated = await anybody.ask({
      document: golden('case-actions'),
      operationName: 'RateCase',
      variables: { input: rating },
    });
    expect(rated.errors).toBeUndefined();
    numbers.push(receipt.number);
  }
  expect(await satisfaction(LEVELS.length)).toMatchObject({ numerator: 4, denominator: 6, percent: 66.67 });
  const answer = await town.window.ask({
    document: 'query ($number: ID!) { case(number: $number) { events { nodes { kind part } } } }',
    variables: { number: numbers[0] },
  });
  expect(JSON.stringify(answer.data)).toContain('{"kind":"RATED","part":null}');
});
