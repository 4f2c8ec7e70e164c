// As of when a fact holds, kept beside the fact itself, so that neither departments' shapes nor resolvers carry it along.
const instants = new WeakMap<object, number>();

/** `asOfMs`: the machine's time at which the department was asked; what it says is at least as recent. Of a list, each member. */
export function noteAsOf(fact: unknown, asOfMs: number): void {
  if (typeof fact !== 'object' || fact === null) return;
  instants.set(fact, asOfMs);
  if (Array.isArray(fact)) for (const member of fact) noteAsOf(member, asOfMs);
}

/** The machine's time; undefined for what no department told. */
export function asOfMs(fact: object): number | undefined {
  return instants.get(fact);
}
