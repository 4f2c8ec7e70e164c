// The formats in which a download is handed out; each is written piece by piece while rows come in.
import type { Table } from '../table.ts';
import { csv } from './csv.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';

export const formatNames = ['CSV', 'NDJSON', 'PARQUET'] as const;
export type FormatName = (typeof formatNames)[number];

export interface Format {
  readonly mediaType: string;
  readonly extension: string;
  readonly write: (table: Table) => AsyncIterable<Uint8Array>;
}

export const formats: Readonly<Record<FormatName, Format>> = {
  CSV: { mediaType: 'text/csv; charset=utf-8; header=present', extension: 'csv', write: csv },
  NDJSON: { mediaType: 'application/x-ndjson; charset=utf-8', extension: 'ndjson', write: ndjson },
  PARQUET: { mediaType: 'application/vnd.apache.parquet', extension: 'parquet', write: parquet },
};
