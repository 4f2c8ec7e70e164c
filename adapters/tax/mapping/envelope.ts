// Reads an answer: in SOAP 1.1 the <service> string with its head, in that the inner document.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { parseXml, type XmlElement } from '../../wire/xml.ts';
import { decodeXml } from '../../wire/xml-charset.ts';
import { contract, returnKind, SOAP_NAMESPACE, soap, type TransactionName } from './contract.ts';
import { byName, type ReadBody, readFields, unlike } from './fields.ts';

const MEDIA_TYPE = /^(?:text|application)\/xml\s*(?:;\s*charset\s*=\s*"?([\w.-]+)"?\s*)?$/i;

/** What identifies one message: an answer must repeat both, or it answers another question. */
export interface MessageHead {
  readonly transaction: TransactionName;
  /** 32 hex digits. */
  readonly sequence: string;
}

/** What the department said; closure, access failures and failures of its own are thrown. */
export type Answer =
  | { readonly kind: 'success'; readonly body: ReadBody }
  | { readonly kind: 'absent' | 'refusal' | 'format'; readonly code: string; readonly reason: string };

/** Reads an answer. Throws `DepartmentFault`: `unavailable` where nothing was taken for sure, else `broken`. */
export function readAnswer(reply: { contentType: string; bytes: Uint8Array }, asked: MessageHead): Answer {
  const mediaType = MEDIA_TYPE.exec(reply.contentType.trim());
  if (!mediaType) throw unlike('Content-Type', 'is not XML');
  const service = readService(readSoap(parseXml(decodeXml(reply.bytes, mediaType[1]))));
  const parts = byName(service);
  const head = byName(required(parts, 'head', service.namespace));
  checkEcho(head, asked);
  const outcome = readOutcome(head);
  if (outcome !== 'success') return outcome;
  const fields = contract.transactions[asked.transaction].response;
  return { kind: 'success', body: readFields(fields, readInner(required(parts, 'body', service.namespace))) };
}

function readSoap(envelope: XmlElement): string {
  if (envelope.name !== 'Envelope' || envelope.namespace !== SOAP_NAMESPACE)
    throw unlike('Envelope', 'is not SOAP 1.1');
  const content = required(byName(envelope), 'Body', SOAP_NAMESPACE).children;
  const [first] = content;
  if (!first || content.length !== 1) throw unlike('Body', `holds ${content.length} elements`);
  if (first.name === 'Fault' && first.namespace === SOAP_NAMESPACE) throw soapFault(first);
  if (first.name !== soap.response || first.namespace !== soap.namespace) throw unlike('Body', 'holds another element');
  return required(byName(first), soap.result, '').text;
}

/** The fault's own text stays out of the message: it may quote the request. Its code is a word of SOAP. */
function soapFault(fault: XmlElement): DepartmentFault {
  const code = fault.children.find((child) => child.name === 'faultcode')?.text.trim() ?? '';
  const known = /^(?:\w+:)?(Client|Server|VersionMismatch|MustUnderstand)(?:\.[\w.]+)?$/.exec(code)?.[1];
  return new DepartmentFault('broken', `tax answered with a SOAP Fault (${known ?? 'no code'}); ask the department`);
}

function readService(text: string): XmlElement {
  if (text === '') throw unlike(soap.result, 'is empty');
  const service = parseXml(text.trimStart());
  if (service.name !== 'service' || service.namespace !== contract.service.namespace) {
    throw unlike(soap.result, 'holds no service document');
  }
  return service;
}

function readInner(body: XmlElement): XmlElement {
  const inner = body.children.length > 0 ? undefined : parseXml(body.text.trimStart());
  if (inner?.name !== contract.service.innerRoot) throw unlike('body', 'holds no taxML document');
  return inner;
}

function checkEcho(head: ReadonlyMap<string, XmlElement>, asked: MessageHead): void {
  if (head.get('tran_id')?.text !== contract.transactions[asked.transaction].tran_id) {
    throw unlike('tran_id', 'is not that of the question');
  }
  if (head.get('tran_seq')?.text.toLowerCase() !== asked.sequence) {
    throw unlike('tran_seq', 'is not that of the question');
  }
}

function readOutcome(head: ReadonlyMap<string, XmlElement>): 'success' | Exclude<Answer, { kind: 'success' }> {
  const namespace = contract.service.namespace;
  const message = byName(required(head, 'rtn_msg', namespace));
  const rtnCode = required(head, 'rtn_code', namespace).text;
  const code = required(message, 'Code', namespace).text;
  const kind = returnKind(rtnCode, code);
  switch (kind) {
    case 'success':
      return kind;
    case 'absent':
    case 'refusal':
    case 'format':
      return { kind, code, reason: reasonOf(message) };
    case 'closed':
      throw new DepartmentFault('unavailable', `tax is closed for maintenance (${code})`, {
        maintenance: true,
        ...retryAfter(head.get('expand')),
      });
    case 'access':
      throw new DepartmentFault('unavailable', `tax refused access (${code}); nothing was taken`);
    case undefined:
      throw unlike('rtn_code', 'and Code are a pair that it does not list');
  }
}

/** What a citizen may read: the department's reason, else its message. */
function reasonOf(message: ReadonlyMap<string, XmlElement>): string {
  const text = message.get('Reason')?.text.trim() || message.get('Message')?.text.trim();
  return (text || '税务部门未说明原因').slice(0, 500);
}

function retryAfter(expand: XmlElement | undefined): { retryAfterMs?: number } {
  const fields = expand ? byName(expand) : undefined;
  const value = fields?.get('name')?.text === 'retry_after_s' ? (fields.get('value')?.text ?? '') : '';
  return /^[0-9]{1,6}$/.test(value) ? { retryAfterMs: Number(value) * 1000 } : {};
}

function required(parts: ReadonlyMap<string, XmlElement>, name: string, namespace: string): XmlElement {
  const element = parts.get(name);
  if (!element || element.namespace !== namespace) throw unlike(name, 'is missing');
  return element;
}
