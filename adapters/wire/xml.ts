// Reads the XML that departments exchange as data, in one strict pass: what is not well formed is a fault, never a
// guess. A profile of XML 1.0 with namespaces: no DTD, no processing instructions, no mixed content. Nothing is coerced.
import { DepartmentFault } from '../../src/departments/fault.ts';
import { isXmlText, resolveReferences } from './xml-characters.ts';
import { endOfName } from './xml-names.ts';

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

/** An element whose end has not come yet. */
interface OpenElement {
  readonly tag: string;
  readonly scope: ReadonlyMap<string, string>;
  readonly element: { -readonly [Part in keyof XmlElement]: XmlElement[Part] };
  /** `NO_CHILDREN` until the first one. */
  children: XmlElement[];
}

const NO_CHILDREN: XmlElement[] = [];
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const OUTER_SCOPE: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['xml', XML_NAMESPACE],
]);

class Reader {
  readonly #text: string;
  readonly #limits: XmlLimits;
  /** The elements around the innermost one. */
  readonly #outer: (OpenElement | undefined)[] = [];
  #open: OpenElement | undefined;
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
    if (this.#open) throw malformed(`the document ends inside <${this.#open.tag}>`, this.#at);
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
    if (!this.#open) throw malformed('CDATA outside the root element', this.#at);
    this.#append(this.#text.slice(this.#at + 9, end));
    this.#at = end + 3;
  }

  #append(text: string): void {
    if (this.#open) this.#open.element.text += text;
    else if (!BLANK.test(text)) throw malformed('text outside the root element', this.#at);
  }

  #startTag(): void {
    const start = this.#at;
    if (this.#root) throw malformed('a second root element', start);
    if (++this.#elements > this.#limits.maxElements)
      throw malformed(`over ${this.#limits.maxElements} elements`, start);
    if (this.#outer.length >= this.#limits.maxDepth)
      throw malformed(`nested over ${this.#limits.maxDepth} deep`, start);
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
    const outer = this.#open?.scope ?? OUTER_SCOPE;
    const scope = attributes.size === 0 ? outer : scopeOf(attributes, outer);
    const colon = tag.indexOf(':');
    const namespace = scope.get(colon < 0 ? '' : tag.slice(0, colon));
    if (namespace === undefined) throw malformed(`the prefix of <${tag}> is not declared`, start);
    if (attributes.size > 0) checkPrefixes(attributes, scope, start);
    const name = colon < 0 ? tag : tag.slice(colon + 1);
    this.#outer.push(this.#open);
    const element = { name, namespace, attributes, children: NO_CHILDREN, text: '' };
    this.#open = { tag, scope, element, children: NO_CHILDREN };
  }

  #endTag(): void {
    const start = this.#at;
    const expected = this.#open?.tag;
    this.#at += 2;
    const end = this.#at + (expected?.length ?? 0);
    if (expected !== undefined && this.#text.startsWith(expected, this.#at) && this.#text.charCodeAt(end) === GREATER)
      this.#at = end;
    else this.#otherEndTag(expected, start);
    this.#at += 1;
    this.#close();
  }

  /** With blanks, or of another element. */
  #otherEndTag(expected: string | undefined, start: number): void {
    const tag = this.#qualifiedName();
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== GREATER) throw malformed(`the end tag of <${tag}>`, start);
    if (expected !== tag) throw malformed(`</${tag}> closes another element`, start);
  }

  #close(): void {
    const open = this.#open;
    if (!open) return;
    const { element, children } = open;
    if (children.length > 0) {
      if (!BLANK.test(element.text)) throw malformed(`text between the children of <${element.name}>`, this.#at);
      element.text = '';
      element.children = children;
    }
    const parent = this.#outer.pop();
    this.#open = parent;
    if (!parent) this.#root = element;
    else if (parent.children === NO_CHILDREN) parent.children = [element];
    else parent.children.push(element);
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
    const start = this.#at;
    let end = endOfName(this.#text, start);
    if (end > start && this.#text.charCodeAt(end) === COLON) {
      const endOfLocal = endOfName(this.#text, end + 1);
      end = endOfLocal === end + 1 ? start : endOfLocal;
    }
    if (end === start) throw malformed('a name that XML does not allow', start);
    if (end - start > MAX_NAME) throw malformed(`a name over ${MAX_NAME} characters`, start);
    this.#at = end;
    return this.#text.slice(start, end);
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

const COLON = 58;
const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const QUESTION = 63;
const EXCLAMATION = 33;

function checkPrefixes(attributes: ReadonlyMap<string, string>, scope: ReadonlyMap<string, string>, start: number) {
  for (const name of attributes.keys()) {
    const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : 'xml';
    if (prefix !== 'xmlns' && !scope.has(prefix)) throw malformed(`the prefix of ${name} is not declared`, start);
  }
}

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
