import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DOCUMENT, drawings, withDrawings } from '../../commands/diagrams/draw.ts';
import { caseStateTable } from '../../src/cases/history/case-state.ts';
import { deliveryMoves, deliveryStates, partMoves, partStates } from '../../src/cases/history/transitions.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}${DOCUMENT}`, 'utf8');
const drawn = Object.values(drawings)
  .map((draw) => draw())
  .join('\n');

describe(DOCUMENT, () => {
  test('shows the tables as they stand in the code', () => {
    expect(text === withDrawings(text), 'run npm run diagrams -- --write').toBe(true);
  });

  test('would be found out of date, and without its marks', () => {
    const stale = text.replace('SENT --> UNKNOWN: lose', 'SENT --> QUEUED: lose');
    expect(stale).not.toBe(text);
    expect(withDrawings(stale)).toBe(text);
    expect(() => withDrawings(text.replace('<!-- delivery:end -->', ''))).toThrow('has lost the marks');
  });
});

describe('the diagrams', () => {
  test('have every state, and every move of the tables that leads somewhere else', () => {
    for (const state of [...deliveryStates, ...partStates]) expect(drawn).toContain(state);
    for (const [by, moves] of [...Object.entries(deliveryMoves), ...Object.entries(partMoves)]) {
      for (const [from, to] of Object.entries(moves)) {
        if (from !== to) expect(drawn).toMatch(new RegExp(`^  ${from} --> ${to}: .*\\b${by}\\b`, 'm'));
      }
    }
  });

  test('have no way from UNKNOWN to SENT', () => {
    expect(drawn).toContain('UNKNOWN --> QUEUED: absent');
    expect(drawn).not.toContain('UNKNOWN --> SENT');
  });

  test('and the table of a case’s states are what the command prints', () => {
    const printed = execFileSync(process.execPath, ['commands/diagrams.ts'], { cwd: root, encoding: 'utf8' });
    for (const draw of Object.values(drawings)) expect(printed).toContain(draw());
    for (const { state, when } of caseStateTable) expect(printed).toContain(`| \`${state}\` | ${when} |`);
  });
});
