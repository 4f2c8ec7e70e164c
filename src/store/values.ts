// How PostgreSQL's values arrive in JavaScript. The driver's own way turns dates into local midnights and counts into text.
import pg from 'pg';

const OID = { int8: 20, date: 1082, timestamp: 1114, int8Array: 1016, dateArray: 1182, timestampArray: 1115 } as const;

/** text[]; the driver's typings know its scalar types alone. */
const textArray: (text: string) => readonly (string | null)[] = pg.types.getTypeParser(1009 as number as 25);

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.int8]: parseInt8,
  // Civil dates, and times without a zone, name no instant: they stay text.
  [OID.date]: (text) => text,
  [OID.timestamp]: (text) => text,
  [OID.int8Array]: (text) => textArray(text).map((item) => (item === null ? null : parseInt8(item))),
  [OID.dateArray]: (text) => textArray(text),
  [OID.timestampArray]: (text) => textArray(text),
};

/** For the driver's `types` setting. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format as 'text'),
};

/** A number where it can be exact, otherwise the digits. */
function parseInt8(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
