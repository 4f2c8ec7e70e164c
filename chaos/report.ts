// The verdicts as a person reads them, and the history behind what went wrong.
import type { Entry, JournalLine } from './history.ts';
import { historyOf } from './judge.ts';
import type { Finding, Verdict } from './rules/finding.ts';

const FINDINGS_SHOWN = 5;
const HISTORIES_SHOWN = 2;
const RULE_WIDTH = 58;

/** A verdict holds where it found nothing wrong and had something to look at. */
export function holds({ findings, examined }: Verdict): boolean {
  return findings.length === 0 && examined > 0;
}

export function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap((verdict) => {
    const { rule, examined, of, findings, note } = verdict;
    const mark = holds(verdict) ? 'ok  ' : 'FAIL';
    const head = `  ${mark} ${rule.padEnd(RULE_WIDTH)} ${findings.length} of ${examined} ${of}${note ? `; ${note}` : ''}`;
    const shown = findings.slice(0, FINDINGS_SHOWN).map(({ text }) => `         ${text}`);
    const more = findings.length - shown.length;
    return [head, ...shown, ...(more > 0 ? [`         and ${more} more`] : [])];
  });
}

/** What led to the first findings: the clients' log, the journal, and what was done to the processes meanwhile. */
export function historyLines(
  verdicts: readonly Verdict[],
  evidence: { readonly log: readonly Entry[]; readonly journal: readonly JournalLine[] },
  record: readonly { readonly at: number; readonly text: string }[],
): string[] {
  const findings = verdicts.flatMap((verdict) => verdict.findings).filter(({ key, number }) => key ?? number);
  return findings
    .slice(0, HISTORIES_SHOWN)
    .flatMap((finding) => [
      '',
      `History of: ${finding.text}`,
      ...withIncidents(historyOf(finding, evidence.log, evidence.journal), record),
    ]);
}

function withIncidents(
  lines: readonly string[],
  record: readonly { readonly at: number; readonly text: string }[],
): string[] {
  const stamped = record.map(({ at, text }) => `${new Date(at).toISOString().slice(11, 23)}   ${text}`);
  const [first, last] = [lines.at(0)?.slice(0, 12) ?? '', lines.at(-1)?.slice(0, 12) ?? ''];
  const meanwhile = stamped.filter((line) => line.slice(0, 12) >= first && line.slice(0, 12) <= last);
  return [...lines, ...meanwhile]
    .sort((one, other) => (one.slice(0, 12) < other.slice(0, 12) ? -1 : 1))
    .map((line) => `  ${line}`);
}

/** A control passes where the checker found what was broken on purpose. */
export function controlLine(name: string, rule: string, findings: readonly Finding[]): string {
  const mark = findings.length > 0 ? 'ok  ' : 'FAIL';
  const what = findings.length > 0 ? `caught: ${findings.length} × "${rule}"` : `went unnoticed by "${rule}"`;
  return `  ${mark} ${name.padEnd(RULE_WIDTH)} ${what}`;
}
