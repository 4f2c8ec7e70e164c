// Which fields of a record are not as the contract says, gathered while it is read: whoever corrects it is told of all of them.

const NO_FIELDS: Readonly<Record<string, unknown>> = {};

/** The record's fields; none where it is no record. Every record has fields that must be there. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : NO_FIELDS;
}

export class RecordFlaws {
  #fields: string[] | undefined;

  /** Passes a value on; undefined is a flaw of the field, and then nothing that was read of the record may be used. */
  sound<Value>(field: string, value: Value | undefined): Value {
    if (value === undefined) {
      this.#fields ??= [];
      this.#fields.push(field);
    }
    return value as Value;
  }

  get none(): boolean {
    return this.#fields === undefined;
  }

  /** Names alone, never values. */
  get fields(): string {
    return (this.#fields ?? []).join(', ');
  }
}
