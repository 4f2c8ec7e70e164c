// Names as XML 1.0 has them, NameStartChar and NameChar, without the colon and within the basic plane.

const NAME_START =
  'A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd';
const NAME = new RegExp(`[${NAME_START}][${NAME_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*`, 'y');

/** Where the name ends that begins there; the same place where none does. */
export function endOfName(text: string, start: number): number {
  let end = start;
  let kind = kindOf(text.charCodeAt(end));
  if (kind === IN_NAME) return start;
  while (kind === STARTS_NAME || kind === IN_NAME) {
    end += 1;
    kind = kindOf(text.charCodeAt(end));
  }
  if (kind === NO_NAME) return end;
  NAME.lastIndex = start;
  return start + (NAME.exec(text)?.[0].length ?? 0);
}

const NO_NAME = 0;
const STARTS_NAME = 1;
const IN_NAME = 2;
const BEYOND_ASCII = 3;
/** What each character of ASCII is to a name. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) return STARTS_NAME;
  return /[-.0-9]/.test(character) ? IN_NAME : NO_NAME;
});

/** `NaN` stands for the end of the document. */
function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] ?? NO_NAME) : code >= 128 ? BEYOND_ASCII : NO_NAME;
}
