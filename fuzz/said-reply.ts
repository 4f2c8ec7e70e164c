// What a SOAP reply says, as another parser reads it: strict, and with none of the adapter's code.
import { SaxesParser, type SaxesTagNS } from 'saxes';

export interface SaidReply {
  /** Texts of the head's elements, at any depth. */
  readonly head: Readonly<Record<string, string>>;
  readonly fields: Said;
}

interface Said {
  readonly texts: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** `fault`: why it is no reply. */
export function readReply(bytes: Uint8Array, contentType: string): SaidReply | { readonly fault: string } {
  try {
    const encoding = /charset=([\w-]+)/.exec(contentType)?.[1] ?? 'utf-8';
    const envelope = parse(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    const service = parse(textAt(envelope, ['Body', 'sendBaseXMLEsbWebServiceResponse', 'return']).trimStart());
    const head = service.children.find(({ name }) => name === 'head');
    if (!head) return { fault: 'without a head' };
    const body = service.children.find(({ name }) => name === 'body')?.text ?? '';
    const fields = body === '' ? { texts: {}, rows: {} } : fieldsOf(parse(body.trimStart()));
    return { head: Object.fromEntries(leaves(head)), fields };
  } catch (error) {
    return { fault: `no document: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function fieldsOf(root: Element): Said {
  const texts = root.children.filter(({ children }) => children.length === 0).map(({ name, text }) => [name, text]);
  const rows = root.children
    .filter(({ children }) => children.length > 0)
    .map(({ name, children }) => [
      name,
      children.map((row) => Object.fromEntries(row.children.map((field) => [field.name, field.text]))),
    ]);
  return { texts: Object.fromEntries(texts), rows: Object.fromEntries(rows) };
}

function textAt(element: Element, path: readonly string[]): string {
  let at: Element | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  if (!at) throw new Error(`there is no ${path.join('/')}`);
  return at.text;
}

function leaves({ children }: Element): readonly (readonly [string, string])[] {
  return children.flatMap((child) =>
    child.children.length === 0 ? [[child.name, child.text] as const] : leaves(child),
  );
}

function parse(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type declaration');
  });
  parser.on('opentag', ({ local }: SaxesTagNS) => {
    const element: Element = { name: local, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const add = (more: string) => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [document] = root.children;
  if (!document) throw new Error('no element');
  return document;
}
