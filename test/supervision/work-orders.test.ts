// Orders of the hotline 12345: linked to a case, seen on it while they are open, supervised, closed.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { golden, runTown } from '../support/town.ts';

const town = await runTown();
const supervisor = await town.as({ role: 'supervisor', purpose: 'supervision' });
const submitted = z.object({ submitCase: z.object({ receipt: z.object({ number: z.string() }) }) });

async function submit(n: number): Promise<string> {
  const input = await town.control.sample('enterprise-closing', n);
  const answer = await town.window.data({ document: golden('submit-case'), variables: { input } }, submitted);
  return answer.submitCase.receipt.number;
}

const LINK =
  'mutation ($input: LinkWorkOrderInput!) { linkWorkOrder(input: $input) { number overdue case { number } } }';
const SHOW = `query ($number: ID!) { case(number: $number) { workOrders { number content instruction closedAt overdue }
  events(last: 50) { nodes { kind } } } }`;
const SUPERVISE =
  'mutation ($number: ID!) { superviseWorkOrder(number: $number, instruction: "三日内答复") { urgedAt } }';
const CLOSE = 'mutation ($number: ID!) { closeWorkOrder(number: $number, reply: "已办结并回访") { closedAt reply } }';
const [caseNumber, other] = [await submit(1), await submit(2)];
const order = { number: '12345-2026-000001', caseNumber, content: '办理进度太慢', dueOn: '2026-11-01' };
const codeOf = (answer: {
  errors?: readonly { extensions?: { code?: string | undefined } | undefined }[] | undefined;
}) => answer.errors?.[0]?.extensions?.code;

test('An order is linked once to its case, and shows there while it is open', async () => {
  const linked = await town.window.ask({ document: LINK, variables: { input: order } });
  expect(linked.data).toEqual({ linkWorkOrder: { number: order.number, overdue: true, case: { number: caseNumber } } });
  expect(codeOf(await town.window.ask({ document: LINK, variables: { input: order } }))).toBeUndefined();
  const wrong = [
    { ...order, caseNumber: other },
    { ...order, number: '12345-2026-000002', part: 'no-such-part' },
    { ...order, number: '不是编号' },
  ];
  for (const input of wrong)
    expect(codeOf(await town.window.ask({ document: LINK, variables: { input } }))).toBe('BAD_USER_INPUT');
  const seen = await town.window.ask({ document: SHOW, variables: { number: caseNumber } });
  expect(seen.data).toMatchObject({
    case: { workOrders: [{ content: '办理进度太慢', closedAt: null, overdue: true }] },
  });
  expect(JSON.stringify(seen.data).split('WORK_ORDER_LINKED')).toHaveLength(2);
});

test('Once it is supervised a supervisor closes it, and nobody else', async () => {
  const variables = { number: order.number };
  expect(codeOf(await town.window.ask({ document: SUPERVISE, variables }))).toBe('FORBIDDEN');
  expect(codeOf(await supervisor.ask({ document: SUPERVISE, variables }))).toBeUndefined();
  expect(codeOf(await town.window.ask({ document: CLOSE, variables }))).toBe('BAD_USER_INPUT');
  const open = '{ supervision { workOrders(open: true) { number instruction } } }';
  expect((await supervisor.ask({ document: open })).data).toEqual({
    supervision: { workOrders: [{ number: order.number, instruction: '三日内答复' }] },
  });
  expect((await supervisor.ask({ document: CLOSE, variables })).data).toMatchObject({
    closeWorkOrder: { reply: '已办结并回访' },
  });
  expect(codeOf(await supervisor.ask({ document: CLOSE, variables }))).toBe('BAD_USER_INPUT');
  expect((await supervisor.ask({ document: open })).data).toEqual({ supervision: { workOrders: [] } });
});
