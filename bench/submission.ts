// One application handed in, as scenarios do that are about cases.
import { Agent, request } from 'node:http';
import { z } from 'zod';
import type { Stage } from './stage.ts';

const SUBMIT = JSON.stringify(`mutation Submit($input: SubmitCaseInput!) {
  submitCase(input: $input) { __typename ... on CaseReceived { receipt { number } } } }`);
const received = z.object({
  data: z.object({
    submitCase: z.object({ __typename: z.literal('CaseReceived'), receipt: z.object({ number: z.string() }) }),
  }),
});

/**
 * The n-th application for a bundle that departments can grant: `SubmitCaseInput` as JSON. Made up here, where it is handed in: it is
 * the applicants' work and must not count as the departments'. Throws where the town is too small for it.
 */
export function application({ samples }: Stage, bundle: string, n: number): string {
  const sample = samples.get(bundle)?.(n);
  if (sample !== undefined) return JSON.stringify(sample);
  throw new Error(`The town has no sample ${n} of ${bundle}; open a larger one for so many cases`);
}

/** The case's number. Throws where it is not received, with what came instead. */
export async function submit({ url }: Stage, token: string, input: string): Promise<string> {
  const body = `{"query":${SUBMIT},"variables":{"input":${input}}}`;
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'content-length': Buffer.byteLength(body),
  };
  const { status, text } = await post(`${url}/graphql`, headers, body);
  const taken = received.safeParse(JSON.parse(text));
  if (taken.success) return taken.data.data.submitCase.receipt.number;
  throw new Error(`An application was answered with ${status}: ${text}`);
}

/** Node's own client on kept connections: whoever hands in takes as little of the processors from what is measured as can be. */
function post(url: string, headers: Readonly<Record<string, string | number>>, body: string) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const agent = new Agent({ keepAlive: true });
