// What a rule found, and what it looked at: a rule that looked at nothing has shown nothing.
export interface Finding {
  readonly text: string;
  /** Where the history to show begins: the idempotency key, or the number of the case. */
  readonly key?: string;
  readonly number?: string;
}

export interface Verdict {
  readonly rule: string;
  /** How many things the rule looked at, and what they are. */
  readonly examined: number;
  readonly of: string;
  readonly findings: readonly Finding[];
  /** A figure worth knowing where nothing was found. */
  readonly note?: string;
}

/** Strings that stand in the list more than once. */
export function repeated(list: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(list.filter((each) => seen.size === seen.add(each).size));
}
