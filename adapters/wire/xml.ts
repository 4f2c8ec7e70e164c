// Reads the XML that departments exchange as data, in one strict pass: what is not well formed is a fault, never a
// guess. A profile of XML 1.0 with namespaces: no DTD, no processing instructions, no mixed content. Nothing is coerced.
import { DepartmentFault } from '../../src/departments/fault.ts';
import { isXmlText, resolveReferences } from './xml-characters.ts';

export interface XmlElement {
  /** Local name; the prefix is resolved to `namespace`, empty where none is in force. */
  readonly name: string;
  readonly namespace: string;
  /** By the name as written; namespace declarations included. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text and CDATA of an element without children, untrimmed; empty for an element that has children. */
  readonly text: string;
}

/** Caps on one document; UTF-16 units, nested elements, elements in all. */
export interface XmlLimits {
  readonly maxLength: number;
  readonly maxDepth: number;
  readonly maxElements: number;
}

const XML_LIMITS: XmlLimits = { maxLength: 1 << 20, maxDepth: 32, maxElements: 20_000 };
const MAX_ATTRIBUTES = 32;
/** Names stand in messages. */
const MAX_NAME = 100;

const DECLARATION =
  /^<\?xml[ \t\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding=["']([A-Za-z][\w.-]*)["'])?(?:[ \t\n]+standalone=["'](?:yes|no)["'])?[ \t\n]*\?>/;
// NameStartChar and NameChar of XML 1.0 without the colon, within the basic plane.
const NAME_START =
  'A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd';
const NAME = new RegExp(`[${NAME_START}][${NAME_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*`, 'y');
const BLANK = /^[ \t\n\r]*$/;
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** The encoding that the XML declaration names, lower case, or undefined. */
export function declaredEncoding(text: string): string | undefined {
  return DECLARATION.exec(text)?.[1]?.toLowerCase();
}

/** The root element. Throws `DepartmentFault('broken')` naming what is wrong and where, without quoting the document. */
export function parseXml(document: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  if (document.length > limits.maxLength)
    throw malformed(`longer than ${limits.maxLength} characters`, limits.maxLength);
  const unmarked = document.charCodeAt(0) === 0xfeff ? document.slice(1) : document;
  const text = unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
  if (!isXmlText(text)) throw malformed('a character that XML does not allow', 0);
  return new Reader(text, limits).document();
}

interface OpenElement {
  readonly tag: string;
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly scope: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const OUTER_SCOPE: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['xml', XML_NAMESPACE],
]);

class Reader {
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #open: OpenElement[] = [];
  #at = 0;
  #elements = 0;
  #root: XmlElement | undefined;

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  document(): XmlElement {
    if (this.#text.startsWith('<?xml')) this.#declaration();
    while (this.#at < this.#text.length) this.#next();
    const unclosed = this.#open.at(-1);
    if (unclosed) throw malformed(`the document ends inside <${unclosed.tag}>`, this.#at);
    if (!this.#root) throw malformed('no element', this.#at);
    return this.#root;
  }

  #declaration(): void {
    const match = DECLARATION.exec(this.#text);
    if (!match) throw malformed('the XML declaration', 0);
    this.#at = match[0].length;
  }

  #next(): void {
    const text = this.#text;
    const mark = text.charCodeAt(this.#at + 1);
    if (text.charCodeAt(this.#at) !== LESS) this.#characters();
    else if (mark === SLASH) this.#endTag();
    else if (mark === QUESTION) throw malformed('a processing instruction', this.#at);
    else if (mark !== EXCLAMATION) this.#startTag();
    else if (text.startsWith('<!--', this.#at)) this.#comment();
    else if (text.startsWith('<![CDATA[', this.#at)) this.#cdata();
    else throw malformed('a document type declaration', this.#at);
  }

  #characters(): void {
    const found = this.#text.indexOf('<', this.#at);
    const end = found < 0 ? this.#text.length : found;
    const raw = this.#text.slice(this.#at, end);
    if (raw.includes(']]>')) throw malformed('"]]>" outside CDATA', this.#at);
    this.#append(this.#resolved(raw, this.#at));
    this.#at = end;
  }

  #comment(): void {
    const end = this.#text.indexOf('--', this.#at + 4);
    if (end < 0 || this.#text.charCodeAt(end + 2) !== GREATER) throw malformed('a comment that does not end', this.#at);
    this.#at = end + 3;
  }

  #cdata(): void {
    const end = this.#text.indexOf(']]>', this.#at + 9);
    if (end < 0) throw malformed('CDATA that does not end', this.#at);
    if (this.#open.length === 0) throw malformed('CDATA outside the root element', this.#at);
    this.#append(this.#text.slice(this.#at + 9, end));
    this.#at = end + 3;
  }

  #append(text: string): void {
    const parent = this.#open.at(-1);
    if (parent) parent.text += text;
    else if (!BLANK.test(text)) throw malformed('text outside the root element', this.#at);
  }

  #startTag(): void {
    const start = this.#at;
    if (this.#root) throw malformed('a second root element', start);
    if (++this.#elements > this.#limits.maxElements)
      throw malformed(`over ${this.#limits.maxElements} elements`, start);
    if (this.#open.length >= this.#limits.maxDepth) throw malformed(`nested over ${this.#limits.maxDepth} deep`, start);
    this.#at += 1;
    const tag = this.#qualifiedName();
    const attributes = this.#attributes();
    const closed = this.#text.charCodeAt(this.#at) === SLASH;
    if (closed) this.#at += 1;
    if (this.#text.charCodeAt(this.#at) !== GREATER) throw malformed(`the tag <${tag}>`, start);
    this.#at += 1;
    this.#opened(tag, attributes, start);
    if (closed) this.#close();
  }

  #opened(tag: string, attributes: ReadonlyMap<string, string>, start: number): void {
    const scope = scopeOf(attributes, this.#open.at(-1)?.scope ?? OUTER_SCOPE);
    const colon = tag.indexOf(':');
    const namespace = scope.get(colon < 0 ? '' : tag.slice(0, colon));
    if (namespace === undefined) throw malformed(`the prefix of <${tag}> is not declared`, start);
    for (const name of attributes.keys()) {
      const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : 'xml';
      if (prefix !== 'xmlns' && !scope.has(prefix)) throw malformed(`the prefix of ${name} is not declared`, start);
    }
    this.#open.push({ tag, name: tag.slice(colon + 1), namespace, attributes, scope, children: [], text: '' });
  }

  #endTag(): void {
    const start = this.#at;
    this.#at += 2;
    const tag = this.#qualifiedName();
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== GREATER) throw malformed(`the end tag of <${tag}>`, start);
    this.#at += 1;
    if (this.#open.at(-1)?.tag !== tag) throw malformed(`</${tag}> closes another element`, start);
    this.#close();
  }

  #close(): void {
    const open = this.#open.pop();
    if (!open) return;
    const { name, namespace, attributes, children } = open;
    if (children.length > 0 && !BLANK.test(open.text))
      throw malformed(`text between the children of <${name}>`, this.#at);
    const element = { name, namespace, attributes, children, text: children.length > 0 ? '' : open.text };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
  }

  #attributes(): ReadonlyMap<string, string> {
    let attributes: Map<string, string> | undefined;
    for (;;) {
      const spaced = this.#space();
      const code = this.#text.charCodeAt(this.#at);
      if (code === GREATER || code === SLASH || Number.isNaN(code)) return attributes ?? NO_ATTRIBUTES;
      if (!spaced) throw malformed('attributes that no space divides', this.#at);
      attributes ??= new Map();
      const start = this.#at;
      const name = this.#qualifiedName();
      if (attributes.has(name)) throw malformed(`${name} stands twice in one tag`, start);
      if (attributes.size >= MAX_ATTRIBUTES) throw malformed(`over ${MAX_ATTRIBUTES} attributes in one tag`, start);
      attributes.set(name, this.#attributeValue(name));
    }
  }

  #attributeValue(name: string): string {
    this.#space();
    if (this.#text.charAt(this.#at) !== '=') throw malformed(`${name} has no value`, this.#at);
    this.#at += 1;
    this.#space();
    const quote = this.#text.charAt(this.#at);
    const end = quote === '"' || quote === "'" ? this.#text.indexOf(quote, this.#at + 1) : -1;
    if (end < 0) throw malformed(`the value of ${name} is not quoted`, this.#at);
    const raw = this.#text.slice(this.#at + 1, end);
    if (raw.includes('<')) throw malformed(`"<" in the value of ${name}`, this.#at);
    const value = this.#resolved(raw.replace(/[\t\n]/g, ' '), this.#at);
    this.#at = end + 1;
    return value;
  }

  #qualifiedName(): string {
    const first = this.#nameAt(this.#at);
    let end = this.#at + first.length;
    if (first !== '' && this.#text.charAt(end) === ':') {
      const local = this.#nameAt(end + 1);
      end = local === '' ? this.#at : end + 1 + local.length;
    }
    if (end === this.#at || first === '') throw malformed('a name that XML does not allow', this.#at);
    if (end - this.#at > MAX_NAME) throw malformed(`a name over ${MAX_NAME} characters`, this.#at);
    const name = this.#text.slice(this.#at, end);
    this.#at = end;
    return name;
  }

  #nameAt(index: number): string {
    NAME.lastIndex = index;
    return NAME.exec(this.#text)?.[0] ?? '';
  }

  #space(): boolean {
    const start = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 9) return this.#at > start;
      this.#at += 1;
    }
  }

  #resolved(raw: string, at: number): string {
    const text = resolveReferences(raw);
    if (text === undefined) throw malformed('a reference that XML does not define', at);
    return text;
  }
}

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const QUESTION = 63;
const EXCLAMATION = 33;

function scopeOf(attributes: ReadonlyMap<string, string>, outer: ReadonlyMap<string, string>) {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer;
}

function malformed(what: string, at: number): DepartmentFault {
  return new DepartmentFault('broken', `XML refused at character ${at}: ${what}`);
}
