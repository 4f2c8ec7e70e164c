// The department's own reading of XML, in one strict pass. Shares nothing with the gateway's codec.
import { SaxesParser } from 'saxes';

export interface Node {
  /** Without its prefix. */
  readonly name: string;
  /** The element's own characters and CDATA sections, references resolved. */
  readonly text: string;
  readonly children: readonly Node[];
}

interface OpenNode extends Node {
  text: string;
  readonly children: OpenNode[];
}

/** The document as the parent of its root element. Throws where it is not well formed, or declares a document type. */
export function readDocument(document: string): Node {
  const top: OpenNode = { name: '', text: '', children: [] };
  const outer: OpenNode[] = [];
  let open = top;
  const append = (text: string) => {
    open.text += text;
  };
  const parser = new SaxesParser({ position: false });
  parser.on('error', refuse);
  parser.on('doctype', () => refuse(new SyntaxError('a document type declaration')));
  parser.on('opentag', ({ name }) => {
    const node: OpenNode = { name: name.slice(name.indexOf(':') + 1), text: '', children: [] };
    open.children.push(node);
    outer.push(open);
    open = node;
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    open = outer.pop() ?? top;
  });
  parser.write(document).close();
  return top;
}

function refuse(cause: Error): never {
  throw cause;
}
