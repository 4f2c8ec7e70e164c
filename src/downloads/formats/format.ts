// The formats in which a download is handed out; each is written piece by piece while rows come in.
import type { Table } from '../table.ts';

export const formatNames = ['CSV', 'NDJSON', 'PARQUET'] as const;
export type FormatName = (typeof formatNames)[number];

export interface Format {
  readonly mediaType: string;
  readonly extension: string;
  readonly write: (table: Table) => AsyncIterable<Uint8Array>;
}

/** Each is loaded when somebody wants it. */
export const formats: Readonly<Record<FormatName, Format>> = {
  CSV: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    write: async function* (table) {
      yield* (await import('./csv.ts')).csv(table);
    },
  },
  NDJSON: {
    mediaType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    write: async function* (table) {
      yield* (await import('./ndjson.ts')).ndjson(table);
    },
  },
  PARQUET: {
    mediaType: 'application/vnd.apache.parquet',
    extension: 'parquet',
    write: async function* (table) {
      yield* (await import('./parquet.ts')).parquet(table);
    },
  },
};
