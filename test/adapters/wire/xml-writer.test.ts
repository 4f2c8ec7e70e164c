import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../adapters/wire/xml.ts';
import { gbkXmlText } from '../../../adapters/wire/xml-charset.ts';
import {
  type Markup,
  xmlCdata,
  xmlDocument,
  xmlElement,
  xmlSequence,
  xmlText,
} from '../../../adapters/wire/xml-writer.ts';

/** Text as citizens write it, and as attackers do. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('䶮', '㛃', '𬱖', '龴', ']]>', ']]', '<', '>', '&', '"', "'", '&amp;', '<![CDATA[', '-->', '</a>'),
    fc.constantFrom('王', 'A', ' ', '\n', '\t', '&#60;', '•', '·', '€', '&#x3C;', '0'),
    fc.string({ unit: 'grapheme', maxLength: 1 }).filter((grapheme) => !/\p{Cc}|\p{Cn}/u.test(grapheme)),
  ),
  maxLength: 40,
});
const ways: Readonly<Record<string, (value: string) => Markup>> = {
  text: xmlText,
  CDATA: xmlCdata,
  'GBK text': gbkXmlText,
};

describe('writing XML', () => {
  it.each(Object.entries(ways))('as %s, any value is read back as it was and adds no element', (_name, write) => {
    fc.assert(
      fc.property(text, (value) => {
        const content = xmlSequence([xmlElement('a', write(value)), xmlElement('b', xmlText('1'))]);
        const root = parseXml(xmlDocument('UTF-8', xmlElement('root', content)));
        expect(root.children.map((child) => [child.name, child.text])).toEqual([
          ['a', value],
          ['b', '1'],
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a document inside a document inside a document, CDATA in CDATA', () => {
    fc.assert(
      fc.property(text, (value) => {
        const inner = xmlDocument('GBK', xmlElement('inner', gbkXmlText(value)));
        const middle = xmlDocument('UTF-8', xmlElement('middle', xmlCdata(inner)));
        const outer = xmlDocument('UTF-8', xmlElement('outer', xmlCdata(middle)));
        expect(parseXml(parseXml(parseXml(outer).text).text).text).toBe(value);
      }),
    );
  });

  it('keeps an attribute as it was, quotes and line ends included', () => {
    fc.assert(
      fc.property(text, (value) => {
        const root = parseXml(xmlElement('a', xmlText(''), { b: `${value}"\n\t<` }));
        expect(root.attributes.get('b')).toBe(`${value}"\n\t<`);
      }),
    );
  });

  it('keeps a carriage return in text, and refuses one in CDATA, which cannot', () => {
    expect(parseXml(xmlElement('a', xmlText('1\r\n2\r3'))).text).toBe('1\r\n2\r3');
    expect(() => xmlCdata('1\r2')).toThrow(/carriage return/);
  });

  it.each(['\u0000', '\u001b', '\u0085', '\ud842', '\ufffe'])('refuses %j, which XML cannot carry', (character) => {
    for (const write of Object.values(ways)) {
      expect(() => write(`王${character}`)).toThrow(/control character or half a character/);
    }
  });

  it('takes no name that comes from outside', () => {
    for (const name of ['a b', 'a>', '', '1a', 'a:b:c', 'a/']) {
      expect(() => xmlElement(name, xmlText(''))).toThrow(TypeError);
      expect(() => xmlElement('a', xmlText(''), { [name]: '' })).toThrow(TypeError);
    }
  });
});
