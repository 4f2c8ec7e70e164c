// The request as it travels: SOAP 1.1, in it the <service> string with its head, in that the inner document. The layers are
// written once for each transaction, and what differs from message to message is put between them.
import { type Markup, xmlCdata, xmlDocument, xmlElement, xmlSequence, xmlText } from '../../wire/xml-writer.ts';
import { contract, SOAP_NAMESPACE, soap, type TransactionName } from './contract.ts';
import type { MessageHead } from './envelope.ts';
import { type Values, writeFields } from './fields.ts';

/** Stands for what differs; no artefact has it. */
const MARK = xmlText('{}');
/** Sequence, date, time, trace and fields, in this order. */
const MARKS = 5;

const transactionNames = Object.keys(contract.transactions) as TransactionName[];
const layers = new Map(transactionNames.map((name) => [name, layersOf(name)]));

/** A SOAP document in UTF-8. Throws `DepartmentFault('broken')` for values that the contract does not allow. */
export function writeRequest(
  { transaction, sequence }: MessageHead,
  values: Values,
  { nowMs, traceId }: { readonly nowMs: number; readonly traceId: string },
): string {
  const [start, dated, timed, traced, filled, end] = layers.get(transaction) ?? [];
  const local = new Date(nowMs + 8 * 3_600_000).toISOString();
  const date = local.slice(0, 4) + local.slice(5, 7) + local.slice(8, 10);
  const time = local.slice(11, 13) + local.slice(14, 16) + local.slice(17, 19) + local.slice(20, 23);
  // Inside the two layers of CDATA fields need no more escaping: `]]>` is not in them, for no text has a bare `>`.
  const fields = writeFields(contract.transactions[transaction].request, values);
  return `${start}${xmlText(sequence)}${dated}${date}${timed}${time}${traced}${xmlText(traceId)}${filled}${fields}${end}`;
}

function layersOf(transaction: TransactionName): readonly string[] {
  const { service, transactions } = contract;
  const field = (name: string, value: string): Markup => xmlElement(name, xmlText(value));
  const head = xmlElement(
    'head',
    xmlSequence([
      field('tran_id', transactions[transaction].tran_id),
      field('channel_id', service.channelId),
      field('tran_seq', MARK),
      field('tran_date', MARK),
      field('tran_time', MARK),
      xmlElement('expand', xmlSequence([field('name', 'trace_id'), field('value', MARK)])),
    ]),
  );
  const inner = xmlDocument(service.innerEncoding, xmlElement(service.innerRoot, MARK));
  const body = xmlElement('body', xmlCdata(inner));
  const root = xmlElement('service', xmlSequence([head, body]), { xmlns: service.namespace });
  const parameter = xmlElement(soap.parameter, xmlCdata(xmlDocument('UTF-8', root)));
  const operation = xmlElement(`esb:${soap.request}`, parameter, { 'xmlns:esb': soap.namespace });
  const envelope = xmlElement('soapenv:Envelope', xmlElement('soapenv:Body', operation), {
    'xmlns:soapenv': SOAP_NAMESPACE,
  });
  const parts = xmlDocument('UTF-8', envelope).split(MARK);
  if (parts.length === MARKS + 1) return parts;
  throw new TypeError(`tax.wsdl or taxml.yaml has ${MARK} in it, which stands for what differs in ${transaction}`);
}
