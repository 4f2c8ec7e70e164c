// Numbers of cases and parts. Replicas reserve serial numbers in blocks, so that a submission costs no extra round trip.
import { randomInt } from 'node:crypto';
import type { Session, Store } from '../../store/pool.ts';

const BLOCK = 100;
/** Without 0 and O, 1 and I: a code is read out over a counter. */
const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CHECK_CODE_LENGTH = 8;
const PART_SERIAL_MAX = 999_999;

/** One part number, taken inside a transaction: for what is rare and decided there. */
export async function partNumberWithin(session: Session, implementationCode: string, day: string): Promise<string> {
  return partNumberOf(implementationCode, day, await reserve(session, partSeries(implementationCode, day), 1));
}

export interface Numbers {
  /** `yyMMdd` + serial of six digits or more + check digit. */
  readonly caseNumber: (day: string) => Promise<string>;
  /** `G` + a number as a case has one, of a series of its own. */
  readonly noticeNumber: (day: string) => Promise<string>;
  /** Implementation code + yyyyMMdd + six digits. */
  readonly partNumber: (implementationCode: string, day: string) => Promise<string>;
}

/** `day` is a civil date of the centre, `yyyy-mm-dd`. */
export function openNumbers(store: Store): Numbers {
  const blocks = new Map<string, { next: number; end: number }>();
  const reserving = new Map<string, Promise<void>>();

  const next = async (series: string): Promise<number> => {
    for (;;) {
      const block = blocks.get(series);
      if (block && block.next < block.end) {
        block.next += 1;
        return block.next - 1;
      }
      const running = reserving.get(series) ?? reserveBlock(series);
      await running;
    }
  };

  const reserveBlock = (series: string): Promise<void> => {
    const running = reserve(store, series, BLOCK).then((first) => {
      blocks.set(series, { next: first, end: first + BLOCK });
    });
    reserving.set(series, running);
    return running.finally(() => reserving.delete(series));
  };

  return {
    caseNumber: async (day) => dayNumber(day, await next(`case ${day}`)),
    noticeNumber: async (day) => `G${dayNumber(day, await next(`notice ${day}`))}`,
    partNumber: async (implementationCode, day) => {
      return partNumberOf(implementationCode, day, await next(partSeries(implementationCode, day)));
    },
  };
}

/** `yyMMdd` + serial + check digit. */
function dayNumber(day: string, serial: number): string {
  const body = day.slice(2).replaceAll('-', '') + String(serial).padStart(6, '0');
  return body + checkDigit(body);
}

export function partSeries(implementationCode: string, day: string): string {
  return `part ${implementationCode} ${day}`;
}

function partNumberOf(implementationCode: string, day: string, serial: number): string {
  if (serial <= PART_SERIAL_MAX) return implementationCode + day.replaceAll('-', '') + String(serial).padStart(6, '0');
  throw new Error(`Item ${implementationCode} has used up its ${PART_SERIAL_MAX} part numbers of ${day}.`);
}

async function reserve(session: Session, series: string, count: number): Promise<number> {
  const [row] = await session.query<{ first: number }>(
    `insert into number_series (series, next_number) values ($1, 1 + $2)
     on conflict (series) do update set next_number = number_series.next_number + $2
     returning next_number - $2 as first`,
    [series, count],
    'reserve-numbers',
  );
  if (!row) throw new Error(`No numbers could be reserved in series "${series}".`);
  return row.first;
}

export function checkCode(): string {
  return Array.from({ length: CHECK_CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
}

/** ISO 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours. */
export function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}
