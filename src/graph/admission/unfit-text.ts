// Texts that nothing behind us can keep as they are: U+0000, which a database refuses, and half a character, which every encoder
// replaces. They are refused before anything is read, wherever they stand.
import { type DocumentNode, visit } from 'graphql';
import { badInput } from '../../errors.ts';

/** Throws where a text in the value, or a name in one of its objects, is unfit. The value's depth is bounded. */
export function refuseUnfitVariables(value: unknown): void {
  if (holdsUnfitText(value)) throw unfit('variables');
}

/** Throws where a text in the document is unfit. */
export function refuseUnfitLiterals(document: DocumentNode): void {
  visit(document, {
    StringValue: ({ value }) => {
      if (isUnfit(value)) throw unfit('document');
    },
  });
}

function holdsUnfitText(value: unknown): boolean {
  if (typeof value === 'string') return isUnfit(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsUnfitText);
  return Object.entries(value).some(([name, entry]) => isUnfit(name) || holdsUnfitText(entry));
}

function isUnfit(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

function unfit(where: string) {
  return badInput(`A text in the ${where} holds the character U+0000 or half a character; leave it out.`);
}
