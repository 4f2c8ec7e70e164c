// A fact that a resolver goes on from: there at once where it is known already, awaited where a department is asked for it.

export type Loaded<Value> = Value | Promise<Value>;

/** Goes on at once with a value that is there: what needs no wait costs none. */
export function after<Value, Result>(loaded: Loaded<Value>, next: (value: Value) => Result): Loaded<Result> {
  return loaded instanceof Promise ? loaded.then(next) : next(loaded);
}
