// What supervision.yaml refers to must be there: a step that no item has would end no clock, without a word.
import type { CatalogueFiles } from '../files.ts';

export function checkSupervision({ supervision, items }: CatalogueFiles): void {
  const steps = new Set([...items.entries.values()].flatMap(({ raw }) => raw.process.map(({ code }) => code)));
  // What could not be read may have the step.
  const complete = !items.unreadable && items.broken.size === 0;
  for (const [index, code] of (supervision?.raw.acceptanceSteps ?? []).entries()) {
    if (complete && !steps.has(code)) supervision?.fault(['acceptanceSteps', index], `no item has a step "${code}"`);
  }
  const seen = new Set<string>();
  for (const [index, { code, name }] of (supervision?.raw.procedures ?? []).entries()) {
    for (const word of [code, name.zh]) {
      if (seen.has(word)) supervision?.fault(['procedures', index], `the procedure "${word}" is listed twice`);
      seen.add(word);
    }
  }
}
