// Words that people send: trimmed, neither empty nor without end.
import { badInput } from '../../errors.ts';

const TEXT_MAX = 1_000;

export function checkedText(name: string, text: string, max = TEXT_MAX): string {
  const trimmed = text.trim();
  if (trimmed.length >= 1 && trimmed.length <= max) return trimmed;
  throw badInput(`Argument "${name}" must have 1 to ${max} characters.`);
}

export function optionalText(name: string, text: string | null | undefined, max = TEXT_MAX): string | null {
  return text == null ? null : checkedText(name, text, max);
}
