// What is said of a form's defect, in both languages. Names the question, never what was entered.
import type { ErrorObject } from 'ajv';
import type { JsonObject } from '../departments/port.ts';
import { FORMATS } from './formats.ts';
import { isObject, stepsOf } from './pointer.ts';
import type { Text } from './text.ts';

type Language = keyof Text;

/** `转让方第 1 项的公民身份号码：格式或者校验位不正确`. */
export function problemOf(schema: JsonObject, field: string, error: ErrorObject, language: Language): string {
  const said = WORDS[error.keyword] ?? OTHER;
  const label = labelOf(schema, field, language);
  return language === 'zh' ? `${label}：${said.problem(error).zh}` : `${label}: ${said.problem(error).en}`;
}

export function remedyOf(error: ErrorObject): Text {
  return (WORDS[error.keyword] ?? OTHER).remedy(error);
}

/** The titles on the way to a field; a step without a title, such as an unknown question, by its own name. */
function labelOf(schema: JsonObject, field: string, language: Language): string {
  const words: string[] = [];
  let at: unknown = schema;
  for (const step of stepsOf(field)) {
    const here = isSchema(at) ? at : undefined;
    const properties = here?.['properties'];
    if (/^\d+$/.test(step) && here?.['items'] !== undefined) {
      at = here['items'];
      words.push(language === 'zh' ? `第 ${Number(step) + 1} 项` : `no. ${Number(step) + 1}`);
    } else {
      at = isSchema(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined;
      words.push(isSchema(at) && typeof at['title'] === 'string' ? at['title'] : plain(step));
    }
  }
  if (words.length === 0) return language === 'zh' ? '表单' : 'The form';
  return words.join(language === 'zh' ? '，' : ', ');
}

function isSchema(value: unknown): value is JsonObject {
  return isObject(value as JsonObject);
}

/** An unknown key was chosen by the sender: show only what cannot carry a person's data. */
function plain(step: string): string {
  return /^[A-Za-z][A-Za-z0-9]{0,39}$/.test(step) ? step : '…';
}

interface Words {
  readonly problem: (error: ErrorObject) => Text;
  readonly remedy: (error: ErrorObject) => Text;
}

const limit = (error: ErrorObject): string => String(error.params['limit']);
const fixed = (problem: Text, remedy: Text): Words => ({ problem: () => problem, remedy: () => remedy });
const OTHER = fixed({ zh: '填写不符合要求', en: 'not acceptable' }, { zh: '请按表单说明填写', en: 'Follow the form' });

const WORDS: Readonly<Record<string, Words>> = {
  required: fixed({ zh: '未填写', en: 'missing' }, { zh: '请填写', en: 'Fill it in' }),
  additionalProperties: fixed(
    { zh: '表单中没有这一项', en: 'the form has no such question' },
    { zh: '请删除', en: 'Leave it out' },
  ),
  type: {
    problem: () => ({ zh: '类型不正确', en: 'of the wrong type' }),
    remedy: ({ params }) => ({
      zh: `请填写${TYPES[String(params['type'])] ?? '正确的类型'}`,
      en: `Give a ${params['type']}`,
    }),
  },
  format: {
    problem: () => ({ zh: '格式或者校验位不正确', en: 'wrong format or check character' }),
    remedy: ({ params }) => FORMATS[String(params['format'])]?.remedy ?? OTHER.remedy({} as ErrorObject),
  },
  enum: {
    problem: () => ({ zh: '不在可选范围内', en: 'not one of the choices' }),
    remedy: ({ params }) => {
      const choices = (params['allowedValues'] as readonly unknown[]).join(' / ');
      return { zh: `请从下列选项中选择：${choices}`, en: `Choose one of ${choices}` };
    },
  },
  pattern: fixed(
    { zh: '格式不正确', en: 'of the wrong form' },
    { zh: '请按说明的格式填写', en: 'Follow the form described' },
  ),
  minLength: {
    problem: () => ({ zh: '过短', en: 'too short' }),
    remedy: (error) => ({ zh: `请至少填写 ${limit(error)} 个字`, en: `Give at least ${limit(error)} characters` }),
  },
  maxLength: {
    problem: () => ({ zh: '过长', en: 'too long' }),
    remedy: (error) => ({ zh: `请不超过 ${limit(error)} 个字`, en: `Give at most ${limit(error)} characters` }),
  },
  minItems: {
    problem: () => ({ zh: '数量不足', en: 'too few' }),
    remedy: (error) => ({ zh: `请至少填写 ${limit(error)} 项`, en: `Give at least ${limit(error)}` }),
  },
  maxItems: {
    problem: () => ({ zh: '数量过多', en: 'too many' }),
    remedy: (error) => ({ zh: `请不超过 ${limit(error)} 项`, en: `Give at most ${limit(error)}` }),
  },
  uniqueItems: fixed({ zh: '有重复', en: 'a repetition' }, { zh: '请删除重复项', en: 'Leave the repetition out' }),
  not: fixed(
    { zh: '不能为此值', en: 'this value is not allowed' },
    { zh: '请核对后重新填写', en: 'Check and fill it in again' },
  ),
};

const TYPES: Readonly<Record<string, string>> = {
  string: '文字（带引号的文本）',
  boolean: '是或者否（true / false）',
  array: '列表',
  object: '一组内容',
  number: '数字',
  integer: '整数',
};
