import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { parseXml, type XmlElement } from '../../../adapters/wire/xml.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';

function textOf(document: string): string {
  return parseXml(document).text;
}

const malformed: Readonly<Record<string, string>> = {
  nothing: '',
  'text alone': 'OK',
  'an element that does not end': '<a><b></b>',
  'a tag that does not end': '<a',
  'a start tag cut in an attribute': '<a b="1',
  'end tags crossed': '<a><b></a></b>',
  'an end tag of another case': '<a></A>',
  'an end tag without start': '</a>',
  'an end tag with attributes': '<a></a b="1">',
  'a space before the name': '< a></a>',
  'a name that begins with a digit': '<1a/>',
  'a name without local part': '<a:></a:>',
  'a prefix that is not declared': '<p:a/>',
  'an attribute whose prefix is not declared': '<a p:b="1"/>',
  'two roots': '<a/><b/>',
  'text after the root': '<a/>x',
  'CDATA after the root': '<a/><![CDATA[x]]>',
  'an attribute twice': '<a b="1" b="2"/>',
  'attributes without space': '<a b="1"c="2"/>',
  'an attribute without value': '<a b/>',
  'an attribute without quotes': '<a b=1/>',
  'a bracket in an attribute': '<a b="<"/>',
  'CDATA that does not end': '<a><![CDATA[x]]</a>',
  'the end of CDATA in text': '<a>x]]>y</a>',
  'a comment that does not end': '<a><!-- x</a>',
  'two hyphens in a comment': '<a><!-- x -- y --></a>',
  'an ampersand alone': '<a>R & D</a>',
  'an entity nobody defined': '<a>&nbsp;</a>',
  'a name inherited from Object': '<a>&constructor;</a>',
  'a reference without semicolon': '<a>&lt</a>',
  'a reference to NUL': '<a>&#0;</a>',
  'a reference to half a character': '<a>&#xD842;</a>',
  'a reference beyond Unicode': '<a>&#x110000;</a>',
  'a reference to a control character': '<a>&#27;</a>',
  'a control character': '<a>\u0007</a>',
  'a C1 control character': '<a>\u0085</a>',
  'half a character': '<a>\ud842</a>',
  'a non-character': '<a>\uffff</a>',
  'a document type': '<!DOCTYPE a><a/>',
  'a document type in lower case': '<!doctype a><a/>',
  'a declaration inside': '<a><!ENTITY b "c"></a>',
  'a processing instruction': '<?php x?><a/>',
  'an XML declaration in the middle': '<a><?xml version="1.0"?></a>',
  'an XML declaration after a space': ' <?xml version="1.0"?><a/>',
  'XML 1.1': '<?xml version="1.1"?><a/>',
  'text between children': '<a>x<b/></a>',
};

describe('reading XML', () => {
  it.each(Object.entries(malformed))('refuses %s', (_name, document) => {
    let fault: unknown;
    try {
      parseXml(document);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(DepartmentFault);
    expect(fault).toMatchObject({ kind: 'broken' });
  });

  it('keeps text as it stands: spaces, digits, references and CDATA', () => {
    expect(textOf('<a> 007 </a>')).toBe(' 007 ');
    expect(textOf('<a>&lt;&#x4DAE;&#171;&amp;lt;&apos;</a>')).toBe("<䶮«&lt;'");
    expect(textOf('<a>1<![CDATA[<b>&lt;]]]]><![CDATA[>]]>2<!-- 3 --></a>')).toBe('1<b>&lt;]]>2');
    expect(textOf('<?xml version="1.0" encoding="GBK" standalone=\'yes\'?>\r\n<a>1\r\n2\r3</a>\r\n')).toBe('1\n2\n3');
    expect(textOf('\ufeff<a/>')).toBe('');
  });

  it('resolves prefixes to namespaces, inner ones over outer ones', () => {
    const root = parseXml(
      '<p:a xmlns:p="urn:1" xmlns="urn:2"><b xmlns:p="urn:3"><p:c/></b><p:d xmlns=""><e/></p:d></p:a>',
    );
    const names = (element: XmlElement): string[] => [
      `${element.namespace}#${element.name}`,
      ...element.children.flatMap(names),
    ];
    expect(names(root)).toEqual(['urn:1#a', 'urn:2#b', 'urn:3#c', 'urn:1#d', '#e']);
  });

  it('keeps a child named like a property of objects apart from those properties', () => {
    const root = parseXml('<a><__proto__>1</__proto__><constructor>2</constructor></a>');
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('stops at its caps of length, depth, elements and attributes', () => {
    const limits = { maxLength: 100, maxDepth: 3, maxElements: 4 };
    expect(parseXml('<a><b><c/></b><d/></a>', limits).children).toHaveLength(2);
    expect(() => parseXml('<a><b><c><d/></c></b></a>', limits)).toThrow(/nested over 3 deep/);
    expect(() => parseXml('<a><b/><b/><b/><b/></a>', limits)).toThrow(/over 4 elements/);
    expect(() => parseXml(`<a>${'x'.repeat(100)}</a>`, limits)).toThrow(/longer than 100/);
    const attributes = Array.from({ length: 33 }, (_, index) => ` x${index}="1"`).join('');
    expect(() => parseXml(`<a${attributes}/>`)).toThrow(/over 32 attributes/);
    expect(() => parseXml(`<${'a'.repeat(101)}/>`)).toThrow(/a name over 100/);
  });

  it('reads a million brackets or references without growing slow', () => {
    const started = performance.now();
    expect(() => parseXml('<a>'.repeat(340_000))).toThrow(/nested over/);
    expect(() => parseXml(`<a>${'&'.repeat(1_000_000)}</a>`)).toThrow(/a reference/);
    expect(() => parseXml(`<a ${' '.repeat(1_000_000)}`)).toThrow(DepartmentFault);
    expect(() => parseXml(`<a>${'<!--'.repeat(200_000)}</a>`)).toThrow(/a comment/);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('never takes a document that lost its end, wherever it was cut', () => {
    const document = '<?xml version="1.0"?><a b="1"><c><![CDATA[x]]></c><!-- y --><d>&amp;</d></a>';
    expect(parseXml(document).children).toHaveLength(2);
    for (let length = 0; length < document.length; length++) {
      expect(() => parseXml(document.slice(0, length)), `${length}`).toThrow(DepartmentFault);
    }
  });

  it('throws nothing but a fault for arbitrary damage, and reads what another parser reads', () => {
    const base = '<a x="1"><b>1 &lt; 2</b><c><![CDATA[<]]></c></a>';
    const reference = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: false });
    const edit = fc.tuple(fc.nat(base.length), fc.nat(3), fc.constantFrom('<', '>', '&', ']', '"', '/', 'b', ' ', '!'));
    let read = 0;
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 2 }), (edits) => {
        const damaged = edits.reduce((text, [at, cut, add]) => text.slice(0, at) + add + text.slice(at + cut), base);
        let root: XmlElement;
        try {
          root = parseXml(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DepartmentFault);
          return;
        }
        read += 1;
        expect(XMLValidator.validate(damaged)).toBe(true);
        const other = (reference.parse(damaged) as Record<string, unknown>)[root.name];
        for (const child of root.children) {
          if (root.children.filter(({ name }) => name === child.name).length > 1 || child.children.length > 0) continue;
          expect((other as Record<string, string>)[child.name]).toBe(child.text);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
