// Structured logs on standard error. Identifiers go in as keyed hashes only; whatever looks like one is struck out all the same.
import { pino } from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

const IDENTIFIERS = /\d{17}[\dX]|[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}/g;
const CREDENTIALS = /(\/\/[^/\s:@]*:)[^@\s]+(@)/g;

export function redact(text: string): string {
  return text.replace(IDENTIFIERS, '[identifier]').replace(CREDENTIALS, '$1[secret]$2');
}

export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redact },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
