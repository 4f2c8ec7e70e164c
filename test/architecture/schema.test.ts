// What the SDL promises its readers: each name explained in English, with the Chinese term.
import { type DocumentNode, parse, type StringValueNode, visit } from 'graphql';
import { expect, test } from 'vitest';
import { filesOf, textOf } from './files.ts';

/** Names of types, fields, arguments of directives aside, whose docstring is missing or has no Chinese term. */
function unexplained(document: DocumentNode): readonly string[] {
  const found: string[] = [];
  const path: string[] = [];
  const enter = (node: {
    readonly name: { readonly value: string };
    readonly description?: StringValueNode | undefined;
  }) => {
    path.push(node.name.value);
    if (!/\p{Script=Han}/u.test(node.description?.value ?? '')) found.push(path.join('.'));
  };
  const leave = () => {
    path.pop();
  };
  const explained = { enter, leave };
  const passed = {
    enter: (node: { readonly name: { readonly value: string } }) => void path.push(node.name.value),
    leave,
  };
  visit(document, {
    ObjectTypeDefinition: explained,
    InterfaceTypeDefinition: explained,
    InputObjectTypeDefinition: explained,
    UnionTypeDefinition: explained,
    EnumTypeDefinition: explained,
    ScalarTypeDefinition: explained,
    FieldDefinition: { enter, leave },
    EnumValueDefinition: explained,
    ObjectTypeExtension: passed,
    DirectiveDefinition: { enter: () => false },
    InputValueDefinition: {
      enter(node, _key, _parent, _path, ancestors) {
        const parent = ancestors.at(-1);
        const isField = parent !== undefined && 'kind' in parent && parent.kind === 'InputObjectTypeDefinition';
        if (!isField) return false;
        enter(node);
        return undefined;
      },
      leave,
    },
  });
  return found;
}

test.each(filesOf('schema/*.graphql'))('%s explains every type and field, with the Chinese term', (file) => {
  expect(unexplained(parse(textOf(file)))).toEqual([]);
});

test('A name without a docstring, or without a Chinese term, is found', () => {
  const sdl = `
    "A thing 东西" type Thing { "Its name 名称" name(first: Int): String! "no term" size: Int bare: Int }
    "Kinds 种类" enum Kind { ONE "Two 二" TWO }
    "What is asked 输入" input Question { "Words 词" words: String, other: Int }
    extend type Thing { late: Int }`;
  expect(unexplained(parse(sdl))).toEqual(['Thing.size', 'Thing.bare', 'Kind.ONE', 'Question.other', 'Thing.late']);
});
