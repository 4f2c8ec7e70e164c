// The artefacts that the tax department publishes, as the department itself reads them: taxml.yaml and tax.wsdl.
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

export interface FieldRule {
  readonly name: string;
  readonly type?: string;
  readonly required?: boolean;
  readonly group?: string;
  readonly min?: number;
  readonly max?: number;
}
export interface TransactionRule {
  readonly tran_id: string;
  readonly kind: 'question' | 'poll' | 'application' | 'amendment';
  readonly request: readonly FieldRule[];
  readonly response: readonly FieldRule[];
}
export interface TypeRule {
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly values?: Readonly<Record<string, string>>;
}
export interface ReturnCode {
  readonly rtn_code: string;
  readonly Code: string;
  readonly Message: string;
}
interface Rules {
  readonly service: { namespace: string; path: string; channelId: string; innerRoot: string; innerEncoding: string };
  readonly limits: { concurrentCalls: number; requestBytes: number };
  readonly returnCodes: readonly ReturnCode[];
  readonly types: Readonly<Record<string, TypeRule>>;
  readonly groups: Readonly<Record<string, { item: string; fields: readonly FieldRule[] }>>;
  readonly transactions: Readonly<Record<string, TransactionRule>>;
}

const folder = new URL('../../adapters/tax/contract/', import.meta.url);

export const rules = load(readFileSync(new URL('taxml.yaml', folder), 'utf8')) as Rules;
export const wsdl = readFileSync(new URL('tax.wsdl', folder), 'utf8');
export const targetNamespace = /targetNamespace="([^"]+)"/.exec(wsdl)?.[1] ?? '';
export const OPERATION = 'sendBaseXMLEsbWebService';

/** The return code with that `Code`. */
export function returnCode(code: string): ReturnCode {
  const found = rules.returnCodes.find((each) => each.Code === code);
  if (!found) throw new Error(`taxml.yaml lists no return code ${code}`);
  return found;
}
