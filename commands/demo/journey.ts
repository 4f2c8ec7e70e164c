// Third chapter: the case on its way through three departments, of which one loses its reply and one closes.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type EventKind, messages } from '../../src/cases/history/events.ts';
import { golden, WATCH } from './documents.ts';
import { eventually, expect, expectSome } from './expectation.ts';
import { column } from './narration.ts';
import { DEPARTMENT_NAMES, type Stage } from './stage.ts';

const watched = z.object({
  case: z
    .object({
      state: z.string(),
      parts: z.array(
        z.object({
          code: z.string(),
          key: z.string(),
          department: z.object({ code: z.string(), name: z.string() }),
          delivery: z.string(),
          state: z.string(),
          departmentReference: z.string().nullable(),
          licences: z.array(z.object({ kind: z.string(), number: z.string() })),
        }),
      ),
      issuance: z.object({ rule: z.string(), state: z.string(), releasedAt: z.string().nullable() }),
      events: z.object({
        nodes: z.array(z.object({ sequence: z.number(), kind: z.string(), part: z.string().nullable() })),
      }),
    })
    .nullable(),
});
export type WatchedCase = NonNullable<z.infer<typeof watched>['case']>;

const overview = z.object({
  departments: z.array(
    z.looseObject({ code: z.string(), name: z.string(), state: z.string(), queueDepth: z.number() }),
  ),
});

const STEP_WITHIN_MS = 12_000;
const CLOSED_FOR_MS = 1_500;

/** Looks at the case and tells what is new since the last look. */
type Look = () => Promise<WatchedCase>;

export function openWatch({ say, graph }: Stage, number: string): Look {
  let told = 0;
  return async () => {
    const answer = await graph.data({ document: WATCH, variables: { number } }, watched);
    const found = expectSome(answer.case, `case ${number}`);
    const fresh = found.events.nodes.filter(({ sequence }) => sequence > told);
    for (const event of fresh) say.step(lineOf(event, found));
    told = fresh.at(-1)?.sequence ?? told;
    return found;
  };
}

function lineOf(event: WatchedCase['events']['nodes'][number], { parts }: WatchedCase): string {
  const part = parts.find(({ code }) => code === event.part);
  const who = part === undefined ? '一窗 the window' : (DEPARTMENT_NAMES[part.department.code] ?? part.department.name);
  const text = messages[event.kind as EventKind];
  return `${column(who, 25)} ${column(part?.code ?? '', 10)} ${text.zh} ${text.en}`;
}

export async function followToIssue(stage: Stage, look: Look): Promise<WatchedCase> {
  await loseReply(stage, look);
  await closeLand(stage, look);
  const done = async () => (await look()).state === 'ISSUED';
  await eventually('the case to be ISSUED', STEP_WITHIN_MS, done);
  const issued = await look();
  const { rule, state } = issued.issuance;
  expect(state === 'RELEASED', 'the licences to be released', issued.issuance);
  const licences = issued.parts.flatMap((part) => part.licences);
  const kinds = licences.map(({ kind }) => kind);
  expect(
    ['完税证明', '不动产权证书'].every((kind) => kinds.includes(kind)),
    'tax certificate and title',
    licences,
  );
  stage.say.proof(`两证齐发 Issued together by the rule ${rule}:`);
  for (const { kind, number } of licences) stage.say.detail(`${column(kind, 16)} ${number}`);
  return issued;
}

/** The declaration has left, its answer is lost: the department has it, and the gateway cannot know. */
async function loseReply({ say, control }: Stage, look: Look): Promise<void> {
  const unknown = async () => deliveryOf(await look(), 'clearance') === 'UNKNOWN';
  await eventually('the fate of the tax declaration to be UNKNOWN', STEP_WITHIN_MS, unknown);
  const taken = (await control.journal()).filter(({ effect }) => effect === 'clearance');
  expect(taken.length === 1, 'one declaration in the tax department’s journal', taken);
  say.step('!  税务 has the declaration in its books, but its reply was lost on the line.');
  say.detail('A hurried gateway would send again, and the buyer would be assessed twice. This one asks first.');
  // Before tax is heard again, so that the registry is surely closed when its turn comes.
  await control.setFaults('land', { maintenance: true });
  await control.setFaults('tax', {});
  say.step('!  The line to 税务 is restored. Meanwhile 不动产登记 closes for maintenance.');
}

async function closeLand({ say, graph, control }: Stage, look: Look): Promise<void> {
  const held = async () => deliveryOf(await look(), 'transfer') === 'HELD';
  await eventually('the transfer to be HELD while the registry is closed', STEP_WITHIN_MS, held);
  const { parts, issuance } = await look();
  const clearance = parts.find(({ code }) => code === 'clearance');
  const waits = clearance?.state === 'APPROVED' && clearance.licences.length === 0 && issuance.state === 'WAITING';
  expect(waits, 'the tax certificate to wait for the title', { clearance, issuance });
  say.proof('完税证明 is granted and waits: under the rule ALL nothing is handed out before the title');
  await showClosed({ say, graph });
  await sleep(CLOSED_FOR_MS);
  const early = (await control.journal()).filter(({ department }) => department === 'land');
  expect(early.length === 0, 'nothing in the closed registry’s journal', early);
  await control.setFaults('land', {});
  say.step(`!  不动产登记 opens again after ${(CLOSED_FOR_MS / 1000).toFixed(1)} s`);
}

/** What an operator sees of it. */
async function showClosed({ say, graph }: Pick<Stage, 'say' | 'graph'>): Promise<void> {
  const { departments } = await graph.data({ document: golden('departments') }, overview);
  const land = departments.find(({ code }) => code === 'land');
  expect(land?.state === 'MAINTENANCE' && land.queueDepth === 1, 'the registry closed, one part waiting for it', land);
  say.detail(
    `departments: ${departments.map(({ name, state, queueDepth }) => `${name} ${state} (${queueDepth})`).join(', ')}`,
  );
}

function deliveryOf({ parts }: WatchedCase, code: string): string | undefined {
  return parts.find((part) => part.code === code)?.delivery;
}
