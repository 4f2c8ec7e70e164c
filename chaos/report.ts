// The verdicts as a person reads them, and the history behind what went wrong.
import { historyOf } from './judge.ts';
import type { Finding, Verdict } from './rules/finding.ts';
import type { Run } from './storm.ts';

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
export function historyLines({ verdicts, log, journal, hits }: Run): string[] {
  const findings = verdicts.flatMap((verdict) => verdict.findings).filter(({ key, number }) => key ?? number);
  return findings.slice(0, HISTORIES_SHOWN).flatMap((finding) => {
    const lines = historyOf(finding, log, journal);
    const [first, last] = [lines.at(0)?.at ?? 0, lines.at(-1)?.at ?? 0];
    const meanwhile = hits.record.filter(({ at, what }) => what !== 'weather' && at >= first && at <= last);
    const all = [...lines, ...meanwhile].sort((one, other) => one.at - other.at);
    return [
      '',
      `History of: ${finding.text}`,
      ...all.map(({ at, what, text }) => `  ${timeOf(at)} ${what.padEnd(9)} ${text}`),
    ];
  });
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

/** A control passes where the checker found what was broken on purpose. */
export function controlLine(name: string, rule: string, findings: readonly Finding[]): string {
  const mark = findings.length > 0 ? 'ok  ' : 'FAIL';
  const what = findings.length > 0 ? `caught: ${findings.length} × "${rule}"` : `went unnoticed by "${rule}"`;
  return `  ${mark} ${name.padEnd(RULE_WIDTH)} ${what}`;
}
