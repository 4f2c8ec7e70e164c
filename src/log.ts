// Structured logs on standard error. Identifiers go in as keyed hashes only; whatever looks like one is struck out all the same.
import { fileURLToPath } from 'node:url';
import { type DestinationStream, pino } from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

const IDENTIFIERS = /\d{17}[\dX]|[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}/g;
/** An address with a password in it, as a whole: the user and the place are nobody's business either. */
const CONNECTIONS = /[a-z][a-z0-9+.-]*:\/\/[^\s"'@/]*:[^\s"'@]*@[^\s"'<>]*/gi;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Of the machine; those of our own files are told from the root of the house. */
const PATHS = /(?<![\w./:~\]-])\/(?:[^\s/"'\\:()]+\/)+[^\s"'\\:()]+/g;

const CITIZEN_NUMBER = /(?<![\dA-Za-z])\d{17}[\dX](?![\dA-Za-z])/g;

/** A message as a client may read it: with keys of parts and codes of enterprises, without people and connection strings. */
export function redactMessage(text: string): string {
  return text.replace(CONNECTIONS, '[connection]').replace(CITIZEN_NUMBER, '[identifier]');
}

/** Without anything that looks like an identifier, and without connection strings: for what is kept. */
export function redact(text: string): string {
  return text.replace(CONNECTIONS, '[connection]').replace(IDENTIFIERS, '[identifier]');
}

function redactLine(line: string): string {
  return redact(line.replaceAll(`file://${ROOT}`, '').replaceAll(ROOT, '')).replace(PATHS, '[path]');
}

/** On standard error, or to the stream that is given. */
export function openLog(level: string, stream: DestinationStream = pino.destination({ dest: 2, sync: false })): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redactLine },
    },
    stream,
  );
}
