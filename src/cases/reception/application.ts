// An application 申请 as it is handed in.
import type { JsonObject } from '../../departments/port.ts';
import type { Owner } from '../../materials/sql.ts';
import type { AgentOf, ApplicantRecord, Channel, MaterialRecord } from '../sql/cases.ts';

export interface Application {
  readonly idempotencyKey: string;
  readonly bundle: string;
  readonly channel: Channel;
  readonly applicant: ApplicantRecord;
  /** Who acts for the applicant. */
  readonly agent: SubmittedAgent | null;
  readonly form: JsonObject;
  readonly materials: readonly SubmittedMaterial[];
  readonly submittedBy: Owner;
}

/** A material as handed in: `mediaType` and `bytes`, as the gateway found them, where a document came with it. */
export interface SubmittedMaterial extends MaterialRecord {
  readonly mediaType: string | null;
  readonly bytes: number | null;
  /** An upload that the sender may use. */
  readonly fileId: string | null;
  /** A document in the application itself. */
  readonly content: Uint8Array | null;
}

export type SubmittedAgent = AgentOf<SubmittedMaterial>;
