// What is downloaded: an operation as at the endpoint, and how its pages are got. Who answers them is not known here.
import type { Principal } from '../access/principal.ts';
import type { Column, Row } from './table.ts';

export interface AskedDownload {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Who asks, as for any request; kept with a job, whose rights are those of the moment in which it was asked for. */
export interface DownloadOrigin {
  readonly principal: Principal | null;
  readonly traceId: string;
  readonly statedPurpose: string | undefined;
  readonly acceptLanguage: string | undefined;
}

export interface PageOfRows {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  /** How many rows there are in all, where that is known. */
  readonly total: number | null;
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
}

export interface AnswerPages {
  /** Name of the field at the root. Throws where the operation cannot be downloaded. */
  readonly fieldOf: (asked: AskedDownload) => string;
  /** From a place on, or from the beginning. Throws the refusal of a page that is not answered whole. */
  readonly pages: (
    asked: AskedDownload,
    origin: DownloadOrigin,
    place: string | null,
    signal: AbortSignal,
  ) => AsyncIterable<PageOfRows>;
}
