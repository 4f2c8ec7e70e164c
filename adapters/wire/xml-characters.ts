// Which characters a document may hold, and the references that stand for characters.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a document
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
/** A reference is never longer than `&#1114111;`. */
const REFERENCE_MAX = 10;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** True where every character may stand in a document: no controls, no half of a surrogate pair. */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !FORBIDDEN.test(text);
}

/** The text with every reference replaced, or undefined where one stands for nothing that XML defines. */
export function resolveReferences(raw: string): string | undefined {
  if (!raw.includes('&')) return raw;
  // Whole documents travel escaped: one pass for each of these is far cheaper than a look at every reference, and makes none of
  // what was none, for no reference has either mark in it.
  const text = raw.replace(/&lt;/g, '<').replace(/&gt;/g, '>');
  return text.includes('&') ? resolveOthers(text) : text;
}

function resolveOthers(raw: string): string | undefined {
  let from = 0;
  let text = '';
  for (let mark = raw.indexOf('&'); mark >= 0; mark = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', mark);
    if (end < 0 || end - mark >= REFERENCE_MAX) return undefined;
    const name = raw.slice(mark + 1, end);
    const character = ENTITIES.get(name) ?? referenced(name);
    if (character === undefined) return undefined;
    text += raw.slice(from, mark) + character;
    from = end + 1;
  }
  return text + raw.slice(from);
}

/** The character of `#1234` or `#x12AB`; undefined where there is none that XML allows. */
function referenced(name: string): string | undefined {
  const match = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 10) : Number.parseInt(match[1], 16);
  if (code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  return isXmlText(character) ? character : undefined;
}
