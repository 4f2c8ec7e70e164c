// A plugin of graphql-codegen: what each value of an enum is called in both languages, from the docstrings of the SDL, which
// end with the Chinese term.
import { isEnumType } from 'graphql';

export function plugin(schema) {
  const enums = Object.values(schema.getTypeMap()).filter((type) => isEnumType(type) && !type.name.startsWith('__'));
  const labels = Object.fromEntries(
    enums.map((type) => [
      type.name,
      Object.fromEntries(type.getValues().map(({ name, description }) => [name, label(description ?? name)])),
    ]),
  );
  return `export const labels = ${JSON.stringify(labels, null, 2)} as const;\n`;
}

function label(description) {
  const [, en = description, zh = description] = /^(.*?)\s*(\p{Script=Han}\S*?)\.?$/su.exec(description.trim()) ?? [];
  return { zh, en };
}
