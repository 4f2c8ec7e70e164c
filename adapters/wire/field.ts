// A field of a fixed-width record.
export type FieldType = 'code' | 'digits' | 'text' | 'date' | 'time';

export interface Field {
  readonly name: string;
  /** What the department calls it, for messages to citizens and clerks. */
  readonly title: string;
  readonly bytes: number;
  readonly type: FieldType;
  /** May be all blanks, which reads as the empty string. */
  readonly optional?: boolean | undefined;
  /** Everything that may stand here. */
  readonly values?: readonly string[] | undefined;
}
