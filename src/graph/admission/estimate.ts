// POST /graphql/cost: what an operation may cost before it is run, by the rules that admit it. Takes the body of POST /graphql.
import type { GraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Principal } from '../../access/principal.ts';
import { badInput, PublicError } from '../../errors.ts';
import type { AdmissionPlugin } from './admission.ts';

const json = z.record(z.string(), z.unknown());
const body = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: json.nullish(),
  extensions: json.nullish(),
});

export interface EstimateDoor {
  readonly path: string;
  readonly bodyBytes: number;
  readonly estimate: AdmissionPlugin['estimate'];
  readonly principalOf: (request: FastifyRequest) => Promise<Principal | null>;
  readonly refuse: (reply: FastifyReply, error: PublicError) => FastifyReply;
}

/** Answers `{cost, allowed}`; `cost` is the most it may come to with these variables, `allowed` what the token's role may spend. */
export function serveEstimates(app: FastifyInstance, door: EstimateDoor): void {
  app.post(door.path, { bodyLimit: door.bodyBytes }, async (request, reply) => {
    try {
      const principal = await door.principalOf(request);
      return await door.estimate(readRequest(request.body), principal);
    } catch (error) {
      if (error instanceof PublicError) return door.refuse(reply, error);
      throw error;
    }
  });
}

function readRequest(sent: unknown): GraphQLRequest {
  const read = body.safeParse(sent);
  if (!read.success)
    throw badInput('The body must be a JSON object as for POST /graphql: query, variables, operationName.');
  const given = Object.entries(read.data).filter(([, value]) => value != null);
  return Object.fromEntries(given) as GraphQLRequest;
}
