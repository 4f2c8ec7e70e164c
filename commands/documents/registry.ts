// Registers operations in a folder: they fit the schema, or nothing is written.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { hashOf } from '../../src/graph/admission/trusted-documents.ts';
import { documentsIn } from './manifest.ts';

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

/** A document as it is to be registered, or why it cannot be. */
type Candidate =
  | { readonly place: string; readonly name: string; readonly bytes: Buffer }
  | { readonly place: string; readonly fault: string };

/** Files of one document each, or manifests (`.json`) of many: all or none. */
export function register(paths: readonly string[], folder: string, schema: GraphQLSchema): Registration {
  const candidates = paths.flatMap((path) => (path.endsWith('.json') ? candidatesOf(path) : [fileOf(path)]));
  const faults = candidates.flatMap((candidate) => {
    const found = 'fault' in candidate ? [candidate.fault] : faultsOf(candidate.bytes, schema);
    return found.map((fault) => `${candidate.place}: ${fault}`);
  });
  if (faults.length > 0) return { kind: 'refused', faults };
  const documents = candidates.flatMap((candidate) => {
    if ('fault' in candidate) return [];
    const hash = hashOf(candidate.bytes);
    const file = fileFor(candidate.name, hash, folder);
    writeFileSync(join(folder, file), candidate.bytes);
    return [{ hash, file }];
  });
  return { kind: 'registered', documents };
}

function fileOf(path: string): Candidate {
  return { place: path, name: basename(path), bytes: readFileSync(path) };
}

function candidatesOf(path: string): readonly Candidate[] {
  const documents = documentsIn(readFileSync(path, 'utf8'));
  if (!documents) {
    return [{ place: path, fault: 'it is no manifest: neither texts by hash nor apollo-persisted-query-manifest' }];
  }
  return documents.map(({ hash, text }) => {
    const place = `${path}, ${hash.slice(0, 12)}`;
    if (hashOf(text) === hash) return { place, name: nameOf(text, hash), bytes: Buffer.from(text) };
    const fault = `its hash is not the SHA-256 of its text, which is ${hashOf(text)}; set hashAlgorithm to sha256 in the build`;
    return { place, fault };
  });
}

/** By its operation; the name alone tells nobody apart, the hash does. */
function nameOf(text: string, hash: string): string {
  const [, operation = hash.slice(0, 12)] = /\b(?:query|mutation|subscription)\s+(\w+)/.exec(text) ?? [];
  return operation.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
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
