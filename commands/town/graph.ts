// A client of the gateway's GraphQL endpoint, as a front end has one.
import { z } from 'zod';

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.looseObject({ code: z.string().optional(), department: z.string().optional() }).optional(),
      }),
    )
    .optional(),
  extensions: z.looseObject({}).optional(),
});

export interface GraphAnswer extends z.infer<typeof answer> {
  readonly status: number;
}

export interface Question {
  readonly document: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphClient {
  /** Whatever was answered, errors included. */
  readonly ask: (question: Question) => Promise<GraphAnswer>;
  /** The data of an answer without errors, in the wanted shape; anything else is an error that says what came. */
  readonly data: <Shape extends z.ZodType>(question: Question, shape: Shape) => Promise<z.infer<Shape>>;
}

/** `token` goes with every question where it is given. */
export function openGraph(gatewayUrl: string, token?: string): GraphClient {
  const ask = async ({ document, variables, operationName, headers = {} }: Question): Promise<GraphAnswer> => {
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body: JSON.stringify({ query: document, variables, operationName }),
    });
    return { status: response.status, ...answer.parse(await response.json()) };
  };
  return {
    ask,
    data: async (question, shape) => {
      const { status, data, errors } = await ask(question);
      if (errors === undefined) return shape.parse(data);
      const reasons = errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`);
      throw new Error(`The gateway answered with HTTP ${status} and ${errors.length} error(s): ${reasons.join('; ')}`);
    },
  };
}
