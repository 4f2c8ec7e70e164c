// The gateways as their clients reach them: one GraphQL question to one replica, answered or failed.
import { z } from 'zod';
import { developmentToken } from '../development/issuer.ts';

export interface Desk {
  /** The data of an answer without errors. Anything else fails: no answer in time, no connection, errors. */
  readonly ask: <Shape extends z.ZodType>(
    gateway: number,
    question: { readonly document: string; readonly variables: unknown; readonly shape: Shape },
  ) => Promise<z.infer<Shape>>;
  readonly gateways: number;
}

const ANSWER_WITHIN_MS = 6_000;
const answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Asks as a window of the centre, the gateways at these addresses. */
export async function openDesk(urls: readonly string[]): Promise<Desk> {
  const token = await developmentToken({ role: 'window', purpose: 'acceptance', expires: '12h' });
  return {
    gateways: urls.length,
    ask: async (gateway, { document, variables, shape }) => {
      const response = await fetch(`${urls[gateway]}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: document, variables }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const { data, errors } = answer.parse(await response.json());
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return shape.parse(data);
    },
  };
}

/** What a failure says, without a stack. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.slice(0, 300);
}
