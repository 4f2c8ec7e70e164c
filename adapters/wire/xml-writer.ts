// Writes XML. Markup is a type of its own that only these functions make, so no value can become an element.
import { DepartmentFault } from '../../src/departments/fault.ts';
import { isXmlText } from './xml-characters.ts';

/** Well-formed XML; a plain string is not assignable to it. */
export type Markup = string & { readonly __markup: true };

const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;
const MARKS = /[&<>\r]/g;
const ATTRIBUTE_MARKS = /[&<>"\t\n\r]/g;
const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An element around markup. `name` comes from a contract, never from input: a bad one is a mistake in the program. */
export function xmlElement(name: string, content: Markup, attributes: Readonly<Record<string, string>> = {}): Markup {
  let tag = checkedName(name);
  for (const [key, value] of Object.entries(attributes)) {
    tag += ` ${checkedName(key)}="${checkedText(value).replace(ATTRIBUTE_MARKS, reference)}"`;
  }
  return `<${tag}>${content}</${name}>` as Markup;
}

/** A value as text. Throws `DepartmentFault('broken')` where it holds a character that XML cannot carry. */
export function xmlText(value: string): Markup {
  return checkedText(value).replace(MARKS, reference) as Markup;
}

/** A value as CDATA; each `]]>` in it is divided between two sections, so that it cannot end them. */
export function xmlCdata(value: string): Markup {
  // CDATA cannot hold a carriage return through line-end normalisation, and a document we wrote has none.
  if (value.includes('\r')) throw new DepartmentFault('broken', 'XML not written: a carriage return in CDATA');
  return `<![CDATA[${checkedText(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>` as Markup;
}

export function xmlSequence(parts: readonly Markup[]): Markup {
  return parts.join('') as Markup;
}

/** A whole document that declares `encoding`; its bytes are the caller's business. */
export function xmlDocument(encoding: string, root: Markup): string {
  return `<?xml version="1.0" encoding="${encoding}"?>${root}`;
}

function checkedName(name: string): string {
  if (!NAME.test(name)) throw new TypeError(`"${name}" is no name for an XML element or attribute`);
  return name;
}

function checkedText(value: string): string {
  if (!isXmlText(value)) {
    throw new DepartmentFault('broken', 'XML not written: the value holds a control character or half a character');
  }
  return value;
}

function reference(character: string): string {
  return REFERENCES[character] ?? `&#${character.charCodeAt(0)};`;
}
