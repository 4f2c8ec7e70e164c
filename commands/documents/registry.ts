// Registers operations in a folder: they fit the schema, or nothing is written.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { hashOf } from '../../src/graph/trusted-documents.ts';

export interface Registered {
  readonly hash: string;
  readonly file: string;
  readonly operations: readonly string[];
}

export type Registration =
  | { readonly kind: 'registered'; readonly documents: readonly Omit<Registered, 'operations'>[] }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

/** What the folder holds, by file name. */
export function registeredIn(folder: string): readonly Registered[] {
  return globSync('*.graphql', { cwd: folder })
    .sort()
    .map((file) => {
      const bytes = readFileSync(join(folder, file));
      return { hash: hashOf(bytes), file, operations: operationsOf(parse(bytes.toString('utf8'))) };
    });
}

/** All files or none. */
export function register(paths: readonly string[], folder: string, schema: GraphQLSchema): Registration {
  const read = paths.map((path) => ({ path, bytes: readFileSync(path) }));
  const faults = read.flatMap(({ path, bytes }) => faultsOf(bytes, schema).map((fault) => `${path}: ${fault}`));
  if (faults.length > 0) return { kind: 'refused', faults };
  const documents = read.map(({ path, bytes }) => {
    const hash = hashOf(bytes);
    const file = fileFor(basename(path), hash, folder);
    writeFileSync(join(folder, file), bytes);
    return { hash, file };
  });
  return { kind: 'registered', documents };
}

function faultsOf(bytes: Buffer, schema: GraphQLSchema): readonly string[] {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return ['the file is not UTF-8'];
  try {
    const document = parse(text);
    const errors = validate(schema, document).map(placed);
    return operationsOf(document).length === 0 ? [...errors, 'there is no operation in it'] : errors;
  } catch (error) {
    if (error instanceof GraphQLError) return [placed(error)];
    throw error;
  }
}

function placed({ message, locations }: GraphQLError): string {
  const [place] = locations ?? [];
  return place ? `line ${place.line}: ${message}` : message;
}

function operationsOf(document: DocumentNode): readonly string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? '(without a name)'] : [],
  );
}

/** An earlier version stays under its own name: front ends that were built with it still send its hash. */
function fileFor(name: string, hash: string, folder: string): string {
  const own = name.endsWith('.graphql') ? name : `${name}.graphql`;
  const taken = join(folder, own);
  if (!existsSync(taken) || hashOf(readFileSync(taken)) === hash) return own;
  return own.replace(/\.graphql$/, `.${hash.slice(0, 8)}.graphql`);
}
