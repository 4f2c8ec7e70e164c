// The police's record layout, read once and checked: what the code knows and what the artefact states must agree at the start.
import { z } from 'zod';
import { readArtefact } from '../wire/artefact.ts';
import { layoutOf } from '../wire/fixed-width.ts';
import type { RecordView } from '../wire/record-view.ts';

const field = z.strictObject({
  name: z.string().min(1),
  title: z.string().min(1),
  bytes: z.int().min(1).max(4000),
  type: z.enum(['code', 'digits', 'text', 'date', 'time']),
  optional: z.boolean().optional(),
  values: z.array(z.string()).optional(),
});
const artefact = z.strictObject({
  version: z.string(),
  frame: z.strictObject({ lengthBytes: z.int().min(1).max(6), maxBytes: z.int().min(1) }),
  connections: z.strictObject({ max: z.int().min(1), inFlightMax: z.int().min(1) }),
  registration: z.strictObject({
    operator: z.string(),
    unit: z.string(),
    terminal: z.string(),
    dailyQuota: z.int().min(1),
    purposes: z.record(z.string(), z.string()),
  }),
  header: z.array(field),
  returnCodes: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      meaning: z.enum(['done', 'refused', 'rejected', 'closed', 'quota', 'failed']),
      taken: z.enum(['yes', 'no', 'unknown']),
    }),
  ),
  transactions: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      question: z.array(z.string()),
      max: z.int().min(1),
      answer: z.array(z.string()),
    }),
  ),
  records: z.record(z.string().length(1), z.strictObject({ title: z.string(), fields: z.array(field) })),
});

const source = new URL('./contract/record-layout.yaml', import.meta.url);
const stated = artefact.parse(readArtefact(source), { jitless: true });

/** Frames, connections, the gateway's registration, return codes and transactions as the police state them. */
export const { version, frame, connections, registration, returnCodes, transactions } = stated;

export const header = layoutOf('header', stated.header, [
  ...(['version', 'transaction', 'direction', 'sequence', 'operator', 'unit', 'terminal', 'purpose'] as const),
  ...(['records', 'returnCode', 'message', 'check'] as const),
]);

export const rows = {
  residentQuestion: row('N', ['number']),
  resident: row('P', ['number', 'result', 'name', 'photo', 'registers']),
  register: row('H', ['number', 'register', 'address', 'from', 'to', 'state', 'members']),
  member: row('M', ['number', 'register', 'order', 'relation', 'memberNumber', 'memberName']),
  identityQuestion: row('I', ['number', 'name']),
  verdict: row('V', ['number', 'verdict', 'at']),
  household: row('W', [
    ...(['serial', 'applicantNumber', 'applicantName', 'phone'] as const),
    ...(['unitNumber', 'address', 'certificateNumber', 'people'] as const),
  ]),
  mover: row('R', ['number', 'name']),
  seal: row('S', ['serial', 'creditCode', 'enterpriseName', 'representativeNumber', 'representativeName', 'kinds']),
  sealCancellation: row('C', ['serial', 'creditCode', 'deregistrationNumber']),
  amendment: row('A', ['serial', 'of', 'kind', 'reason', 'entries']),
  entry: row('E', ['name', 'value']),
  material: row('F', ['code', 'sha256']),
  receipt: row('K', ['serial', 'reference']),
  serialQuestion: row('L', ['serial']),
  found: row('U', ['serial', 'found', 'reference']),
  progress: row('G', ['serial', 'steps']),
  step: row('T', ['serial', 'sequence', 'step', 'at', 'reason', 'licenceKind', 'licenceNumber']),
  intakeQuestion: row('Q', ['after', 'first']),
  intake: row('J', ['position', 'serial', 'at']),
} as const;

/** A row is the letter of its layout and its fields. */
export interface Row<Name extends string> {
  readonly letter: string;
  readonly bytes: number;
  readonly encode: (values: Readonly<Record<Name, string>>) => Uint8Array;
  /** The row that begins at `start`, letter and all; as many bytes as it takes must be there. */
  readonly viewAt: (bytes: Buffer, start: number) => RecordView<Name>;
}

function row<const Name extends string>(letter: string, names: readonly Name[]): Row<Name> {
  const record = stated.records[letter];
  if (!record) throw new Error(`the police's record layout states no record ${letter}; see ${source.pathname}`);
  const layout = layoutOf(letter, record.fields, names);
  return {
    letter,
    bytes: layout.bytes + 1,
    encode: (values) => Buffer.concat([Buffer.from(letter, 'latin1'), layout.encode(values)]),
    viewAt: (bytes, start) => layout.viewAt(bytes, start + 1),
  };
}
