// The form of any bundle, from its JSON Schema. What is wrong with an answer is for the gateway to say, in the words that
// departments use: nothing is judged twice.
import Form from '@rjsf/core';
import type {
  ArrayFieldItemButtonsTemplateProps,
  ErrorSchema,
  IconButtonProps,
  RJSFSchema,
  TemplatesType,
  UiSchema,
} from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import { createContext, useContext, useMemo } from 'react';
import { answers, type Language, type Words, words } from './words.ts';

export interface BundleFormProps {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly errors: ErrorSchema;
  readonly language: Language;
  readonly onChange: (answers: Readonly<Record<string, unknown>>) => void;
}

type Schema = Readonly<Record<string, unknown>>;

/** Of the gateway; it checks them, the page only has to know that they exist. */
const FORMATS = [
  'citizen-number',
  'credit-code',
  'holder-number',
  'unit-number',
  'title-certificate',
  'county-code',
  'money',
];
const validator = customizeValidator({ customFormats: Object.fromEntries(FORMATS.map((name) => [name, () => true])) });
const Saying = createContext<Words>(words.zh);

export function BundleForm({ schema, answers: given, errors, language, onChange }: BundleFormProps) {
  const uiSchema = useMemo(() => ({ ...shown(schema, language), ...OPTIONS }), [schema, language]);
  return (
    <Saying value={words[language]}>
      <Form
        tagName="div"
        schema={schema as RJSFSchema}
        uiSchema={uiSchema}
        formData={given}
        validator={validator}
        templates={TEMPLATES}
        extraErrors={errors}
        noValidate
        showErrorList={false}
        experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipEmptyDefaults' }}
        onChange={({ formData }) => onChange((formData ?? {}) as Schema)}
      />
    </Saying>
  );
}

const OPTIONS: UiSchema = {
  'ui:globalOptions': { orderable: false, copyable: false, label: true },
  'ui:options': { label: false },
  // The page's own buttons act on form and materials together.
  'ui:submitButtonOptions': { norender: true },
};

/** How each question is shown: long answers in a larger field, several of a few as boxes to tick, codes in words. */
function shown(schema: Schema, language: Language): UiSchema {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, question(property, language)]));
}

function question(schema: Schema, language: Language): UiSchema {
  const items = schema['items'] as Schema | undefined;
  const named = (values: unknown) =>
    Array.isArray(values) ? { 'ui:enumNames': values.map((value) => answers[value]?.[language] ?? String(value)) } : {};
  if (items?.['enum']) return { 'ui:widget': 'checkboxes', ...named(items['enum']) };
  if (items) return { items: { ...shown(items, language), 'ui:options': { label: false } } };
  if (schema['type'] === 'object') return shown(schema, language);
  if (schema['type'] === 'boolean' && schema['default'] === undefined) return { 'ui:widget': 'radio' };
  const isLong = typeof schema['maxLength'] === 'number' && schema['maxLength'] > 200;
  return { ...(isLong ? { 'ui:widget': 'textarea' } : {}), ...named(schema['enum']) };
}

function Add({ onClick, disabled }: IconButtonProps) {
  const say = useContext(Saying);
  return (
    <button type="button" disabled={disabled} onClick={onClick}>
      {say.add}
    </button>
  );
}

function ItemButtons({ hasRemove, disabled, readonly, onRemoveItem }: ArrayFieldItemButtonsTemplateProps) {
  const say = useContext(Saying);
  if (!hasRemove) return null;
  return (
    <button type="button" disabled={disabled || readonly} onClick={onRemoveItem}>
      {say.remove}
    </button>
  );
}

const TEMPLATES = {
  ButtonTemplates: { AddButton: Add },
  ArrayFieldItemButtonsTemplate: ItemButtons,
} as unknown as Partial<TemplatesType>;
