// Whoever applies for somebody else shows a mandate; what is wrong with it stands in the one notice, and every step tells who took it.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { requireAgency } from '../../../src/cases/reception/agents.ts';
import type { AgentRecord } from '../../../src/cases/sql/cases.ts';
import type { CivilDate } from '../../../src/values/civil-date.ts';
import { shippedCatalogue } from '../../catalogue/edited-catalogue.ts';
import { runCentre, SUBMIT } from '../running-centre.ts';

const centre = await runCentre();
const AGENT = { number: '350428190001010015', name: '代办员' };
const LETTER = {
  name: '授权委托书.pdf',
  mediaType: 'application/pdf',
  base64: Buffer.from('%PDF-1.4\n').toString('base64'),
};
const mandate = { validFrom: '2020-01-01', validTo: '2099-12-31', inline: LETTER };

const submitted = z.object({
  submitCase: z.object({
    receipt: z.object({ number: z.string() }).optional(),
    notice: z.object({ deficiencies: z.array(z.object({ code: z.string() })) }).optional(),
  }),
});

async function defects(agent: unknown, more: Readonly<Record<string, unknown>> = {}): Promise<readonly string[]> {
  const input = { ...(await centre.control.sample('enterprise-closing', 7)), agent, ...more };
  const { submitCase } = await centre.window.data({ document: SUBMIT, variables: { input } }, submitted);
  return submitCase.notice?.deficiencies.map(({ code }) => code) ?? [];
}

test('Every defect of an agent’s mandate stands in the one notice, together with all others', async () => {
  expect(await defects(AGENT)).toEqual(['AGENT_MANDATE_MISSING']);
  expect(await defects({ ...AGENT, mandate: { ...mandate, validTo: '2025-12-31' } })).toEqual([
    'AGENT_MANDATE_EXPIRED',
  ]);
  expect(await defects({ ...AGENT, mandate: { ...mandate, validFrom: '2098-01-01' } })).toEqual([
    'AGENT_MANDATE_NOT_YET',
  ]);
  expect(await defects({ ...AGENT, mandate: { ...mandate, items: ['title-transfer'] } })).toEqual([
    'AGENT_MANDATE_SCOPE',
  ]);
  const { inline: _letter, ...unsigned } = mandate;
  expect(await defects({ ...AGENT, mandate: unsigned })).toEqual(['AGENT_LETTER_MISSING']);
  const all = await defects({ ...AGENT, mandate: { ...unsigned, validTo: '2025-12-31' } }, { form: {} });
  expect(all.slice(0, 2)).toEqual(['AGENT_MANDATE_EXPIRED', 'AGENT_LETTER_MISSING']);
  expect(all.length).toBeGreaterThan(2);
});

test('With a mandate the case is received, and its history tells what the agent did from what others did', async () => {
  const number = await centre.submit({ ...(await centre.sample('home-transfer')), agent: { ...AGENT, mandate } });
  const withdrawn = await centre.window.ask({
    document: 'mutation ($input: WithdrawCaseInput!) { withdrawCase(input: $input) { case { number } } }',
    variables: { input: { caseNumber: number, idempotencyKey: 'agent', reason: '不再办理', byAgent: true } },
  });
  expect(withdrawn.errors).toBeUndefined();
  const shape = z.object({
    case: z.object({
      agent: z.looseObject({}),
      events: z.object({ nodes: z.array(z.object({ kind: z.string(), by: z.string() })) }),
    }),
  });
  const document = `query ($number: ID!) { case(number: $number) { agent { number name validFrom validTo items }
    events(last: 100) { nodes { kind by } } } }`;
  const { case: found } = await centre.window.data({ document, variables: { number } }, shape);
  expect(found.agent).toEqual({ ...AGENT, validFrom: '2020-01-01', validTo: '2099-12-31', items: null });
  const by = new Map(found.events.nodes.map((event) => [event.kind, event.by]));
  expect(by.get('CASE_RECEIVED')).toBe('AGENT');
  expect(by.get('CASE_WITHDRAWAL_REQUESTED')).toBe('AGENT');
  expect(by.get('WITHDRAWAL_REQUESTED') ?? 'CENTRE').toBe('CENTRE');
});

test('Nobody acts as the agent of a case that has none', async () => {
  const number = await centre.submit(await centre.sample('enterprise-closing'));
  const answer = await centre.window.ask({
    document: 'mutation ($input: WithdrawCaseInput!) { withdrawCase(input: $input) { case { number } } }',
    variables: { input: { caseNumber: number, idempotencyKey: 'agent', reason: '不再办理', byAgent: true } },
  });
  expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});

test('A mandate that was good at receipt is looked at again whenever the agent acts', () => {
  const parts = shippedCatalogue().bundles.get('enterprise-closing')?.parts ?? [];
  const agent: AgentRecord = {
    ...AGENT,
    phone: null,
    mandate: { validFrom: '2026-01-01' as CivilDate, validTo: '2026-11-30' as CivilDate, items: null, letter: null },
  };
  const actOn = (day: string) => requireAgency('1', agent, parts, day as CivilDate);
  expect(() => actOn('2026-11-30')).not.toThrow();
  expect(() => actOn('2026-12-01')).toThrow('授权委托已经到期');
});
