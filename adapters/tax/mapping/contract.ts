// The department's artefacts, parsed once: tax.wsdl for SOAP, taxml.yaml for what stands in the string.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readArtefact } from '../../wire/artefact.ts';
import { parseXml, type XmlElement } from '../../wire/xml.ts';

export const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';

const typeSchema = z.object({
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
  values: z.record(z.string(), z.string()).optional(),
});
const named = { name: z.string(), title: z.string() };
const scalarSchema = z.object({ ...named, type: z.string(), required: z.boolean().default(false) });
const repeatedSchema = z.object({ ...named, group: z.string(), min: z.number(), max: z.number() });
const fieldSchema = z.union([repeatedSchema, scalarSchema]);
const transactionSchema = z.object({
  tran_id: z.string(),
  kind: z.enum(['question', 'poll', 'application', 'amendment']),
  request: z.array(fieldSchema),
  response: z.array(fieldSchema),
});
const KINDS = ['success', 'absent', 'refusal', 'format', 'closed', 'access'] as const;
const artefactSchema = z.object({
  service: z.object({
    namespace: z.string(),
    channelId: z.string(),
    innerRoot: z.string(),
    innerEncoding: z.literal('GBK'),
    timeZone: z.literal('+08:00'),
  }),
  limits: z.object({ concurrentCalls: z.number(), responseBytes: z.number(), lateApplyMaxMs: z.number() }),
  sequence: z.object({ hash: z.literal('sm3'), hexDigits: z.number() }),
  returnCodes: z.array(z.object({ rtn_code: z.string(), Code: z.string(), kind: z.enum(KINDS) })),
  types: z.record(z.string(), typeSchema),
  groups: z.record(z.string(), z.object({ item: z.string(), fields: z.array(scalarSchema) })),
  transactions: z.object({
    account: transactionSchema,
    deedTax: transactionSchema,
    registration: transactionSchema,
    change: transactionSchema,
    enterpriseClearance: transactionSchema,
    supplement: transactionSchema,
    withdrawal: transactionSchema,
    lookup: transactionSchema,
    progress: transactionSchema,
    intake: transactionSchema,
  }),
});

export type ReturnKind = (typeof KINDS)[number];
export type Field = z.infer<typeof fieldSchema>;
export type RepeatedField = z.infer<typeof repeatedSchema>;
export type ScalarField = z.infer<typeof scalarSchema>;
export type TransactionName = keyof z.infer<typeof artefactSchema>['transactions'];

export const contract = artefactSchema.parse(readArtefact(artefact('taxml.yaml')), { jitless: true });
export const soap = soapOf(parseXml(readFileSync(artefact('tax.wsdl'), 'utf8')));

const checks = new Map(Object.entries(contract.types).map(([name, type]) => [name, checkOf(type)]));
const returnKinds = new Map(contract.returnCodes.map(({ rtn_code, Code, kind }) => [`${rtn_code}/${Code}`, kind]));

/** Whether a value may stand in a field of that type. */
export function isOfType(type: string, value: string): boolean {
  const check = checks.get(type);
  if (!check) throw new TypeError(`taxml.yaml names the type ${type} and does not define it`);
  return check(value);
}

/** What a pair of return codes means, or undefined where the contract does not list it. */
export function returnKind(rtnCode: string, code: string): ReturnKind | undefined {
  return returnKinds.get(`${rtnCode}/${code}`);
}

function checkOf(type: z.infer<typeof typeSchema>): (value: string) => boolean {
  const pattern = type.pattern === undefined ? undefined : new RegExp(`^(?:${type.pattern})$`, 'u');
  const values = type.values === undefined ? undefined : new Set(Object.keys(type.values));
  const { maxLength } = type;
  return (value) =>
    (pattern?.test(value) ?? true) &&
    (values?.has(value) ?? true) &&
    (maxLength === undefined || value.length <= maxLength || [...value].length <= maxLength);
}

/** Namespace, action and element names of the one operation, as the WSDL has them. */
function soapOf(definitions: XmlElement) {
  const elements = descendants(definitions, 'element');
  const operation = descendants(definitions, 'operation').find((element) => element.attributes.has('soapAction'));
  const [request, parameter, response, result] = elements.map((element) => element.attributes.get('name') ?? '');
  const namespace = definitions.attributes.get('targetNamespace');
  if (!namespace || !operation || !request || !parameter || !response || !result) {
    throw new TypeError('tax.wsdl does not describe one operation with one parameter and one result');
  }
  return { namespace, action: operation.attributes.get('soapAction') ?? '', request, parameter, response, result };
}

function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

function artefact(name: string): URL {
  return new URL(`../contract/${name}`, import.meta.url);
}
