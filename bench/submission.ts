// One application handed in, as scenarios do that are about cases.
import { z } from 'zod';
import type { SampleInput } from '../commands/town/control.ts';
import { graphRequest } from './stage.ts';

const SUBMIT = `mutation Submit($input: SubmitCaseInput!) {
  submitCase(input: $input) { __typename ... on CaseReceived { receipt { number } } } }`;
const received = z.object({
  data: z.object({
    submitCase: z.object({ __typename: z.literal('CaseReceived'), receipt: z.object({ number: z.string() }) }),
  }),
});

/** The case's number. Throws where it is not received, with what came instead. */
export async function submit(url: string, token: string, input: SampleInput): Promise<string> {
  const { path, headers, body } = graphRequest(token, SUBMIT, { input });
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
  const answer: unknown = await response.json();
  const taken = received.safeParse(answer);
  if (taken.success) return taken.data.data.submitCase.receipt.number;
  throw new Error(`${input.idempotencyKey} was answered with ${response.status}: ${JSON.stringify(answer)}`);
}
