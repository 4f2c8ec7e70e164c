// A service of another authority: food inspections of enterprises, and the numbers under which a province keeps our cases. It
// knows of ours what its own records say, and joins the supergraph by the same specification.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { createHandler } from 'graphql-http/lib/use/http';

export interface Inspections {
  readonly url: string;
  readonly sdl: string;
  readonly close: () => Promise<void>;
}

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { inspections: [Inspection!]! }
  type Inspection { grade: String! enterprise: Enterprise! }
  type Enterprise @key(fields: "creditCode") { creditCode: String inspections: [Inspection!]! }
  type Case @key(fields: "id") { id: ID! provincialNumber: String! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }`;
/** What every subgraph adds to its own SDL. */
const MACHINERY = `
  scalar _Any
  scalar federation__FieldSet
  scalar link__Import
  directive @key(fields: federation__FieldSet!) repeatable on OBJECT
  directive @shareable on OBJECT
  directive @link(url: String!, import: [link__Import]) repeatable on SCHEMA
  union _Entity = Enterprise | Case
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
  schema { query: Query }`;

/** `inspected`: credit codes, the first of which was inspected last. */
export async function serveInspections(inspected: readonly string[]): Promise<Inspections> {
  const inspectionOf = (creditCode: string) => ({
    grade: gradeOf(creditCode),
    enterprise: { __typename: 'Enterprise', creditCode },
  });
  const schema = makeExecutableSchema({
    typeDefs: SDL + MACHINERY,
    resolvers: {
      Query: {
        inspections: () => inspected.map(inspectionOf),
        _entities: (_: unknown, { representations }: { representations: readonly unknown[] }) => representations,
      },
      Enterprise: {
        inspections: ({ creditCode }: { creditCode: string }) =>
          inspected.includes(creditCode) ? [inspectionOf(creditCode)] : [],
      },
      Case: { provincialNumber: ({ id }: { id: string }) => provincialNumber(id) },
      _Entity: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    },
  });
  const server = createServer(createHandler({ schema }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sdl: SDL,
    close: () => closed(server),
  };
}

export function gradeOf(creditCode: string): string {
  return 'ABC'[creditCode.charCodeAt(17) % 3] ?? 'C';
}

export function provincialNumber(caseId: string): string {
  return `P-${caseId.slice(0, 12)}`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
