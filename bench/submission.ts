// One application handed in, as scenarios do that are about cases.
import { Agent, request } from 'node:http';
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
  const { status, text } = await post(`${url}${path}`, headers, body);
  const taken = received.safeParse(JSON.parse(text));
  if (taken.success) return taken.data.data.submitCase.receipt.number;
  throw new Error(`${input.idempotencyKey} was answered with ${status}: ${text}`);
}

/** Node's own client on kept connections: whoever hands in takes as little of the processors from what is measured as can be. */
function post(url: string, headers: Readonly<Record<string, string>>, body: string) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sized = { ...headers, 'content-length': Buffer.byteLength(body) };
    const outgoing = request(url, { method: 'POST', agent, headers: sized }, (answer) => {
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
