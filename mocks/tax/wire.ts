// The department's own reading and writing of its messages. Shares nothing with the gateway's codec.
import {
  type FieldRule,
  OPERATION,
  type ReturnCode,
  rules,
  type TransactionRule,
  targetNamespace,
} from './contract.ts';
import { type Node, readDocument } from './document.ts';

export type Row = Readonly<Record<string, string>>;
export type Fields = Readonly<Record<string, string | readonly Row[]>>;

/** A request that reached the business layer; `fields` is undefined where they break the contract. */
export interface TaxRequest {
  readonly name: string;
  readonly transaction: TransactionRule;
  readonly tranSeq: string;
  readonly channelId: string;
  readonly fields: Fields | undefined;
  /** The inner document as it came. */
  readonly payload: string;
}

export interface TaxReply {
  readonly code: ReturnCode;
  readonly reason?: string;
  readonly expand?: { readonly name: string; readonly value: string };
  readonly fields?: Readonly<Record<string, string | null | readonly Readonly<Record<string, string | null>>[]>>;
}

const transactions = new Map(Object.entries(rules.transactions).map((named) => [named[1].tran_id, named]));
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined where it is no SOAP call of the operation, or the service string has no head that can be answered. */
export function readRequest(body: Buffer): TaxRequest | undefined {
  const envelope = readDocument(utf8.decode(body));
  const parameter = descend(envelope, ['Envelope', 'Body', OPERATION, 'xml']);
  const service = parameter && readDocument(parameter.text);
  const head = service && descend(service, ['service', 'head']);
  const payload = service && descend(service, ['service', 'body'])?.text;
  if (!head || payload === undefined) return undefined;
  const found = transactions.get(childText(head, 'tran_id') ?? '');
  const tranSeq = childText(head, 'tran_seq') ?? '';
  if (!found || !/^[0-9a-f]{32}$/.test(tranSeq)) return undefined;
  const [name, transaction] = found;
  const channelId = childText(head, 'channel_id') ?? '';
  return { name, transaction, tranSeq, channelId, fields: readFields(transaction.request, payload), payload };
}

function descend(node: Node, path: readonly string[]): Node | undefined {
  let at: Node | undefined = node;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

function childText(node: Node, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text;
}

function readFields(expected: readonly FieldRule[], payload: string): Fields | undefined {
  const root = descend(readDocument(payload), [rules.service.innerRoot]);
  if (!root) return undefined;
  const children = new Map(root.children.map((child) => [child.name, child]));
  if (children.size < root.children.length) return undefined;
  const fields: Record<string, string | readonly Row[]> = {};
  for (const rule of expected) {
    const child = children.get(rule.name);
    const value = rule.group === undefined ? readScalar(rule, child?.text) : readGroup(rule, child?.children);
    if (value === undefined) return undefined;
    fields[rule.name] = value;
    children.delete(rule.name);
  }
  return children.size === 0 ? fields : undefined;
}

function readGroup(rule: FieldRule, items: readonly Node[] = []): readonly Row[] | undefined {
  const group = rules.groups[rule.group ?? ''];
  if (!group || items.length < (rule.min ?? 0) || items.length > (rule.max ?? 0)) return undefined;
  const rows: Row[] = [];
  for (const item of items) {
    const entries = group.fields.map((field) => [field.name, readScalar(field, childText(item, field.name))] as const);
    if (item.name !== group.item || entries.some(([, value]) => value === undefined)) return undefined;
    rows.push(Object.fromEntries(entries.map(([name, value]) => [name, value ?? ''])));
  }
  return rows;
}

const patterns = new Map<string, RegExp>();

/** The contract has a few of them, and they are asked of every message. */
function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'u');
  patterns.set(pattern, known);
  return known;
}

/** '' for an optional field that is not there. */
function readScalar(rule: FieldRule, text = ''): string | undefined {
  if (text === '') return rule.required ? undefined : '';
  const type = rules.types[rule.type ?? ''];
  if (!type || (type.pattern !== undefined && !patternOf(type.pattern).test(text))) return undefined;
  if (type.values && !Object.hasOwn(type.values, text)) return undefined;
  const { maxLength = text.length } = type;
  return text.length > maxLength && [...text].length > maxLength ? undefined : text;
}

/** The answer to a request, as bytes of UTF-8 around an inner document that declares GBK. */
export function writeReply(asked: { tranId: string; tranSeq: string; at: Date }, reply: TaxReply): Buffer {
  const local = new Date(asked.at.getTime() + 8 * 3_600_000).toISOString();
  const head = [
    tag('tran_id', escaped(asked.tranId)),
    tag('channel_id', rules.service.channelId),
    tag('tran_seq', asked.tranSeq),
    tag('tran_date', local.slice(0, 10).replaceAll('-', '')),
    tag('tran_time', local.slice(11, 23).replace(/[:.]/g, '')),
    tag('rtn_code', reply.code.rtn_code),
    tag('rtn_msg', tag('Code', reply.code.Code) + tag('Message', escaped(reply.code.Message)) + reasonTag(reply)),
    tag('expand', tag('name', reply.expand?.name ?? '') + tag('value', reply.expand?.value ?? '')),
  ].join('');
  const body = tag('body', reply.fields ? `<![CDATA[${inner(reply.fields)}]]>` : '');
  const service = `<?xml version="1.0" encoding="UTF-8"?><service xmlns="${rules.service.namespace}">${tag('head', head)}${body}</service>`;
  const response = `<ns1:${OPERATION}Response xmlns:ns1="${targetNamespace}">${tag('return', escaped(service))}</ns1:${OPERATION}Response>`;
  return soapDocument(response);
}

export function writeFault(side: 'Client' | 'Server', text: string): Buffer {
  return soapDocument(`<S:Fault><faultcode>S:${side}</faultcode><faultstring>${escaped(text)}</faultstring></S:Fault>`);
}

function soapDocument(content: string): Buffer {
  return Buffer.from(
    `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${content}</S:Body></S:Envelope>`,
  );
}

function reasonTag(reply: TaxReply): string {
  return tag('Reason', escaped(reply.reason ?? ''));
}

function inner(fields: NonNullable<TaxReply['fields']>): string {
  const content = Object.entries(fields).map(([name, value]) => {
    if (value === null || typeof value === 'string') return scalar(name, value);
    return tag(name, value.map((row) => tag(itemOf(name), rowContent(row))).join(''));
  });
  const root = tag(rules.service.innerRoot, content.join(''));
  return `<?xml version="1.0" encoding="${rules.service.innerEncoding}"?>${root}`;
}

function rowContent(row: Readonly<Record<string, string | null>>): string {
  return Object.entries(row)
    .map(([name, value]) => scalar(name, value))
    .join('');
}

function scalar(name: string, value: string | null): string {
  return value === null ? '' : tag(name, gbkText(value));
}

function itemOf(grid: string): string {
  for (const { response } of Object.values(rules.transactions)) {
    const rule = response.find((field) => field.name === grid);
    const item = rule?.group === undefined ? undefined : rules.groups[rule.group]?.item;
    if (item !== undefined) return item;
  }
  throw new Error(`taxml.yaml answers nothing with ${grid}`);
}

/** Only what GBK has for certain stands as it is: ASCII, the unified block of 1993, common punctuation. */
function gbkText(text: string): string {
  return escaped(text).replace(
    /[^\u0020-\u007e\u4e00-\u9fa5\u3001\u3002\u300a\u300b\u3010\u3011\uff08\uff09\uff0c\uff1a\uff1b]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function tag(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
