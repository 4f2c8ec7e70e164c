// docs/schema/reference.*.md: what the SDL promises, module by module, in one language: types, fields, who may ask for them.
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  print,
  type StringValueNode,
} from 'graphql';
import { wordingOf } from '../../src/graph/docstring.ts';
import { table } from './markdown.ts';

export interface SchemaModule {
  readonly name: string;
  readonly sdl: string;
}

export type PageLanguage = 'zh' | 'en';

const WORDS = {
  en: {
    title: 'Schema reference',
    introduction:
      'What may be asked of the gateway, module by module, from `schema/`. 中文版: [reference.zh.md](reference.zh.md)',
    field: ['Field', 'Type', 'Who may ask', 'Meaning'],
    input: ['Field', 'Type', 'Meaning'],
    value: ['Value', 'Meaning'],
    extends: 'further fields',
    oneOf: 'one of',
    personal: 'personal data',
    deprecated: 'deprecated',
  },
  zh: {
    title: '接口参考',
    introduction: '网关可以查询和办理的内容，按 `schema/` 的模块列出。English: [reference.en.md](reference.en.md)',
    field: ['字段', '类型', '访问角色', '含义'],
    input: ['字段', '类型', '含义'],
    value: ['取值', '含义'],
    extends: '扩展字段',
    oneOf: '以下之一',
    personal: '个人信息',
    deprecated: '已弃用',
  },
} as const;

export function schemaPage(modules: readonly SchemaModule[], language: PageLanguage): string {
  const words = WORDS[language];
  const sections = modules.map(({ name, sdl }) => {
    const definitions = parse(sdl).definitions.map((definition) => sectionOf(definition, language));
    return [`## ${name}`, ...definitions.filter((text) => text !== '')].join('\n\n');
  });
  return `${[`# ${words.title}`, words.introduction, ...sections].join('\n\n')}\n`;
}

function sectionOf(definition: DefinitionNode, language: PageLanguage): string {
  const words = WORDS[language];
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return section(definition.name.value, told(definition.description, language), fieldTable(definition, language));
    case Kind.OBJECT_TYPE_EXTENSION:
      return section(`${definition.name.value} (${words.extends})`, '', fieldTable(definition, language));
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return section(definition.name.value, told(definition.description, language), inputTable(definition, language));
    case Kind.ENUM_TYPE_DEFINITION:
      return section(definition.name.value, told(definition.description, language), valueTable(definition, language));
    case Kind.UNION_TYPE_DEFINITION: {
      const members = definition.types?.map(({ name }) => `\`${name.value}\``).join(', ');
      return section(definition.name.value, `${told(definition.description, language)} ${words.oneOf}: ${members}`);
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return section(definition.name.value, told(definition.description, language));
    default:
      return '';
  }
}

function section(title: string, ...parts: readonly string[]): string {
  return [`### ${title}`, ...parts].filter((text) => text !== '').join('\n\n');
}

type Fielded = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

function fieldTable(type: Fielded, language: PageLanguage): string {
  const { field: head } = WORDS[language];
  const rows = (type.fields ?? []).map((field) => [
    `\`${field.name.value}${argumentsOf(field)}\``,
    `\`${print(field.type)}\``,
    audienceOf(field, type),
    meaningOf(field, language),
  ]);
  return table([head, ...rows]);
}

function argumentsOf({ arguments: all = [] }: FieldDefinitionNode): string {
  return all.length === 0 ? '' : `(${all.map(withoutDescription).join(', ')})`;
}

function withoutDescription({ description: _, ...argument }: InputValueDefinitionNode): string {
  return print(argument);
}

function inputTable({ fields = [] }: InputObjectTypeDefinitionNode, language: PageLanguage): string {
  const rows = fields.map((field) => [
    `\`${field.name.value}\``,
    `\`${print(field.type)}${field.defaultValue ? ` = ${print(field.defaultValue)}` : ''}\``,
    meaningOf(field, language),
  ]);
  return table([WORDS[language].input, ...rows]);
}

function valueTable({ values = [] }: EnumTypeDefinitionNode, language: PageLanguage): string {
  return table([
    WORDS[language].value,
    ...values.map((value) => [`\`${value.name.value}\``, meaningOf(value, language)]),
  ]);
}

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function meaningOf(node: Described, language: PageLanguage): string {
  const words = WORDS[language];
  const personal = directive(node, 'personal') ? [words.personal] : [];
  const gone = directive(node, 'deprecated');
  const reason = gone && `${words.deprecated}: ${argument(gone, 'reason')}`;
  return [told(node.description, language), ...personal.map((word) => `*${word}*`), ...(reason ? [reason] : [])].join(
    ' ',
  );
}

function told(description: StringValueNode | undefined, language: PageLanguage): string {
  return wordingOf(description?.value)?.[language] ?? description?.value ?? '';
}

/** Roles of the field, or of its type; shown in every page as tokens name them. */
function audienceOf(field: FieldDefinitionNode, type: Fielded): string {
  const access = directive(field, 'access') ?? directive(type, 'access');
  if (!access) return '';
  return argument(access, 'to').replaceAll(/[[\]]/g, '').toLowerCase().replaceAll('_', '-');
}

function directive({ directives = [] }: Pick<Described, 'directives'>, name: string): ConstDirectiveNode | undefined {
  return directives.find((each) => each.name.value === name);
}

function argument({ arguments: all = [] }: ConstDirectiveNode, name: string): string {
  const found = all.find((each) => each.name.value === name)?.value;
  if (!found) return '';
  return found.kind === Kind.STRING ? found.value : print(found);
}
